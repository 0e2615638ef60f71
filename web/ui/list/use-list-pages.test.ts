import { expect, it } from 'vitest'
import { isBare, type ListPages } from './use-list-pages.ts'

const loading = { total: undefined, isLoading: true, isStale: false } as ListPages<unknown>
const answered = { ...loading, isLoading: false }

it.each([
  ['on its way', undefined, loading, false],
  ['on its way, of a search', false, loading, true],
  ['that could not be read', false, answered, false],
  ['of nothing', true, { ...answered, total: 0 }, false],
  ['of nothing that was searched for', false, { ...answered, total: 0 }, true],
  ['of nothing, which the search before has found', false, { ...answered, total: 0, isStale: true }, false],
  ['of some', false, { ...answered, total: 3 }, false],
  ['of more than are counted', false, { ...answered, total: null }, false],
])('of a list %s it is said that it is bare: %s', (_, is, pages, isFiltered) => {
  expect(isBare(pages, { isFiltered })).toBe(is)
})
