/**
 * Reads the first sheet of a spreadsheet row by row. A zip says of itself how large it becomes and may lie, so bytes are
 * counted as they come out; of the whole file only the texts that cells share are kept.
 */
import { finished, type Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { cellText, columnOf, isDateFormat, type SheetCell } from './xlsx-cells.ts'

/** What a spreadsheet may hold at most. */
export interface XlsxCaps {
  /** Bytes of one part once it is unpacked. */
  partBytes: number
  /** Number of the last row that is not empty. */
  rows: number
  columns: number
}

/** A row of a sheet that is not empty. */
export interface SheetRow {
  /** As a spreadsheet counts, from 1. */
  number: number
  cells: string[]
}

type Reason = 'unreadable' | 'too_large' | 'too_many_rows' | 'too_many_columns'

/** A spreadsheet that cannot be read, or is larger than the caps. */
export class XlsxError extends Error {
  override name = 'XlsxError'
  readonly reason: Reason

  constructor(reason: Reason, cause?: unknown) {
    super(`The spreadsheet is ${reason.replaceAll('_', ' ')}`, { cause })
    this.reason = reason
  }
}

const mostParts = 5_000
/** What is not a sheet is small, but for the texts that cells share, which are kept. */
const smallPart = 8 * 1_048_576
const sharedPart = 64 * 1_048_576
const longestText = 1_048_576

/**
 * The rows of the first sheet that can be seen; numbers and dates as texts.
 * @throws XlsxError
 */
export async function* xlsxRows(file: Buffer, caps: XlsxCaps): AsyncGenerator<SheetRow> {
  try {
    const parts = await Parts.of(file)
    const sheet = await firstSheet(parts)
    const book: Book = {
      texts: await sharedTexts(parts),
      areDates: await dateStyles(parts),
      countsFrom1904: sheet.countsFrom1904,
    }
    yield* sheetRows(parts, sheet.path, book, caps)
  } catch (error) {
    throw error instanceof XlsxError ? error : new XlsxError('unreadable', error)
  }
}

/** What cells refer to. */
interface Book {
  texts: readonly string[]
  areDates: readonly boolean[]
  countsFrom1904: boolean
}

/** The parts of the file by their names. */
class Parts {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  static async of(file: Buffer): Promise<Parts> {
    const zip = await fromBufferPromise(file, { lazyEntries: true })
    if (zip.entryCount > mostParts) throw new XlsxError('too_large')
    const entries = new Map<string, Entry>()
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        entries.set(entry.fileName, entry)
        zip.readEntry()
      })
      zip.on('end', resolve)
      zip.on('error', reject)
      zip.readEntry()
    })
    return new Parts(zip, entries)
  }

  /**
   * Reads the XML of a part, and gives what it made of it piece by piece.
   * @param listen makes the parser’s listeners
   * @returns nothing where there is no such part
   */
  async *read(name: string, most: number, listen: (parser: SaxesParser) => void): AsyncGenerator<void> {
    const entry = this.#entries.get(name)
    if (!entry) return
    if (entry.uncompressedSize > most) throw new XlsxError('too_large')
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw new XlsxError('unreadable', error)
    })
    // Entities of its own are what hostile XML grows by.
    parser.on('doctype', () => {
      throw new XlsxError('unreadable')
    })
    listen(parser)
    const stream = await this.#zip.openReadStreamPromise(entry)
    const decoder = new TextDecoder()
    let bytes = 0
    let withoutTag = 0
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        bytes += chunk.length
        withoutTag = chunk.includes('<') ? 0 : withoutTag + chunk.length
        // The parser keeps a text until its end, however long it is.
        if (bytes > most || withoutTag > longestText) throw new XlsxError('too_large')
        parser.write(decoder.decode(chunk, { stream: true }))
        yield
      }
      parser.close()
      yield
    } finally {
      await ended(stream)
    }
  }

  async readWhole(name: string, most: number, listen: (parser: SaxesParser) => void): Promise<void> {
    for await (const _ of this.read(name, most, listen));
  }
}

async function ended(stream: Readable): Promise<void> {
  if (stream.closed) return
  stream.destroy()
  await new Promise<void>((resolve) => finished(stream, () => resolve()))
}

/** The name of a tag without its prefix. */
const local = ({ name }: { name: string }) => name.slice(name.indexOf(':') + 1)

const on = (parser: SaxesParser, tag: string, listen: (attributes: SaxesTagPlain['attributes']) => void) =>
  parser.on('opentag', (found) => {
    if (local(found) === tag) listen((found as SaxesTagPlain).attributes)
  })

