/** Customer codes: what they look like, how they are compared, and how one is made from a name. */
import { z } from 'zod'
import { coded } from './issues.ts'
import { sortKey } from './sort-keys.ts'

const shape = /^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/

/** Words that stand in addresses where a code may stand too, in lower case. */
export const reservedCodes: readonly string[] = [
  'all',
  'api',
  'bulk',
  'draft',
  'drafts',
  'export',
  'import',
  'me',
  'new',
  'none',
  'null',
  'self',
  'settings',
  'undefined',
]

/** The form in which codes are compared: AIR001 and air001 are one code. Codes are ASCII, so no locale takes part. */
export function codeKey(code: string): string {
  return code.toLowerCase()
}

/** Whether a code is a reserved word, which nobody can take. */
export function isReservedCode(code: string): boolean {
  return reservedCodes.includes(codeKey(code))
}

/** Whether a text is shaped like a code: 2–32 letters, digits, '.', '_' or '-' of ASCII, beginning with a letter or digit. */
export function isCode(text: string): boolean {
  return shape.test(text)
}

/**
 * A customer code, kept as typed and compared by {@link codeKey}. A reserved word passes here: it is answered like a taken
 * code, by the one who looks for takers.
 */
export const customerCode = z
  .string()
  .trim()
  .refine(
    isCode,
    coded('code_invalid', '2–32 letters, digits, dots, dashes or underscores, beginning with a letter or digit'),
  )
  .meta({
    description: 'Customer code, unique without regard to case',
    examples: ['AIR001'],
    minLength: 2,
    maxLength: 32,
    pattern: '^\\s*[A-Za-z0-9][A-Za-z0-9._-]{1,31}\\s*$',
  })

/**
 * Suggests a code for a name: its first three letters or digits and a number of at least three digits ("Airtel" → AIR001,
 * second attempt AIR002). Accents go; names in scripts without Latin letters give CUS001. Always valid, never reserved.
 * @param attempt 1 for the first suggestion, counting up while the suggested code is taken
 */
export function suggestCode(name: string, attempt = 1): string {
  const letters = sortKey(name)
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 3)
    .toUpperCase()
  const number = Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1
  return `${letters || 'CUS'}${String(number).padStart(3, '0')}`
}
