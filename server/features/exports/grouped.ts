/** Rows by the organization that they are of. */
export function grouped<Row extends { organization_id: string }>(rows: readonly Row[]): (id: string) => readonly Row[] {
  return groupedBy(rows, ({ organization_id }) => organization_id)
}

/** Rows by an id that they are of. */
export function groupedBy<Row>(rows: readonly Row[], idOf: (row: Row) => string): (id: string) => readonly Row[] {
  const by = new Map<string, Row[]>()
  for (const row of rows) {
    const of = by.get(idOf(row))
    if (of) of.push(row)
    else by.set(idOf(row), [row])
  }
  return (id) => by.get(id) ?? []
}

/** Rows in the order of their ids; what is gone meanwhile is left out. */
export function inOrderOf<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const by = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => by.get(id) ?? [])
}