async function firstSheet(parts: Parts): Promise<{ path: string; countsFrom1904: boolean }> {
  const sheets: { relation: string; isHidden: boolean }[] = []
  const paths = new Map<string, string>()
  let countsFrom1904 = false
  await parts.readWhole('xl/workbook.xml', smallPart, (parser) => {
    parser.on('opentag', (tag) => {
      const { attributes } = tag as SaxesTagPlain
      if (local(tag) === 'workbookPr') countsFrom1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (local(tag) !== 'sheet') return
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
      if (id !== undefined) sheets.push({ relation: id, isHidden: (attributes.state ?? 'visible') !== 'visible' })
    })
  })
  await parts.readWhole('xl/_rels/workbook.xml.rels', smallPart, (parser) =>
    on(parser, 'Relationship', ({ Id, Target }) => {
      if (Id && Target) paths.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    }),
  )
  const sheet = sheets.find(({ isHidden }) => !isHidden) ?? sheets[0]
  const path = sheet && paths.get(sheet.relation)
  if (!path) throw new XlsxError('unreadable')
  return { path, countsFrom1904 }
}

/** Texts that cells share, without their readings. */
async function sharedTexts(parts: Parts): Promise<string[]> {
  const texts: string[] = []
  await parts.readWhole('xl/sharedStrings.xml', sharedPart, (parser) => {
    let text = ''
    let isText = false
    let isReading = false
    parser.on('opentag', (tag) => {
      if (local(tag) === 'si') text = ''
      if (local(tag) === 'rPh') isReading = true
      if (local(tag) === 't') isText = !isReading
    })
    parser.on('text', (part) => {
      if (isText) text += part
    })
    parser.on('closetag', (tag) => {
      if (local(tag) === 't') isText = false
      if (local(tag) === 'rPh') isReading = false
      if (local(tag) === 'si') texts.push(text)
    })
  })
  return texts
}

/** For each style of cells whether a number in it is a date. */
async function dateStyles(parts: Parts): Promise<boolean[]> {
  const formats = new Map<number, string>()
  const styles: boolean[] = []
  await parts.readWhole('xl/styles.xml', smallPart, (parser) => {
    let isOfCells = false
    parser.on('opentag', (tag) => {
      const { attributes } = tag as SaxesTagPlain
      if (local(tag) === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (local(tag) === 'cellXfs') isOfCells = true
      if (local(tag) === 'xf' && isOfCells) {
        const id = Number(attributes.numFmtId ?? 0)
        styles.push(isDateFormat(id, formats.get(id)))
      }
    })
    parser.on('closetag', (tag) => {
      if (local(tag) === 'cellXfs') isOfCells = false
    })
  })
  return styles
}

async function* sheetRows(parts: Parts, path: string, book: Book, caps: XlsxCaps): AsyncGenerator<SheetRow> {
  const sheet = new SheetReader(book, caps)
  let isThere = false
  for await (const _ of parts.read(path, caps.partBytes, (parser) => sheet.listen(parser))) {
    isThere = true
    yield* sheet.taken()
  }
  if (!isThere) throw new XlsxError('unreadable')
}

/** Puts the rows of a sheet together. */
class SheetReader {
  readonly #book: Book
  readonly #caps: XlsxCaps
  #rows: SheetRow[] = []
  #row: SheetRow = { number: 0, cells: [] }
  #column = -1
  #cell: SheetCell | null = null
  #isText = false

  constructor(book: Book, caps: XlsxCaps) {
    this.#book = book
    this.#caps = caps
  }

  listen(parser: SaxesParser): void {
    parser.on('opentag', (tag) => this.#open(local(tag), (tag as SaxesTagPlain).attributes))
    parser.on('text', (part) => {
      if (this.#isText && this.#cell) this.#cell.text += part
    })
    parser.on('closetag', (tag) => this.#close(local(tag)))
  }

  taken(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  #open(name: string, { r, t, s }: Record<string, string>): void {
    if (name === 'row') {
      this.#row = { number: Number(r) || this.#row.number + 1, cells: [] }
      this.#column = -1
    } else if (name === 'c') {
      this.#column = r ? columnOf(r) : this.#column + 1
      this.#cell = { type: t ?? 'n', style: Number(s ?? 0), text: '' }
    } else if (name === 'v' || name === 't') this.#isText = true
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#isText = false
    else if (name === 'c' && this.#cell) {
      this.#put(cellText(this.#cell, this.#book))
      this.#cell = null
    } else if (name === 'row' && this.#row.cells.length > 0) this.#rows.push(this.#row)
  }

  #put(text: string): void {
    if (text === '') return
    if (this.#row.number > this.#caps.rows) throw new XlsxError('too_many_rows')
    if (!(this.#column >= 0 && this.#column < this.#caps.columns)) throw new XlsxError('too_many_columns')
    const { cells } = this.#row
    while (cells.length < this.#column) cells.push('')
    cells[this.#column] = text
  }
}
