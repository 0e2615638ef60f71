import { operations } from '@tenantry/contract/operations.ts'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { asAppError, fieldProblems } from './problems.ts'

it.each([
  [null, 'internal'],
  [undefined, 'internal'],
  ['a text', 'internal'],
  [{ statusCode: 400 }, 'malformed_request'],
  [{ statusCode: 412 }, 'precondition_failed'],
  [{ statusCode: 429 }, 'rate_limited'],
  [{ statusCode: 418 }, 'internal'],
  // A full disk and short memory, as the database and the file system say it.
  [{ code: '53100' }, 'unavailable'],
  [{ code: '53200' }, 'unavailable'],
  [{ code: '58030' }, 'unavailable'],
  [{ code: 'ENOSPC' }, 'unavailable'],
  [{ code: 'EDQUOT' }, 'unavailable'],
  // A standby, or a database that is set to read only.
  [{ code: '25006' }, 'unavailable'],
  [{ code: '42601' }, 'internal'],
  [{ code: '0A000' }, 'internal'],
])('what fails with %o is told as %s', (thrown, code) => {
  expect(asAppError(thrown).code).toBe(code)
})

it.each(['08006', '57P01', '57P02', '57P03', '57P04', '53300', '28000', '28P01'])(
  'a connection that was not to be had, was refused, broke off or was ended by the database (%s) is told as unavailable',
  (code) => {
    expect(asAppError(Object.assign(new Error('of the connection'), { code })).code).toBe('unavailable')
  },
)

it('of a long list of wrong numbers, no more are looked at than are told', () => {
  const { error } = z.array(z.number().int().max(9)).safeParse(Array.from({ length: 2_000 }, () => 1e20))
  let looks = 0
  const issues = (error?.issues ?? []).map((issue) => ({
    ...issue,
    get path() {
      looks++
      return issue.path
    },
  }))
  expect(fieldProblems({ issues })).toHaveLength(100)
  expect(looks).toBeLessThan(50_000)
})

it.each([1e20, -1e20])('a number as far out as %d is told once, by the bound of its field', (count) => {
  const bounded = z.object({ count: z.number().int().min(0).max(1000), other: z.number().int() })
  const { error } = bounded.safeParse({ count, other: count })
  const problems = fieldProblems(error ?? { issues: [] })
  expect(problems.map(({ path }) => path)).toEqual(['count', 'other'])
  expect(problems[0]?.message).toBe(count > 0 ? 'At most 1000' : 'At least 0')
})

it('a value of another type, or not written as its own, is told once, whatever the operation', () => {
  const wrong = ["'; DROP TABLE x;--", 'x'.repeat(70_000), '', [], Array(2_000).fill(1), { length: 70_000 }, 1, true]
  const texts = operations.flatMap(({ id, body, query, example }) =>
    [body, query].flatMap((schema) => {
      const fields = schema && 'shape' in schema ? Object.keys(schema.shape as object) : []
      return fields.flatMap((field) =>
        wrong.flatMap((value) => {
          const { error } = schema?.safeParse({ ...(example?.body as object), [field]: value }) ?? {}
          const codes = fieldProblems(error ?? { issues: [] }).flatMap(({ path, code }) =>
            path === field ? [code] : [],
          )
          const isOfForm = codes.some((code) => code === 'invalid_type' || code === 'invalid_format')
          return isOfForm && codes.length > 1 ? [`${id} ${field}: ${codes.join(', ')}`] : []
        }),
      )
    }),
  )
  expect(texts).toEqual([])
})
