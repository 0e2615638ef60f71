import { type CellValue, cellText, harmlessText } from '@tenantry/contract/file-cells.ts'
import { stringify } from 'csv-stringify/sync'

/** How a CSV file is written. */
export interface CsvOptions {
  /** A comma unless told otherwise. */
  separator?: string
}

/** What tells old spreadsheets that a file is UTF-8. */
export const byteOrderMark = '\uFEFF'

/**
 * Rows of a CSV file as RFC 4180 has it, each with its line end. Texts that a spreadsheet would take for a formula get an
 * apostrophe before them; numbers are numbers.
 */
export function csvRows(rows: readonly (readonly CellValue[])[], { separator = ',' }: CsvOptions = {}): string {
  return stringify(
    rows.map((row) => row.map(csvCell)),
    {
      delimiter: separator,
      record_delimiter: '\r\n',
      // Its own rule knows the line end of the file alone.
      quoted_match: /[\r\n]/,
    },
  )
}

function csvCell(value: CellValue): string {
  return typeof value === 'string' ? harmlessText(value) : cellText(value)
}
