/** Spreadsheets become the text files that everything else reads, with the same cells in the same rows. */
import { Readable } from 'node:stream'
import { importCaps } from '@tenantry/contract/imports.ts'
import { stringify } from 'csv-stringify/sync'
import { invalidInput } from '../../platform/errors.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { XlsxError } from '../../platform/files/xlsx-package.ts'
import { xlsxRows } from '../../platform/files/xlsx-rows.ts'
import { fileKey } from './read-rows.ts'

/** The whole file is held in memory while it is unpacked. */
const mostBytes = 32 * 1_048_576

/** The largest sheet once it is unpacked, which is read as it comes. */
const sheetBytes = 512 * 1_048_576

/** So much of the CSV file is put together at a time. */
const rowsOfPart = 500
const unitsOfPart = 1_048_576

/** One at a time: each holds its file and the texts of its cells in memory. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Puts the first sheet of a stored Excel workbook in its place as a CSV file in UTF-8; any other file stays as it is.
 * @returns the places of columns in which numbers have more digits than a spreadsheet keeps
 * @throws invalid_input (422) for a workbook that cannot be read or is larger than the caps
 */
export async function unpackSpreadsheet(files: FileStore, importId: string): Promise<number[]> {
  const key = fileKey(importId)
  const start = await startOf(await files.get(key))
  if (start.equals(compoundFile)) throw refused('old_spreadsheet', oldSpreadsheet)
  if (!start.subarray(0, 4).equals(zipFile)) return []
  const turn = last.catch(() => {}).then(() => unpack(files, key))
  last = turn
  return turn
}

const zipFile = Buffer.from('PK\x03\x04')
/** Excel before 2007, and what is locked with a password since. */
const compoundFile = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const oldSpreadsheet =
  'This is an old Excel file, or one with a password. Save it as .xlsx without a password or as CSV UTF-8 and choose that file'

async function startOf(stream: Readable): Promise<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) return chunk.subarray(0, 8)
  return Buffer.alloc(0)
}

async function unpack(files: FileStore, key: string): Promise<number[]> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of (await files.get(key)) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw refused('spreadsheet_too_large', tooLarge)
    chunks.push(chunk)
  }
  try {
    const cutShort = new Set<number>()
    await files.put(key, Readable.from(csvOf(Buffer.concat(chunks), cutShort)))
    return [...cutShort].sort((one, other) => one - other)
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error
    throw refused(`spreadsheet_${error.reason}`, messages[error.reason])
  }
}

const tooLarge = 'The spreadsheet is too large. Save the list as CSV UTF-8 and choose that file'

const messages: Record<XlsxError['reason'], string> = {
  unreadable: 'This is no Excel workbook that can be read. Save the list as CSV UTF-8 and choose that file',
  too_large: tooLarge,
  too_many_rows: `The first sheet has more than ${importCaps.rows} rows. Divide it`,
  too_many_columns: `The first sheet has more than ${importCaps.columns} columns`,
}

async function* csvOf(file: Buffer, cutShort: Set<number>): AsyncGenerator<string> {
  const caps = { partBytes: sheetBytes, rows: importCaps.rows + 1, columns: importCaps.columns }
  let lines: string[][] = []
  let units = 0
  let bytes = 0
  let next = 1
  const part = () => {
    const text = csv(lines)
    lines = []
    units = 0
    bytes += Buffer.byteLength(text)
    // A hundred thousand cells may share one long text.
    if (bytes > importCaps.bytes) throw new XlsxError('too_large')
    return text
  }
  for await (const { number, cells, cutShort: places } of xlsxRows(file, caps)) {
    // Rows that are left out because they are empty count.
    for (; next < number; next += 1) lines.push([])
    lines.push(cells)
    next = number + 1
    for (const cell of cells) units += cell.length
    for (const place of places) cutShort.add(place)
    if (lines.length >= rowsOfPart || units >= unitsOfPart) yield part()
  }
  if (lines.length > 0) yield part()
}

const csv = (lines: string[][]) => stringify(lines, { record_delimiter: '\r\n', quoted_match: /[\r\n]/ })

function refused(code: string, message: string) {
  return invalidInput({ path: 'file', code, message })
}
