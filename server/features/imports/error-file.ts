import { bareText } from '@tenantry/contract/file-cells.ts'
import { errorHeader } from '@tenantry/contract/imports.ts'
import { AppError } from '../../platform/errors.ts'
import { csvRows } from '../../platform/files/csv-file.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import type { Reader, StreamedAnswer } from '../../platform/http/route.ts'
import { encoded, markOf } from './encode.ts'
import type { Encoding } from './encodings.ts'
import { findProblems } from './import-problems.queries.ts'
import { findImport, type ImportRow } from './imports.queries.ts'
import { headersOf } from './imports.view.ts'
import { isErrorColumn } from './match-columns.ts'
import { type FileRow, readRows } from './read-rows.ts'

const rowsOfPart = 200

/**
 * The rows that something is wrong with, as they stand in the file, with a first column that says what; mended, it is
 * imported like any other file. It has the separator and the encoding of the file; of a workbook those that it is kept in,
 * which are a comma and UTF-8.
 * @throws not_found (404) for anything but one’s own import
 * @throws import_not_possible (409) once the file was removed
 */
export async function* errorFile(
  files: FileStore,
  read: Reader,
  answer: StreamedAnswer,
  id: string,
): AsyncGenerator<Buffer, void> {
  const row = await read(({ tx }) => findImport(tx, id))
  if (!row) throw new AppError('not_found')
  if (!row.has_file) throw new AppError('import_not_possible', { params: { state: row.state, reason: 'file_removed' } })
  const headers = headersOf(row)
  const encoding = row.encoding as Encoding
  const { separator } = row
  answer.tellCharset(encoding)
  const heading = csvRows([[errorHeader, ...headers.filter((header) => !isErrorColumn(header))]], {
    separator,
    // By the first line the separator is found out when it comes back.
    quotesSeparators: true,
  })
  yield Buffer.concat([markOf(encoding), encoded(heading, encoding)])
  const rows = readRows(files, id, row)
  try {
    for (let afterRow = 0; ; ) {
      const problems = await read(({ tx }) => findProblems(tx, id, { afterRow, limit: rowsOfPart }))
      if (problems.length === 0) return
      const said = new Map<number, string[]>()
      for (const { row_number, column_index, message } of problems) {
        const header = column_index === null ? null : headers[column_index]
        said.set(row_number, [...(said.get(row_number) ?? []), header ? `${header}: ${message}` : message])
      }
      yield encoded(await part(row, rows, said), encoding)
      afterRow = problems.at(-1)?.row_number ?? Number.MAX_SAFE_INTEGER
    }
  } finally {
    await rows.return(undefined)
  }
}

/**
 * At least one for each heading, without what an earlier file of errors has said. Those that a row has too many stay, so
 * that none is lost and the row is refused until it is mended.
 */
function cellsOf({ cells }: FileRow, headers: readonly string[]): string[] {
  return Array.from({ length: Math.max(headers.length, cells.length) }, (_, index) =>
    bareText(cells[index] ?? ''),
  ).filter((_, index) => !isErrorColumn(headers[index]))
}

async function part(
  of: ImportRow,
  rows: AsyncGenerator<FileRow>,
  said: ReadonlyMap<number, string[]>,
): Promise<string> {
  const headers = headersOf(of)
  const last = Math.max(...said.keys())
  let text = ''
  for (;;) {
    const { value, done } = await rows.next()
    if (done) return text
    const problems = said.get(value.number)
    if (problems) text += csvRows([[problems.join('; '), ...cellsOf(value, headers)]], { separator: of.separator })
    if (value.number >= last) return text
  }
}
