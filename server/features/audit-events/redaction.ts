import type { Json } from '../../platform/canonical-json.ts'

const secretWords = new Set(['password', 'passphrase', 'passwd', 'pwd', 'passcode', 'pin', 'otp', 'totp', 'cookie'])
const secretNames =
  /password|passphrase|secret|token|credential|authorization|otpauth|(api|private|signing|encryption|access|session|shared|host|ssh)key|keyhash|(recovery|backup)codes?/
const secretTexts = /^(bearer |basic |tnt_|\$argon2|-----begin )|:\/\/[^/\s]*:[^/\s]*@/i

/** Stands in the audit log for a value that is kept from it; that the field changed still shows. */
export const redacted = '[redacted]'

/** The value without anything that opens a door: by the field's name, at any depth, and by the look of the text. */
export function withoutSecrets(name: string, value: Json): Json {
  if (value !== null && isSecretName(name)) return redacted
  if (typeof value === 'string') return secretTexts.test(value) ? redacted : value
  if (Array.isArray(value)) return value.map((each) => withoutSecrets('', each))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSecrets(key, each)]))
}

/** Names of fields are the same few again and again; those that files and people make up must not pile up. */
const known = new Map<string, boolean>()
const mostKnown = 5_000

function isSecretName(name: string): boolean {
  const answer = known.get(name)
  if (answer !== undefined) return answer
  if (known.size >= mostKnown) known.clear()
  const isSecret = soundsSecret(name)
  known.set(name, isSecret)
  return isSecret
}

function soundsSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  return words.some((word) => secretWords.has(word)) || secretNames.test(words.join(''))
}
