/** Scrolls a row so that one of its items lies in the middle; the row alone, never what the row lies in. */
export function centerInRow(row: Element | null | undefined, item: Element | null | undefined): void {
  if (row && item) row.scrollLeft += middleOf(item) - middleOf(row)
}

function middleOf(element: Element): number {
  const { left, right } = element.getBoundingClientRect()
  return (left + right) / 2
}
