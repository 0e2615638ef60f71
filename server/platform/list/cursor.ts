import { createHash } from 'node:crypto'
import { invalidInput } from '../errors.ts'

/** Where a page ended: the sort values and the id of its last row, and the total that the first page counted. */
export interface Cursor {
  values: (string | number | null)[]
  id: string
  total: number | null
}

/** How the values of a column are stored. */
export type ValueType = 'text' | 'number' | 'date' | 'instant' | 'id'

interface Encoded extends Cursor {
  /** Hash of everything that a page must share with the page before. */
  of: string
}

/** Identifies the list that a cursor belongs to: whose it is, its search, conditions and order. */
export function listFingerprint(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)
}

/** Writes a cursor; it holds nothing that the page itself did not show. */
export function encodeCursor(cursor: Cursor, of: string): string {
  return Buffer.from(JSON.stringify({ ...cursor, of } satisfies Encoded)).toString('base64url')
}

/**
 * Reads a cursor.
 * @throws invalid_input (422) when it is broken or belongs to a list of another membership, search, filter or order
 */
export function decodeCursor(text: string, of: string, types: ValueType[]): Cursor {
  const cursor = parse(text)
  if (!isCursor(cursor, types) || cursor.of !== of)
    throw invalidInput({ path: 'cursor', code: 'cursor_invalid', message: 'This cursor belongs to another list' })
  return cursor
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

// A cursor comes from outside: a value of another kind would fail inside the statement.
const isOfType: Record<ValueType, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && !value.includes('\u0000'),
  number: (value) => Number.isSafeInteger(value),
  instant: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d:\d\d$/.test(value),
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)),
  id: (value) => typeof value === 'string' && uuid.test(value),
}

function isCursor(value: unknown, types: ValueType[]): value is Encoded {
  if (typeof value !== 'object' || value === null) return false
  const { values, id, of, total } = value as Record<string, unknown>
  return (
    Array.isArray(values) &&
    values.length === types.length &&
    types.every((type, index) => values[index] === null || isOfType[type](values[index])) &&
    typeof id === 'string' &&
    uuid.test(id) &&
    typeof of === 'string' &&
    (total === null || (Number.isSafeInteger(total) && Number(total) >= 0))
  )
}
