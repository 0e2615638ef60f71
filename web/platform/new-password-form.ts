import { guessableProblem, type PasswordOwner } from '@tenantry/contract/fields/new-passwords.ts'
import type { z } from 'zod'
import { type FieldErrors, zodForm } from './zod-form.ts'

/** A validator like {@link zodForm} for a form in which somebody chooses a password: it knows whose that is to be. */
export function newPasswordForm<Values extends object>(
  schema: z.ZodType,
  field: keyof Values & string,
  ownerOf: (values: Values) => PasswordOwner,
) {
  const validate = zodForm<Values>(schema)
  return (values: Values): FieldErrors => {
    const problem = guessableProblem(String(values[field]), ownerOf(values))
    // One that is too short is told so first.
    return { ...(problem === null ? {} : { [field]: problem }), ...validate(values) }
  }
}
