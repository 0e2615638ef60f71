import { expect, it } from 'vitest'
import type { z } from 'zod'
import { authOperations } from './auth.ts'
import { operations } from './operations.ts'

/** Texts that pass one rule or another but for what they hold in their middle. */
const around = [
  ['ab', 'cd'],
  ['?ab', 'cd'],
  ['ab', 'cd@example.com'],
  ['https://example.com/ab', 'cd'],
  ['+1 202 555', '0123'],
  ['1', '2'],
] as const

/** What no text holds: the first two cannot be stored, the last turns round what follows. */
const wrong = ['\u0000', '\ud800', '\u202e']

/** Texts that may hold these: they are kept nowhere as they are sent, or have another rule of their own. */
const excepted: Record<string, string> = {
  '[pP]assword$': 'never shown nor stored as it is',
  '^(acceptInvitation|readInvitation|renewInvitation) body.token$': 'only its hash is looked for',
  '(checkResetLink|resetPassword) body.token$': 'only looked for; refused where it cannot be',
  '^purgeCustomer body.code$': 'compared with the code that is there',
  '^(createDeviceClass|setDeviceClassTypes) body.licenseTypes\\[\\]$': 'compared with the types that are there',
  'DeviceClass(Types)? params.code$': 'compared with the classes that are there',
  ' query.columns(\\[\\])?$| body.matching\\[\\]$': 'compared with the columns that are there',
  '^findCustomerDuplicates query.(name|code|domain)$': 'looked for as it is typed; what is none finds nothing',
  ' (query|body).(q|sort|cursor|filter)\\b': 'looked for; list.test.ts tells what is refused',
  '^(create|update)CustomerDraft body.values\\.': 'kept as typed, valid or not',
  '^enrollDevices body.devices\\[\\]$': 'each device is judged by itself',
  '^createImport query.fileName$': 'the name of a file, which may be any that is storable',
  ' body.search$': 'a part of an address',
  '\\.website$': 'kept as an address, in which it is percent-encoded',
}

type Part = z.ZodType | undefined
type Definition = Partial<
  Record<'element' | 'valueType' | 'keyType' | 'innerType' | 'in' | 'out', z.ZodType> & {
    shape: Record<string, z.ZodType>
    options: readonly z.ZodType[]
  }
>

/** The fields of a schema with their paths, those inside others included. */
function* fieldsOf(schema: Part, path: string): Generator<[path: string, field: z.ZodType]> {
  if (!schema) return
  yield [path, schema]
  yield* inside(schema, path)
}

function* inside(schema: z.ZodType, path: string): Generator<[path: string, field: z.ZodType]> {
  const of = schema._zod.def as Definition
  for (const [name, field] of Object.entries(of.shape ?? {})) yield* fieldsOf(field, `${path}.${name}`)
  yield* fieldsOf(of.element, `${path}[]`)
  yield* fieldsOf(of.keyType, `${path}.key`)
  yield* fieldsOf(of.valueType, `${path}.value`)
  for (const form of [of.innerType, of.in, of.out, ...(of.options ?? [])]) if (form) yield* inside(form, path)
}

it('no text that a caller sends holds what cannot be stored or reverses what follows, but for those with a reason', () => {
  const fields = [...authOperations, ...operations].flatMap(({ id, params, query, body }) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) => [...fieldsOf(schema, `${id} ${part}`)]),
  )
  const takes = (field: z.ZodType, middle: string) =>
    around.some(([before, after]) => field.safeParse(before + middle + after).success)
  expect(fields.filter(([, field]) => takes(field, '')).length).toBeGreaterThan(400)
  const taken = fields.filter(([, field]) => wrong.some((middle) => takes(field, middle))).map(([path]) => path)
  const isExcepted = (path: string) => Object.keys(excepted).some((of) => new RegExp(of).test(path))
  expect(taken.filter((path) => !isExcepted(path))).toEqual([])
  // Nor does a reason stay behind where there is nothing left to excuse.
  expect(Object.keys(excepted).filter((of) => !taken.some((path) => new RegExp(of).test(path)))).toEqual([])
})
