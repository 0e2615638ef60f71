import { expect, it } from 'vitest'
import { asAppError } from './problems.ts'

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
