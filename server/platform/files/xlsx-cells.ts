/** What stands in a cell of a spreadsheet, as a text. */

/** The most UTF-16 units of a cell. */
export const mostCellUnits = 32_767

/** A cell as the sheet has it. */
export interface SheetCell {
  type: string
  style: number
  text: string
}

/** The index of the column in the name of a cell: 0 for A1, 27 for AB7; -1 for what is no such name. */
export function columnOf(name: string): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(name)?.[0] ?? ''
  let index = 0
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}

/** The text of a cell, a date in ISO 8601, yes or no for a truth. */
export function cellText(
  { type, style, text }: SheetCell,
  book: { texts: readonly string[]; areDates: readonly boolean[]; countsFrom1904: boolean },
): string {
  if (type === 's') return unescaped(book.texts[Number(text)] ?? '')
  if (type === 'b') return text === '1' ? 'yes' : 'no'
  if (type === 'n' && text !== '' && book.areDates[style]) return dateText(Number(text), book.countsFrom1904) ?? text
  return type === 'n' ? numberText(text) : unescaped(text)
}

/** What spreadsheets write for characters that XML cannot hold, and for what looks like that. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
}

/** What a spreadsheet keeps of a number: further digits were noughts as soon as they were typed. */
const keptDigits = 15
/** Nothing that people count or call by a number has more digits. */
const mostDigits = 40

/** Long numbers, such as those of phones and of things, are written out as people know them and a spreadsheet shows them. */
function numberText(text: string): string {
  const value = Number(text)
  if (!/e/i.test(text) || !Number.isInteger(value)) return text
  if (Number.isSafeInteger(value)) return String(value)
  const [digits = '', exponent = ''] = Math.abs(value)
    .toExponential(keptDigits - 1)
    .split('e+')
  const length = Number(exponent) + 1
  return length > mostDigits ? text : `${value < 0 ? '-' : ''}${digits.replace('.', '').padEnd(length, '0')}`
}

/** Whether a cell has a number of more digits than a spreadsheet keeps, so that noughts may stand for what was typed. */
export function isCutShort({ type, style, text }: SheetCell, areDates: readonly boolean[]): boolean {
  return type === 'n' && !areDates[style] && cutNumber.test(numberText(text))
}

const cutNumber = new RegExp(`^-?\\d{${keptDigits}}0+$`)

const dayMs = 86_400_000

function dateText(serial: number, countsFrom1904: boolean): string | null {
  // Days from the end of 1899, or from 1904, to 1970.
  const date = new Date(Math.round((serial - (countsFrom1904 ? 24_107 : 25_569)) * dayMs))
  if (Number.isNaN(date.getTime())) return null
  // A spreadsheet knows no time zones: the day is the one that is shown there.
  return Number.isInteger(serial) ? date.toISOString().slice(0, 10) : date.toISOString().slice(0, -1)
}

const builtIn = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)

/** A longer one is none, and would take its time to look at. */
const longestFormat = 255

/** Whether numbers in a format are dates: by its number, else by the letters that stand for days and hours. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn(id)
  if (code.length > longestFormat) return false
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]/gi, '')
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare)
}
