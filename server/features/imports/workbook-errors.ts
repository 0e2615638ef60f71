/** What a spreadsheet shows where a formula has no result: the usual ones, in English and in German. */
const errors = new Set([
  '#N/A',
  '#REF!',
  '#VALUE!',
  '#NAME?',
  '#DIV/0!',
  '#NULL!',
  '#NUM!',
  '#SPILL!',
  '#CALC!',
  '#FIELD!',
  '#GETTING_DATA',
  '#NV',
  '#BEZUG!',
  '#WERT!',
  '#ZAHL!',
])

/** Whether a cell, of a workbook or of a file that one was saved as, holds an error and no value. */
export function isErrorOfWorkbook(cell: string): boolean {
  return errors.has(cell.trim())
}
