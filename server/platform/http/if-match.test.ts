import { expect, it } from 'vitest'
import type { AppError } from '../errors.ts'
import { requireMatch, versionsOf } from './if-match.ts'

const refused = (header: string): AppError => {
  try {
    return expect.fail(`${header} is ${versionsOf(header)}`)
  } catch (error) {
    return error as AppError
  }
}

it.each(['"7"', 'W/"7"', ' "7" ', '"7", "7"', '"other", "7"', '"a,b",W/"7"'])('takes the version of %s', (header) => {
  expect(versionsOf(header)).toEqual([7])
})

it('takes every version of a list', () => {
  expect(versionsOf('"6", W/"7","other"')).toEqual([6, 7])
})

it('is held to by what is there in one of the versions', () => {
  const code = (expected: readonly number[] | null) => {
    try {
      return requireMatch(expected, 7)
    } catch (error) {
      return (error as AppError).code
    }
  }
  expect([code([7]), code([6, 7]), code(null)]).toEqual([undefined, undefined, undefined])
  expect(code([6, 8])).toBe('precondition_failed')
})

it('takes any version for a star', () => {
  expect(versionsOf('*')).toBeNull()
})

it.each(['"other"', '"other", W/"another"', '""', '"1234567890"'])('matches nothing with %s', (header) => {
  expect(refused(header).code).toBe('precondition_failed')
})

it.each(['7', '"7" "8"', '*, "7"', '"7', '7"', ''])('says what is wrong with %s', (header) => {
  expect(refused(header)).toMatchObject({
    code: 'precondition_failed',
    details: { detail: expect.stringMatching(/^If-Match needs/) },
  })
})
