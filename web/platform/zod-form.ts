import { ApiError } from '@tenantry/contract/client.ts'
import type { z } from 'zod'
import { formTexts } from './form-texts.ts'

/** Problems by the dotted path of their field (`location.postalCode`), one per field, as forms take them. */
export type FieldErrors = Record<string, string>

type Issue = z.core.$ZodIssue

const isEmpty = (value: unknown) => value === undefined || (typeof value === 'string' && value.trim() === '')

function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    values,
  )
}

/** The words for one problem: the contract's own where it has some, else by what kind it is. */
export function issueText(issue: Issue): string {
  if (issue.code === 'custom') return issue.message
  if (issue.code === 'invalid_type') return formTexts.missing
  const isLibraryWording = /^(Too (small|big)|Invalid|Unrecognized)/.test(issue.message)
  if (!isLibraryWording) return issue.message
  if (issue.code === 'too_small') return formTexts.atLeast(Number(issue.minimum), issue.origin === 'string')
  if (issue.code === 'too_big') return formTexts.atMost(Number(issue.maximum), issue.origin === 'string')
  return formTexts.wrong
}

function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const first = issue.errors.flat()[0]
  return first ? innermost({ ...first, path: [...issue.path, ...first.path] }) : issue
}

/** What a schema has against values, by dotted path; the first problem of each field. */
export function schemaErrors(schema: z.ZodType, values: unknown): FieldErrors {
  const errors: FieldErrors = {}
  for (const given of schema.safeParse(values).error?.issues ?? []) {
    const issue = innermost(given)
    // Whoever has typed nothing need not hear how long it has to be.
    const isMissing = issue.path.length > 0 && isEmpty(valueAt(values, issue.path))
    errors[issue.path.join('.')] ??= isMissing ? formTexts.missing : issueText(issue)
  }
  return errors
}

/** The schema of an operation's body. @throws Error for an operation without one, which no form sends */
export function inputOf<Body extends z.ZodType>(operation: { id: string; body?: Body }): Body {
  if (!operation.body) throw new Error(`${operation.id} takes no body`)
  return operation.body
}

/** A validator for `useForm({ validate })` that takes its rules from the contract's input schema. */
export function zodForm<Values>(schema: z.ZodType, toInput: (values: Values) => unknown = (values) => values) {
  return (values: Values): FieldErrors => schemaErrors(schema, toInput(values))
}

/** The fields that the API refused, for `form.setErrors`; empty when the problem is not about fields. */
export function serverErrors(error: unknown): FieldErrors {
  const errors: FieldErrors = {}
  if (error instanceof ApiError) for (const field of error.fields) errors[field.path] ??= field.message
  return errors
}

/**
 * Moves the focus to the first field with an error, or to what adds to a list that needs one, as soon as it is drawn: after
 * an answer of the server a frame may come before the fields are marked.
 */
export function focusFirstError(form: HTMLElement | null): void {
  const look = (framesLeft: number) => {
    const field = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-needed]')
    if (field) field.focus()
    else if (framesLeft > 0) requestAnimationFrame(() => look(framesLeft - 1))
  }
  requestAnimationFrame(() => look(framesToDraw))
}

/** Half a second, where nothing else is going on. */
const framesToDraw = 30
