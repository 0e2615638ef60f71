/** A parsed query string: texts, lists of texts, and what stands in brackets as an object. */
export type SearchValue = string | string[] | { [key: string]: SearchValue }

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads `?q=a&filter[country][in]=US&filter[country][in]=DE`, the form that the API takes too. Repeated names become
 * lists, as does one with empty brackets behind its name; values stay texts.
 */
export function parseSearch(search: string): Record<string, SearchValue> {
  const root: Record<string, SearchValue> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    const isOfList = name.endsWith('[]')
    const path = pathOf(isOfList ? name.slice(0, -2) : name)
    if (path.length > 0 && path.length <= 4 && !path.some((key) => forbidden.has(key)))
      place(root, path, isOfList ? [value] : value)
  }
  return root
}

function pathOf(name: string): string[] {
  return [...name.matchAll(/^[^[\]]+|\[([^[\]]*)\]/g)].map((part) => part[1] ?? part[0])
}

function place(into: Record<string, SearchValue>, [key = '', ...rest]: string[], value: string | string[]): void {
  const known = into[key]
  if (rest.length > 0) {
    const inner = typeof known === 'object' && !Array.isArray(known) ? known : {}
    into[key] = inner
    place(inner, rest, value)
  } else if (typeof known === 'string' || Array.isArray(known)) into[key] = [known, value].flat()
  else into[key] = value
}

/**
 * Writes what {@link parseSearch} reads, with the question mark; empty parts are left out. A list of one
 * that holds a comma keeps its brackets, for the API takes a single text with a comma for several that were not parted.
 */
export function stringifySearch(search: Record<string, unknown>): string {
  const pairs: string[] = []
  append(pairs, '', search)
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

function append(pairs: string[], name: string, value: unknown): void {
  if (value === undefined || value === null || value === '' || value === false) return
  if (Array.isArray(value)) {
    const isOneWithComma = value.length === 1 && String(value[0]).includes(',')
    for (const item of value) append(pairs, isOneWithComma ? `${name}[]` : name, item)
  } else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) append(pairs, name === '' ? key : `${name}[${key}]`, inner)
  // Brackets stay readable in the address bar; everything else is encoded.
  else
    pairs.push(
      `${encodeURIComponent(name).replace(/%5B|%5D/g, decodeURIComponent)}=${encodeURIComponent(String(value))}`,
    )
}
