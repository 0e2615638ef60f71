/** Fields of what programs report: what is missing, null or blank is not told, and none of it is a mistake. */
import { z } from 'zod'
import { clearable } from './clearable.ts'

/** A field that may be left out, or told as null or '': all of that becomes undefined. */
export function untold<S extends z.ZodType>(schema: S) {
  return clearable(schema)
    .transform((value) => value ?? undefined)
    .optional()
}

/**
 * A list of texts that may be left out, or told as null or of blank texts alone. An empty list is told: there are none.
 * @param clean what is left of a text that a program writes with more than belongs to it
 */
export function untoldList<S extends z.ZodType>(schema: S, clean: (text: string) => string = (text) => text) {
  return z
    .preprocess((typed: z.input<S> | null | undefined) => toldOf(typed, clean) as typeof typed, schema.nullable())
    .optional()
    .transform((value) => value ?? undefined)
    .optional()
}

function toldOf(typed: unknown, clean: (text: string) => string): unknown {
  if (!Array.isArray(typed) || typed.length === 0) return typed
  const told = typed.filter((each) => each !== null && (typeof each !== 'string' || each.trim() !== ''))
  if (told.length === 0) return null
  return told.map((each) => (typeof each === 'string' ? clean(each) : each))
}
