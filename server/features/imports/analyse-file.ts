import { type ImportKind, importCaps } from '@tenantry/contract/imports.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { EncodingFinder, findSeparator, notText } from './encodings.ts'
import { findHeadings, headingIn, rowsLookedAt } from './find-headings.ts'
import { type FileRow, fileKey, readRows, type Writing } from './read-rows.ts'

/** What a file turned out to be. */
export interface Analysis extends Writing {
  headers: string[]
  /** The row that they stand in, as a spreadsheet counts. */
  headerRow: number
  /** For each column what stands in the first rows where something does. */
  samples: string[][]
  /** Rows below the headings, up to the last one that is not empty. */
  rows: number
}

const samplesOfColumn = 3
const sampleLength = 60

/**
 * Reads a stored file once to find out how it is written, and once to count it.
 * @throws invalid_input (422) for what is no text, has no headings or no rows, or is larger than the caps
 */
export async function analyseFile(files: FileStore, importId: string, kind: ImportKind): Promise<Analysis> {
  const writing = await findWriting(files, importId)
  const samples: string[][] = []
  let start: FileRow[] = []
  let found: { headers: string[]; headerRow: number } | null = null
  let last = 0
  const collectFrom = (row: FileRow, { headers, headerRow }: { headers: string[]; headerRow: number }) => {
    if (row.number > headerRow) collect(samples, headers, row.cells)
  }
  const settle = () => {
    const heading = findHeadings(kind, start)
    if (!heading) throw refused('file_empty', 'The file is empty')
    const settled = { headers: checkedHeaders(heading.cells), headerRow: heading.number }
    for (const row of start) collectFrom(row, settled)
    start = []
    found = settled
    return settled
  }
  for await (const row of readRows(files, importId, writing)) {
    last = row.number
    if (found) collectFrom(row, found)
    else if (start.push(row) === rowsLookedAt) settle()
  }
  const { headers, headerRow } = found ?? settle()
  if (last <= headerRow) throw refused('file_without_rows', 'The file has headings and no rows below them')
  return {
    ...writing,
    headers,
    headerRow,
    samples: headers.map((_, index) => samples[index] ?? []),
    rows: last - headerRow,
  }
}

async function findWriting(files: FileStore, importId: string): Promise<Writing> {
  const finder = new EncodingFinder()
  const starts: Buffer[] = []
  let length = 0
  for await (const chunk of await files.get(fileKey(importId))) {
    finder.add(chunk as Buffer)
    if (length < mostHeadingBytes) starts.push(chunk as Buffer)
    length += (chunk as Buffer).length
  }
  const encoding = finder.end()
  const start = new TextDecoder(encoding).decode(Buffer.concat(starts).subarray(0, mostHeadingBytes))
  return { encoding, separator: findSeparator(start) }
}

const mostHeadingBytes = 262_144

function checkedHeaders(cells: string[]): string[] {
  if (cells.length > importCaps.columns)
    throw refused('file_too_many_columns', `The file has more than ${importCaps.columns} columns`)
  if (cells.some((cell) => cell.includes('\0'))) throw notText()
  return cells.map(headingIn)
}

function collect(samples: string[][], headers: string[], cells: string[]): void {
  for (const index of headers.keys()) {
    const text = (cells[index] ?? '').trim()
    const found = samples[index] ?? []
    samples[index] = found
    if (text !== '' && found.length < samplesOfColumn && !found.includes(text.slice(0, sampleLength)))
      found.push(text.slice(0, sampleLength).replaceAll('\0', ''))
  }
}

function refused(code: string, message: string) {
  return invalidInput({ path: 'file', code, message })
}
