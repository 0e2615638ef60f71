/**
 * Writes spreadsheets of any length as they are read: rows become XML, XML goes through the zip's compression, and
 * nothing waits in memory but what the reader has not taken yet. Two files of the same cells are equal byte for byte.
 */
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { type CellType, type CellValue, sheetText } from '@tenantry/contract/file-cells.ts'
import { ZipFile } from 'yazl'
import { mostCellUnits } from './xlsx-cells.ts'
import { contentTypes, packageRelations, styles, workbook, workbookRelations } from './xlsx-parts.ts'

/** A sheet: its columns, and its rows in batches, read when they are needed. */
export interface Sheet {
  name: string
  columns: readonly { header: string; type: CellType }[]
  rows: AsyncIterable<readonly (readonly CellValue[])[]>
}

/** The most rows of a sheet, the headings included. */
export const mostSheetRows = 1_048_576

/** XML is passed on in parts of about so many UTF-16 units. */
const partUnits = 64 * 1024

/** What saves most of the space in a fraction of the time. */
const compressionLevel = 2

/** An instant that every zip can tell, the same for everybody. */
const mtime = new Date(1980, 0, 1)

/** The bytes of a spreadsheet. Stopped before its end, it stops reading rows. */
export async function* xlsxFile(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array, void> {
  const zip = new ZipFile()
  const names = sheets.map(({ name }) => name)
  const parts = [
    ['[Content_Types].xml', contentTypes(names)],
    ['_rels/.rels', packageRelations],
    ['xl/workbook.xml', workbook(names)],
    ['xl/_rels/workbook.xml.rels', workbookRelations(names)],
    ['xl/styles.xml', styles],
  ] as const
  for (const [name, xml] of parts) zip.addBuffer(Buffer.from(xml), name, { mtime })
  const opened: Readable[] = []
  const output = zip.outputStream as Readable
  sheets.forEach((sheet, index) => {
    zip.addReadStreamLazy(`xl/worksheets/sheet${index + 1}.xml`, { mtime, compressionLevel }, (give) => {
      const stream = Readable.from(sheetXml(sheet), { objectMode: false, highWaterMark: 64 * 1024 })
      // The zip looks after none of it.
      stream.on('error', (error) => output.destroy(error))
      opened.push(stream)
      give(null, stream)
    })
  })
  zip.on('error', (error) => output.destroy(error))
  zip.end()
  try {
    for await (const chunk of output) yield chunk
  } finally {
    await Promise.all(opened.map(closed))
  }
}

/** Waits until a stream, and what it reads from, has ended. */
async function closed(stream: Readable): Promise<void> {
  if (stream.closed) return
  stream.destroy()
  if (!stream.closed) await once(stream, 'close')
}

async function* sheetXml({ columns, rows }: Sheet): AsyncGenerator<string, void> {
  const names = columns.map((_, index) => columnName(index))
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
  yield `<row r="1">${columns.map(({ header }, index) => textCell(`${names[index]}1`, header, 3)).join('')}</row>`
  let number = 1
  for await (const batch of rows) {
    let xml = ''
    for (const row of batch) {
      number += 1
      // Half a file is seen to be half; one with more rows than a sheet has is opened by no program.
      if (number > mostSheetRows) throw new RangeError(`A sheet has ${mostSheetRows} rows at most`)
      xml += `<row r="${number}">`
      for (const [index, value] of row.entries())
        xml += cell(`${names[index]}${number}`, value, columns[index]?.type ?? 'text')
      xml += '</row>'
      if (xml.length < partUnits) continue
      yield xml
      xml = ''
    }
    yield xml
  }
  yield '</sheetData></worksheet>'
}

/** A, B, … Z, AA, AB, … */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

function cell(place: string, value: CellValue, type: CellType): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`
  const serial = type === 'date' || type === 'instant' ? serialOf(value) : null
  if (serial !== null) return `<c r="${place}" s="${type === 'date' ? 1 : 2}"><v>${serial}</v></c>`
  return textCell(place, sheetText(value))
}

function textCell(place: string, text: string, style = 0): string {
  const look = style === 0 ? '' : ` s="${style}"`
  return `<c r="${place}"${look} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

/** Days since the end of 1899, as spreadsheets count them; null for a text that is no date. */
function serialOf(iso: string): number | null {
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? null : ms / 86_400_000 + 25_569
}

const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

/** Text of an element: what XML cannot hold becomes U+FFFD, and what looks like an escape of a spreadsheet stays a text. */
function xmlText(text: string): string {
  return text
    .slice(0, mostCellUnits)
    .replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>\r]/g, (character) => special[character] ?? character)
}
