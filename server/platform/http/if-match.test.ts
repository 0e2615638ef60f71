import { expect, it } from 'vitest'
import type { AppError } from '../errors.ts'
import { versionOf } from './if-match.ts'

const refused = (header: string): AppError => {
  try {
    return expect.fail(`${header} is ${versionOf(header)}`)
  } catch (error) {
    return error as AppError
  }
}

it.each(['"7"', 'W/"7"', ' "7" ', '"7", "7"', '"other", "7"', '"a,b",W/"7"'])('takes the version of %s', (header) => {
  expect(versionOf(header)).toBe(7)
})

it('takes any version for a star', () => {
  expect(versionOf('*')).toBeNull()
})

it.each(['"other"', '"other", W/"another"', '""', '"1234567890"'])('matches nothing with %s', (header) => {
  expect(refused(header).code).toBe('precondition_failed')
})

it.each(['7', '"7" "8"', '*, "7"', '"7', '7"', '', '"6", "7"'])('says what is wrong with %s', (header) => {
  expect(refused(header)).toMatchObject({
    code: 'precondition_failed',
    details: { detail: expect.stringMatching(/^If-Match needs/) },
  })
})
