/** How a text file is written: which encoding, which separator. */
import { invalidInput } from '../../platform/errors.ts'

/** The encodings that are found out, as `TextDecoder` calls them. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** Separators in the order in which a draw between them is decided. */
export const separators = [',', ';', '\t'] as const
export type Separator = (typeof separators)[number]

/** Finds out an encoding while the bytes go by: by its mark, by the zero bytes of UTF-16, else by what is valid UTF-8. */
export class EncodingFinder {
  #start = Buffer.alloc(0)
  #utf8: InstanceType<typeof TextDecoder> | null = new TextDecoder('utf-8', { fatal: true })

  add(chunk: Buffer): void {
    if (this.#start.length < startBytes) this.#start = Buffer.concat([this.#start, chunk]).subarray(0, startBytes)
    try {
      this.#utf8?.decode(chunk, { stream: true })
    } catch {
      this.#utf8 = null
    }
  }

  /** @throws invalid_input (422) with `file_not_text` for what is no text in any of them */
  end(): Encoding {
    const marked = byMark(this.#start) ?? byZeros(this.#start)
    if (marked) return marked
    if (this.#start.includes(0) || isOtherKind(this.#start)) throw notText()
    try {
      this.#utf8?.decode()
    } catch {
      this.#utf8 = null
    }
    return this.#utf8 ? 'utf-8' : 'windows-1252'
  }
}

const startBytes = 65_536

/** Kinds of files that could pass for text: web pages, PDF, PNG. */
const otherKinds = /^(\s*<(!doctype|html|\?xml)|%PDF-|\x89PNG)/i

function isOtherKind(start: Buffer): boolean {
  return otherKinds.test(start.toString('latin1'))
}

function byMark(start: Buffer): Encoding | null {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return start.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 'utf-8' : null
}

/** Texts of any script hold ASCII (separators, line breaks), whose other byte is zero and lies on one side. */
function byZeros(start: Buffer): Encoding | null {
  if (start.length < 4 || !start.includes(0)) return null
  const zeros = [0, 0]
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  // A single one is a slip, in however short a file.
  const enough = Math.max(2, start.length / 40)
  if (odd > enough && even * 20 < odd) return 'utf-16le'
  return even > enough && odd * 20 < even ? 'utf-16be' : null
}

/** The first line of a file that spreadsheets are told the separator by. */
const separatorLine = /^"?sep=([,;\t])"?\r?\n/i

/** Whether a first row is nothing but that line. */
export function isSeparatorLine([first = '', ...rest]: readonly string[]): boolean {
  return /^sep=[,;\t]?$/i.test(first) && rest.every((cell) => cell === '')
}

/**
 * The separator of a file: the one that its first line tells, else the one that the first line holds most often outside of quotes, a comma where it holds none.
 * @param start the beginning of the text, its first line at least
 */
export function findSeparator(start: string): Separator {
  const told = separatorLine.exec(start)?.[1]
  if (told) return told as Separator
  const counts = new Map<string, number>()
  let isQuoted = false
  for (const character of start) {
    if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && (character === '\n' || character === '\r') && counts.size > 0) break
    else if (!isQuoted && separators.some((each) => each === character))
      counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  const best = Math.max(0, ...counts.values())
  return separators.find((each) => counts.get(each) === best) ?? ','
}

export function notText() {
  return invalidInput({
    path: 'file',
    code: 'file_not_text',
    message:
      'This is neither an Excel file (.xlsx) nor text. Save the list as one of them, such as CSV, and choose that file',
  })
}
