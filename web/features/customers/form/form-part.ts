import type { ChangeEvent } from 'react'
import type { FieldErrors } from '../../../platform/zod-form.ts'

/** What a form holds: texts as typed, switches, and groups of them. */
export type FormValues = { [name: string]: FormValue }
export type FormValue = string | boolean | FormValues

/** Dotted paths of the texts of a form. */
export type TextPath<Values> = {
  [Name in keyof Values & string]: Values[Name] extends string
    ? Name
    : Values[Name] extends boolean
      ? never
      : `${Name}.${TextPath<Values[Name]>}`
}[keyof Values & string]

/** A form, or the part of a larger one that a step edits. Paths of errors are those of the values. */
export interface FormPart<Values extends FormValues> {
  values: Values
  errors: FieldErrors
  /** Paths of fields that must be filled although the form itself could do without them; their labels are marked. */
  required?: ReadonlySet<string>
  /** Changes values and takes the errors of what has changed away. */
  update: (change: (values: Values) => Values) => void
}

/** The value at a dotted path; undefined where nothing is. */
export function readPath(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (isGroup(inner) ? inner[name] : undefined), values)
}

/** A copy with another value at a dotted path. */
export function writePath<Values extends FormValues>(values: Values, path: string, value: FormValue): Values {
  const [name = '', ...rest] = path.split('.')
  const inner = values[name]
  const written =
    rest.length === 0 ? value : writePath(isGroup(inner) ? (inner as FormValues) : {}, rest.join('.'), value)
  return { ...values, [name]: written }
}

/** Errors of the fields that are the same in both; what somebody has changed is judged anew when it is sent. */
export function errorsOfUnchanged(errors: FieldErrors, before: FormValues, after: FormValues): FieldErrors {
  const isSame = (path: string) => Object.is(readPath(before, path), readPath(after, path))
  return Object.fromEntries(Object.entries(errors).filter(([path]) => judgedBy(path).every(isSame)))
}

/** What decides whether a field is right: itself, the country beside it, and of a phone's country the number, too. */
function judgedBy(path: string): string[] {
  const group = path.slice(0, path.lastIndexOf('.') + 1)
  const country = `${group}country`
  return [path, country, ...(path === country ? [`${group}number`] : [])]
}

/** The hint stands below its field, so that fields beside each other stay on one line. */
export const hintBelow = {
  inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
}

/** The mark of a required field, the one place that gives it; nothing where there is none, so that a field's own stays. */
export function markOf(required: ReadonlySet<string> | undefined, path: string): { required?: true } {
  return required?.has(path) ? { required: true } : {}
}

/** Binds text inputs: `<TextInput {...text('location.city')} />`. */
export function bindText<Values extends FormValues>({ values, errors, required, update }: FormPart<Values>) {
  return (path: TextPath<Values>) => ({
    ...hintBelow,
    ...markOf(required, path),
    name: path,
    value: String(readPath(values, path) ?? ''),
    error: errors[path],
    onChange: stableHandler(update, `text ${path}`, () => (event: ChangeEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget
      update((now) => writePath(now, path, value))
    }),
  })
}

/** Binds selects, whose empty choice is an empty text. */
export function bindChoice<Values extends FormValues>({ values, errors, required, update }: FormPart<Values>) {
  return (path: TextPath<Values>) => ({
    ...hintBelow,
    ...markOf(required, path),
    name: path,
    value: String(readPath(values, path) ?? '') || null,
    error: errors[path],
    onChange: stableHandler(
      update,
      `choice ${path}`,
      () => (value: string | null) => update((now) => writePath(now, path, value ?? '')),
    ),
  })
}

const handlers = new WeakMap<object, Map<string, unknown>>()

/**
 * The same handler each time for the same form and key, so that a field whose value did not change is not drawn again.
 * @param update the form's, which never changes while the form is open
 * @param make makes the handler; it may rest on nothing but `update` and the key
 */
export function stableHandler<Handler>(update: object, key: string, make: () => Handler): Handler {
  const known = handlers.get(update) ?? new Map<string, unknown>()
  handlers.set(update, known)
  if (!known.has(key)) known.set(key, make())
  return known.get(key) as Handler
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A group of a form as a part of its own. */
export function partOf<Values extends FormValues, Name extends keyof Values & string>(
  form: FormPart<Values>,
  name: Name,
): FormPart<Values[Name] & FormValues> {
  const prefix = `${name}.`
  const own = Object.entries(form.errors).filter(([path]) => path.startsWith(prefix))
  const required = [...(form.required ?? [])].filter((path) => path.startsWith(prefix))
  return {
    values: form.values[name] as Values[Name] & FormValues,
    errors: Object.fromEntries(own.map(([path, message]) => [path.slice(prefix.length), message])),
    required: new Set(required.map((path) => path.slice(prefix.length))),
    update: stableHandler(
      form.update,
      `part ${name}`,
      () => (change) => form.update((now) => replaced(now, name, change(now[name] as Values[Name] & FormValues))),
    ),
  }
}

/** The values with another group; the same values where the group is the same, so that nothing is drawn anew. */
export function replaced<Values extends FormValues>(values: Values, name: string, group: FormValues): Values {
  return values[name] === group ? values : { ...values, [name]: group }
}
