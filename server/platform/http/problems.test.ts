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
])('what fails with %o is told as %s', (thrown, code) => {
  expect(asAppError(thrown).code).toBe(code)
})

it.each([1e20, -1e20])('a number as far out as %d is told once, by the bound of its field', (count) => {
  const bounded = z.object({ count: z.number().int().min(0).max(1000), other: z.number().int() })
  const { error } = bounded.safeParse({ count, other: count })
  const problems = fieldProblems(error ?? { issues: [] })
  expect(problems.map(({ path }) => path)).toEqual(['count', 'other'])
  expect(problems[0]?.message).toBe(count > 0 ? 'At most 1000' : 'At least 0')
})
