/** Reads the first sheet of a spreadsheet row by row; of the whole file only the texts that cells share are kept. */
import { cellText, columnOf, isCutShort, isDateFormat, mostCellUnits, type SheetCell } from './xlsx-cells.ts'
import { XlsxError, XlsxPackage, type XmlListener } from './xlsx-package.ts'

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
  /** The places of cells whose numbers have more digits than a spreadsheet keeps. */
  cutShort: number[]
}

/**
 * The rows of the first sheet that can be seen; numbers and dates as texts.
 * @throws XlsxError
 */
export async function* xlsxRows(file: Buffer, caps: XlsxCaps): AsyncGenerator<SheetRow> {
  try {
    const parts = await XlsxPackage.open(file)
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

/** What is not a sheet is small, but for the texts that cells share, which are kept. */
const smallPart = 8 * 1_048_576
const sharedPart = 64 * 1_048_576

/** What cells refer to. */
interface Book {
  texts: readonly string[]
  areDates: readonly boolean[]
  countsFrom1904: boolean
}

/** A text with more of it, which many cells may refer to: no longer than a cell can hold. */
const longer = (text: string, part: string) => (text + part).slice(0, mostCellUnits)

async function firstSheet(parts: XlsxPackage): Promise<{ path: string; countsFrom1904: boolean }> {
  const sheets: { relation: string; isHidden: boolean }[] = []
  const paths = new Map<string, string>()
  let countsFrom1904 = false
  await parts.readWhole('xl/workbook.xml', smallPart, {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') countsFrom1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (tag !== 'sheet') return
      const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
      if (id !== undefined) sheets.push({ relation: id, isHidden: (attributes.state ?? 'visible') !== 'visible' })
    },
  })
  await parts.readWhole('xl/_rels/workbook.xml.rels', smallPart, {
    open: (tag, { Id, Target }) => {
      if (tag === 'Relationship' && Id && Target)
        paths.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  const sheet = sheets.find(({ isHidden }) => !isHidden) ?? sheets[0]
  const path = sheet && paths.get(sheet.relation)
  if (!path) throw new XlsxError('unreadable')
  return { path, countsFrom1904 }
}

/** Texts that cells share, without their readings. */
async function sharedTexts(parts: XlsxPackage): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let isText = false
  let isReading = false
  await parts.readWhole('xl/sharedStrings.xml', sharedPart, {
    open: (tag) => {
      if (tag === 'si') text = ''
      if (tag === 'rPh') isReading = true
      if (tag === 't') isText = !isReading
    },
    text: (part) => {
      if (isText) text = longer(text, part)
    },
    close: (tag) => {
      if (tag === 't') isText = false
      if (tag === 'rPh') isReading = false
      if (tag === 'si') texts.push(text)
    },
  })
  return texts
}

/** For each style of cells whether a number in it is a date. */
async function dateStyles(parts: XlsxPackage): Promise<boolean[]> {
  const areDates = new Map<number, boolean>()
  const styles: boolean[] = []
  let isOfCells = false
  await parts.readWhole('xl/styles.xml', smallPart, {
    open: (tag, { numFmtId = 0, formatCode = '' }) => {
      const id = Number(numFmtId)
      if (tag === 'numFmt') areDates.set(id, isDateFormat(id, formatCode))
      if (tag === 'cellXfs') isOfCells = true
      if (tag === 'xf' && isOfCells) styles.push(areDates.get(id) ?? isDateFormat(id, undefined))
    },
    close: (tag) => {
      if (tag === 'cellXfs') isOfCells = false
    },
  })
  return styles
}

async function* sheetRows(parts: XlsxPackage, path: string, book: Book, caps: XlsxCaps): AsyncGenerator<SheetRow> {
  const sheet = new SheetReader(book, caps)
  let isThere = false
  for await (const _ of parts.read(path, caps.partBytes, sheet.listener)) {
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
  #row: SheetRow = { number: 0, cells: [], cutShort: [] }
  #column = -1
  #cell: SheetCell | null = null
  #isText = false

  constructor(book: Book, caps: XlsxCaps) {
    this.#book = book
    this.#caps = caps
  }

  readonly listener: XmlListener = {
    open: (tag, attributes) => this.#open(tag, attributes),
    text: (part) => {
      if (this.#isText && this.#cell) this.#cell.text = longer(this.#cell.text, part)
    },
    close: (tag) => this.#close(tag),
  }

  taken(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  #open(name: string, { r, t, s }: Record<string, string>): void {
    if (name === 'row') {
      const before = this.#row.number
      const number = Number(r) || before + 1
      // Whoever reads them makes up for rows that are left out, which would never end where they go back.
      if (!(Number.isSafeInteger(number) && number > before)) throw new XlsxError('unreadable')
      this.#row = { number, cells: [], cutShort: [] }
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
      if (isCutShort(this.#cell, this.#book.areDates)) this.#row.cutShort.push(this.#column)
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
