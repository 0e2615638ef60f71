/** Whole numbers as they stand in an address, where everything is a text. */
import { z } from 'zod'

/**
 * Reads a number of a query that is written in digits alone: `0x10`, `1e2` and ` 5` are numbers to JavaScript, and more
 * likely a mistake than a number to anybody else.
 */
export function queryNumber<S extends z.ZodNumber>(schema: S) {
  return z.preprocess(
    (value: unknown) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
    schema,
  )
}
