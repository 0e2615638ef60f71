import { z } from 'zod'

type ClearableInput<S extends z.ZodType> = z.input<S> | null | undefined

/** A field that may be left out, filled or cleared; see {@link clearable}. */
export type Clearable<S extends z.ZodType> = z.ZodOptional<z.ZodPreprocess<z.ZodNullable<S>, ClearableInput<S>>>

/**
 * Turns the schema of a filled field into that of one that can be cleared. Missing (undefined) stays undefined and means
 * unchanged in a PATCH and empty in a POST; null, '' and what shows nothing, such as white space, become null and mean
 * cleared. Everything else has to satisfy the schema. The description is repeated outside, where generated references look for it.
 */
export function clearable<S extends z.ZodType>(schema: S): Clearable<S> {
  const field = z
    .preprocess((value: ClearableInput<S>) => (isBlank(value) ? null : value), schema.nullable())
    .optional()
  const description = schema.meta()?.description
  return description ? field.meta({ description }) : field
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && showsNothing(value)
}

/** Of every script; a control character is refused and no blank. The Braille pattern without dots is a sign by category. */
const nothing = /^[\s\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** Whether a text, filled or not, has no character that can be seen: only white space, joiners that join nothing and their like. */
export function showsNothing(text: string): boolean {
  return nothing.test(text)
}
