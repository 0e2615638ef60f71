import { ApiError } from '@tenantry/contract/client.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { expect, it } from 'vitest'
import { isCodeTaken, isNameTaken } from './name-taken.ts'

const refused = (...errors: FieldProblem[]) =>
  new ApiError({ type: 'about:blank', title: 'Title', status: 422, code: 'invalid_input', errors })

it('a name of a type is told to be taken only where that is what the API has against it (EC4, EC7)', () => {
  expect(isNameTaken(refused({ path: 'name', code: 'name_taken', message: 'Another type has this name' }))).toBe(true)
  expect(isNameTaken(refused({ path: 'name', code: 'too_big', message: 'It is too long' }))).toBe(false)
  expect(isNameTaken(refused({ path: 'code', code: 'name_taken', message: 'Another type has it' }))).toBe(false)
  expect(isNameTaken(new TypeError('Failed to fetch'))).toBe(false)
  expect(isCodeTaken(refused({ path: 'code', code: 'code_taken', message: 'Another type has this code' }))).toBe(true)
  expect(isCodeTaken(refused({ path: 'code', code: 'too_big', message: 'It is too long' }))).toBe(false)
})
