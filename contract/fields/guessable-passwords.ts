/** Which passwords follow a pattern that is easy to guess: one list and one rule for the server and the hints of forms. */

/** Keyboards row by row, each key above the next row's of the same finger; once with digits, once with the signs on them. */
const american = ['qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./']
const german = ['qwertzuiopü+', 'asdfghjklöä#', 'yxcvbnm,.-']
const french = ['azertyuiop^$', 'qsdfghjklmù*', 'wxcvbn,;:!']
const russian = ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю.']
const keyboards = [
  ['1234567890-=', ...american],
  ['!@#$%^&*()_+', ...american],
  ['1234567890ß', ...german],
  ['!"§$%&/()=', ...german],
  ['1234567890', ...french],
  ['&é"\'(-è_çà)=', ...french],
  ['1234567890-=', ...russian],
]

/** What else is told off in its order. */
const series = [
  'abcdefghijklmnopqrstuvwxyz'.repeat(2),
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  '0123456789'.repeat(3),
  '`1234567890-=',
  'qwertyuiop[]\\',
]

/** Keys of two rows in turn, as far as both go: `1q2w3e`. */
const inTurn = (one: string, other: string) =>
  [...one].map((key, index) => (other[index] ? key + other[index] : '')).join('')

const columnOf = (rows: readonly string[], index: number) => rows.map((row) => row[index] ?? '').join('')

const columns = keyboards.flatMap((rows) => [...(rows[0] ?? '')].map((_, index) => columnOf(rows, index)))
/** Columns without their digits are short, and stand in no words: `qaz`, `wsx`. */
const shortColumns = columns.map((column) => column.slice(1)).filter((column) => column.length === 3)
const zigzags = keyboards.flatMap((rows) =>
  rows.slice(1).flatMap((row, index) => [inTurn(rows[index] ?? '', row), inTurn(row, rows[index] ?? '')]),
)

const bothWays = (runs: readonly string[]) => [...new Set(runs.flatMap((run) => [run, [...run].reverse().join('')]))]
const runs = bothWays([...series, ...keyboards.flat(), ...columns, ...zigzags])
const wholeRuns = bothWays(shortColumns)

/** Fewer characters of a row stand in many words. */
const shortestRun = 4
const fewestDifferent = 4

/**
 * Whether a password is hardly any different characters, one part over and over, or nothing but runs: along rows of a
 * keyboard, up and down its columns, two rows in turn, the alphabet, digits; with a few signs between its parts, and with
 * a few signs or digits behind them, too.
 */
export function followsPattern(password: string): boolean {
  const typed = password.normalize('NFKC').toLowerCase()
  const withoutEnd = typed.replace(/[^\p{L}]{1,4}$/u, '')
  return new Set(typed).size < fewestDifferent || [typed, withoutEnd].some((text) => repeatsItself(text) || isRun(text))
}

const fewSigns = /^[\p{P}\p{S}\p{Z}]{1,4}/u

/** Whether it is one part said at least twice, the last time perhaps cut off; of two, a few signs may stand between them. */
function repeatsItself(typed: string): boolean {
  for (let period = 1; period < typed.length; period++) {
    const again = typed.slice(period)
    // Empty where the parts stand side by side; of a single character it doesn't matter which.
    const between = typed.slice(again.length, period)
    const isNear = between.length <= 1 || between.replace(fewSigns, '') === ''
    if (isNear && again === typed.slice(0, -period)) return true
  }
  return false
}

/** Whether it is nothing but runs with a few signs between them, the last of them perhaps cut off. */
function isRun(typed: string): boolean {
  for (let rest = typed; rest !== ''; ) {
    const length = wholeRunLength(rest)
    if (length === 0) return false
    rest = rest.slice(length)
    if (wholeRunLength(rest) === 0 && !isCutOff(rest)) rest = rest.replace(fewSigns, '')
    if (isCutOff(rest)) return true
  }
  return true
}

const isCutOff = (text: string) => runLength(text) === text.length

/** How much of the beginning is one run that stands in no words; 0 where nothing is. */
function wholeRunLength(text: string): number {
  const length = runLength(text)
  return length >= shortestRun || wholeRuns.includes(text.slice(0, length)) ? length : 0
}

/** How much of the beginning is one run. */
function runLength(text: string): number {
  let length = 0
  while (length < text.length && runs.some((run) => run.includes(text.slice(0, length + 1)))) length++
  return length
}
