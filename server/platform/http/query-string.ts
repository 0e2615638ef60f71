/** What a query string holds after its brackets are read: texts, lists of texts, and objects of them. */
export type QueryValue = string | string[] | { [key: string]: QueryValue }

const mostParameters = 500

/**
 * Reads a query string: `a=1&a=2` and `a[]=1` become lists, `filter[name][contains]=x` becomes nested objects. Never throws; what
 * contradicts itself stays visible to the schema as it was sent. Keys cannot reach an object's prototype.
 */
export function parseQueryString(text: string): Record<string, QueryValue> {
  const result: Record<string, QueryValue> = Object.create(null)
  let count = 0
  for (const [key, value] of new URLSearchParams(text)) {
    // An unknown name, which the schema refuses: dropping conditions would answer another question.
    if (++count > mostParameters) return { [`more than ${mostParameters} parameters`]: '' }
    place(result, pathOf(key), key.endsWith('[]') ? [value] : value)
  }
  return result
}

/**
 * Whether the query string of an address is percent-encoded UTF-8. What isn't would be read as other characters than were
 * meant, and answer another question.
 */
export function isEncoded(url: string): boolean {
  const search = url.split('?').slice(1).join('?')
  // Node.js hands on what was sent without an encoding byte by byte.
  if (/[^\x21-\x7e]/.test(search)) return false
  try {
    decodeURIComponent(search)
    return true
  } catch {
    return false
  }
}

const isPath = /^[^[\]]*(\[[^[\]]*\])*$/

function pathOf(key: string): string[] {
  const path = key.split(/\[|\]\[?/).filter((part, index) => index === 0 || part !== '')
  // Left whole, so that the schema refuses it by name instead of dropping it, or of guessing what was meant.
  return path.includes('__proto__') || !isPath.test(key) ? [key] : path
}

function place(target: Record<string, QueryValue>, path: string[], value: string | string[]): void {
  const [key = '', ...rest] = path
  const present = target[key]
  if (rest.length === 0) {
    target[key] = present === undefined ? value : [present, value].flat().map(textOf)
    return
  }
  if (typeof present === 'string' || Array.isArray(present)) {
    target[key] = [present, value].flat()
    return
  }
  const inner = present ?? (Object.create(null) as Record<string, QueryValue>)
  target[key] = inner
  place(inner, rest, value)
}

/** A text beside an object is neither: a list of both, which no schema takes for one of them. */
function textOf(value: QueryValue): string {
  return typeof value === 'string' ? value : ''
}
