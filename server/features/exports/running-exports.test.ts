import { mostExportsAtOnce } from '@tenantry/contract/exports.ts'
import { expect, it } from 'vitest'
import { AppError } from '../../platform/errors.ts'
import { beginExport } from './running-exports.ts'

it('lets one person take out so many files at a time, says when to come again, and gives a place back once', () => {
  const ends = Array.from({ length: mostExportsAtOnce }, () => beginExport('one'))
  const refused = (): AppError => {
    try {
      beginExport('one')()
    } catch (error) {
      return error as AppError
    }
    throw new TypeError('Nothing was refused')
  }
  expect([refused().code, refused().details.params]).toEqual(['rate_limited', { retryAfterSeconds: 30 }])
  beginExport('another')()
  ends[0]?.()
  ends[0]?.()
  const again = beginExport('one')
  expect(refused()).toBeInstanceOf(AppError)
  again()
  for (const end of ends) end()
})
