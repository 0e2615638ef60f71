import type { PoolItem } from '@tenantry/contract/licenses.ts'
import { expect, it } from 'vitest'
import { byEnforced, partsOf } from './pool-parts.ts'

const item: PoolItem = {
  type: 'computers',
  name: 'Computers',
  owned: 102,
  enforcedFrom: null,
  allocated: 80,
  used: 102,
  usedUnallocated: 12,
  aboveLimits: 10,
  free: 0,
  overBy: 0,
}

it('the bar of a pool holds what is used above limits, so that nothing looks free that is taken (EC4, EC7)', () => {
  expect(partsOf(item).reduce((sum, { count }) => sum + count, 0)).toBe(102)
})

it('what is enforced stands before what is only counted (EC4, EC7)', () => {
  const counted = { ...item, type: 'users', owned: null }
  expect(byEnforced([counted, item]).map(({ type }) => type)).toEqual(['computers', 'users'])
})
