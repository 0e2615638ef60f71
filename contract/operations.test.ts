import { expect, it } from 'vitest'
import { operations } from './operations.ts'

it('every operation refuses a parameter that it does not know, least of all a dry run that it has not', () => {
  const heard = operations.filter(({ query }) => {
    const issues = query?.safeParse({ noSuchParameter: 'true' }).error?.issues ?? []
    return query && !issues.some((issue) => issue.code === 'unrecognized_keys')
  })
  expect(heard.map(({ id }) => id)).toEqual([])
})
