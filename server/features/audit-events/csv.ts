/** What a spreadsheet would take for a formula. */
const formula = /^[=+\-@\t\r]/

/** A line of a CSV file as RFC 4180 has it; what would run as a formula in a spreadsheet is made a plain text by `'`. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}

function csvCell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
