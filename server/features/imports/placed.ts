/** Numbers the cells of each row in the order in which they are given, as they are stored. */
export function placed<Cell extends { row_number: number }>(cells: readonly Cell[]): (Cell & { place: number })[] {
  const places = new Map<number, number>()
  return cells.map((cell) => {
    const place = places.get(cell.row_number) ?? 0
    places.set(cell.row_number, place + 1)
    return { ...cell, place }
  })
}
