/**
 * Where a text stops being JSON (RFC 8259), for whoever has sent it: in lines and columns, and nothing of what it holds.
 *
 * Ours, for no library answered as well: jsonc-parser 3.3 and momoa 3.3 overflow the stack on one megabyte of brackets,
 * the first names only where a broken text begins and the second takes control characters in it; @streamparser/json 0.0
 * takes byte-order marks anywhere, holds the server six times as long, and has the place only in words. What Node 20
 * says itself names a place only now and then.
 */

/** A place in a text, as editors count: both from 1. */
export interface Place {
  line: number
  column: number
  /** Nothing of the text is left there: more was to come. */
  isEnd: boolean
}

const space = /[ \t\n\r]*/y
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// Where a backslash begins nothing that is known, or a control character stands, the text breaks off.
const plainText = /[^"\\\u0000-\u001f]*/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

type Awaited = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing'

/** Finds the first place that no JSON goes on with; null for what is JSON. Of any depth, for it calls nothing anew. */
export function jsonFault(text: string): Place | null {
  const open: string[] = []
  let at = 0
  let awaited: Awaited = 'value'
  const take = (pattern: RegExp): number => {
    pattern.lastIndex = at
    const length = pattern.exec(text)?.[0].length ?? 0
    at += length
    return length
  }
  const afterValue = (): Awaited => (open.length === 0 ? 'nothing' : 'comma or end')
  const takeText = (): boolean => {
    at++
    do take(plainText)
    while (take(escaped) > 0)
    if (text[at] !== '"') return false
    at++
    return true
  }
  const close = (sign: string | undefined): boolean => {
    const isClosed = (awaited === 'comma or end' || awaited.endsWith(' or end')) && sign === open.at(-1)
    if (!isClosed) return false
    open.pop()
    at++
    awaited = afterValue()
    return true
  }
  for (;;) {
    take(space)
    const sign = text[at]
    if (sign === undefined) return awaited === 'nothing' ? null : placeOf(text, at)
    if (close(sign)) continue
    if (awaited === 'comma or end' && sign === ',') {
      at++
      awaited = open.at(-1) === '}' ? 'name' : 'value'
    } else if (awaited === 'colon' && sign === ':') {
      at++
      awaited = 'value'
    } else if (awaited.startsWith('name') && sign === '"') {
      if (!takeText()) return placeOf(text, at)
      awaited = 'colon'
    } else if (awaited.startsWith('value')) {
      if (sign === '{' || sign === '[') {
        at++
        open.push(sign === '{' ? '}' : ']')
        awaited = sign === '{' ? 'name or end' : 'value or end'
      } else if (sign === '"' ? takeText() : take(literal) > 0) awaited = afterValue()
      else return placeOf(text, at)
    } else return placeOf(text, at)
  }
}

function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split(/\r\n|\r|\n/)
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1, isEnd: at >= text.length }
}
