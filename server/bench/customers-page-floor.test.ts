import { expect, it } from 'vitest'
import { requireSamePage } from './customers-page-floor.ts'

const page = { items: [{ id: 'a' }, { id: 'b' }], total: 2 }

it.each([
  ['the same rows in the same order', page, true],
  ['another order', { ...page, items: [{ id: 'b' }, { id: 'a' }] }, false],
  ['fewer rows', { ...page, items: [{ id: 'a' }] }, false],
  ['another total', { ...page, total: 3 }, false],
])('a floor of %s is told from the page of the product', (_, floor, isSame) => {
  const compare = () => requireSamePage(JSON.stringify(page), floor)
  if (isSame) expect(compare).not.toThrow()
  else expect(compare).toThrow('other rows')
})

it('a page without rows proves nothing', () => {
  expect(() => requireSamePage('{"items":[],"total":0}', { items: [], total: 0 })).toThrow('other rows')
})
