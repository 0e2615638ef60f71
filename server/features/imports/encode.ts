import type { Encoding } from './encodings.ts'

/** What tells an encoding apart at the start of a file; of Windows-1252 there is no such mark. */
const marks: Record<Encoding, string> = {
  'utf-8': '\uFEFF',
  'utf-16le': '\uFEFF',
  'utf-16be': '\uFEFF',
  'windows-1252': '',
}

/**
 * The same table that reads them, turned round: what came in from bytes goes out as these. Read as a stream, as files are:
 * of a whole text Node.js 20 takes Windows-1252 for Latin-1.
 */
const bytesOf = new Map(
  Array.from({ length: 256 }, (_, byte) => {
    const character = new TextDecoder('windows-1252').decode(Uint8Array.of(byte), { stream: true })
    return [character, byte]
  }),
)

const unknown = 0x3f

/** Writes text in one of the encodings that are found out; a question mark stands for what Windows-1252 lacks. */
export function encoded(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'windows-1252') return Buffer.from(Array.from(text, (each) => bytesOf.get(each) ?? unknown))
  const bytes = Buffer.from(text, 'utf16le')
  return encoding === 'utf-16be' ? bytes.swap16() : bytes
}

/** What a file begins with so that programs, spreadsheets too, know its encoding. */
export function markOf(encoding: Encoding): Buffer {
  return encoded(marks[encoding], encoding)
}
