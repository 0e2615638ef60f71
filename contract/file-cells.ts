/**
 * Cells of files that leave the product and come back: how a value is written as text and how text is read again, the
 * same for every list. What a cell says is judged afterwards, by the same schemas as anything else that is sent.
 */

/** What a cell holds: numbers and yes or no keep their type in a spreadsheet, days and instants are ISO 8601 texts. */
export type CellValue = string | number | boolean | null

/** What a spreadsheet makes of a column. */
export type CellType = 'text' | 'number' | 'yes_no' | 'date' | 'instant'

/** What is wrong with a cell by itself. */
export interface CellProblem {
  code: 'cell_yes_no' | 'cell_number' | 'cell_date' | 'cell_choice'
  message: string
}

/** A cell as it was read; a phone number that was written with its extension brings that along. */
export type ReadCell = { value: string | number | boolean | string[]; extension?: string } | { problem: CellProblem }

/** How values of one kind become cells, and cells values. An empty cell is never read. */
export interface Codec {
  type: CellType
  write: (value: unknown) => CellValue
  read: (text: string) => ReadCell
}

/** White space, and what draws nothing, before the first character that counts. */
const unseen = '[\\s\\p{Cf}\\p{Default_Ignorable_Code_Point}]*'

/** What makes a spreadsheet take a text for a formula, full-width and small forms included, and what hides one. */
const trigger = new RegExp(`^${unseen}[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\t\r\n\0]`, 'u')

const leadingApostrophes = /^'*/

/** Whether a text would be a formula to a spreadsheet, or would be one without the apostrophes before it. */
function isFormula(text: string): boolean {
  return trigger.test(text.replace(leadingApostrophes, ''))
}

/** The text with an apostrophe before it where a spreadsheet would take it for a formula; {@link bareText} takes it off. */
export function harmlessText(text: string): string {
  return isFormula(text) ? `'${text}` : text
}

/**
 * The text as a cell of a spreadsheet holds it, where no text is ever a formula: only one that {@link bareText} would
 * take an apostrophe from gets one more.
 */
export function sheetText(text: string): string {
  return text.startsWith("'") && isFormula(text) ? `'${text}` : text
}

/** The text as it was before {@link harmlessText} or {@link sheetText}; any other text comes back unchanged. */
export function bareText(text: string): string {
  return text.startsWith("'") && isFormula(text) ? text.slice(1) : text
}

/** A value as the text of a cell, before it is made harmless. */
export function cellText(value: CellValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value === null ? '' : String(value)
}

const textOf = (value: unknown): CellValue => (typeof value === 'string' ? value : null)

/** A text as it stands. */
export const text: Codec = { type: 'text', write: textOf, read: (cell) => ({ value: cell }) }

/** An instant in UTC. */
export const instant: Codec = { ...text, type: 'instant' }

const yes = new Set(['yes', 'y', 'true', '1', 'x', 'on'])
const no = new Set(['no', 'n', 'false', '0', 'off'])

/** Written as yes or no; read from those, true and false, 1 and 0, on and off. */
export const yesNo: Codec = {
  type: 'yes_no',
  write: (value) => (typeof value === 'boolean' ? value : null),
  read: (cell) => {
    const word = cell.trim().toLowerCase()
    if (yes.has(word) || no.has(word)) return { value: yes.has(word) }
    return { problem: { code: 'cell_yes_no', message: 'Must be yes or no' } }
  },
}

/** A whole number. */
export const wholeNumber: Codec = {
  type: 'number',
  write: (value) => (typeof value === 'number' ? value : null),
  read: (cell) =>
    /^\s*-?\d{1,15}(?:\.0+)?\s*$/.test(cell)
      ? { value: Number(cell) }
      : { problem: { code: 'cell_number', message: 'Must be a whole number' } },
}

const dayForms = [
  /^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
  // Without a zone, or at midnight, the day is the one that is written; at 23:00Z it is the next one elsewhere.
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/,
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})$/,
]
const eitherWay = /^(?<first>\d{1,2})[-/](?<second>\d{1,2})[-/](?<year>\d{4})$/

/**
 * A day, written as 2026-12-31; read from that, 2026/12/31, 31.12.2026 and what has a time behind it, from 12/31/2026 and
 * 31/12/2026, and from nothing that could be two days.
 */
export const date: Codec = {
  type: 'date',
  write: textOf,
  read: (cell) => {
    const days = daysOf(cell.trim())
    const [day, another] = days
    if (day !== undefined && another === undefined) return { value: day }
    const said = cell.trim().length > 40 ? `${cell.trim().slice(0, 39)}…` : cell.trim()
    const message = another
      ? `${said} could be ${days.join(' or ')}; write it like that`
      : `${said} is no date that can be read; write it like 2026-12-31`
    return { problem: { code: 'cell_date', message } }
  },
}

/** The days of the calendar that a text can mean. */
function daysOf(text: string): string[] {
  const parts = dayForms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined)
  if (parts) return dayOf(parts.year, parts.month, parts.day)
  const { year, first, second } = eitherWay.exec(text)?.groups ?? {}
  return [...new Set([...dayOf(year, first, second), ...dayOf(year, second, first)])]
}

function dayOf(year = '', month = '', day = ''): string[] {
  const iso = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  const instant = new Date(`${iso}T00:00:00Z`)
  const isThere = year > '0000' && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso)
  return isThere ? [iso] : []
}

const folded = (word: string) => word.toLowerCase().replace(/[\s_-]+/g, '')

/** One of some values, written as its words; read from words or value, without regard to case, spaces and dashes. */
export function choice(words: Readonly<Record<string, string>>): Codec {
  const values = new Map(Object.entries(words).flatMap(([value, word]) => [value, word].map((s) => [folded(s), value])))
  return {
    type: 'text',
    write: (value) => (typeof value === 'string' ? (words[value] ?? value) : null),
    read: (cell) => {
      const value = values.get(folded(cell))
      if (value !== undefined) return { value }
      return { problem: { code: 'cell_choice', message: `One of ${Object.values(words).join(', ')} is needed` } }
    },
  }
}

/** Several texts with a separator between them, which none of them holds. */
export function several(separator: string, betweenRead: RegExp): Codec {
  return {
    type: 'text',
    write: (value) => (Array.isArray(value) && value.length > 0 ? value.join(separator) : null),
    read: (cell) => ({ value: cell.split(betweenRead).flatMap((part) => part.trim() || []) }),
  }
}

const withExtension = /^(?<number>.*\d.*?)[\s,;]*(?:ext(?:ension|n)?\.?:?|x|#)\s*(?<extension>\d{1,11})$/i

/** A phone number; one that is written with its extension, like +1 212 555 0100 ext. 12, is read as both. */
export const phone: Codec = {
  ...text,
  read: (cell) => {
    const parts = withExtension.exec(cell.trim())?.groups
    return parts?.number && parts.extension
      ? { value: parts.number.trim(), extension: parts.extension }
      : { value: cell }
  },
}
