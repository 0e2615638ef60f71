import { describe, expect, it } from 'vitest'
import { leftWith, rowsBelow, rowsOfOwn, rowsOfPool } from './left-above.ts'

const pool = {
  type: 'it_assets',
  name: 'IT assets',
  allocated: 0,
  used: 0,
  usedUnallocated: 0,
  aboveLimits: 0,
  enforcedFrom: null,
  overBy: 0,
}
const share = {
  ...{
    type: 'it_assets',
    name: 'IT assets',
    limit: 10,
    overage: 0,
    used: 4,
    setAside: 0,
    demand: 4,
    free: 6,
    overBy: 0,
  },
  freeAbove: 90,
}
const licenses = (change: Partial<typeof share> | { limit: null; free: null }) => ({
  mode: 'allocated' as const,
  basis: 'peak' as const,
  trial: null,
  mayChange: true,
  types: [{ ...share, ...change }],
})

describe('what is left above (EC4)', () => {
  it('of 100 that were bought are 90, once 10 are to be set aside', () => {
    const [row] = rowsOfPool([{ ...pool, owned: 100, free: 100 }])
    expect(row && [leftWith(row, null), leftWith(row, 1), leftWith(row, 10), leftWith(row, 101)]).toEqual([
      100, 99, 90, -1,
    ])
  })

  it('is not known where nothing was ever bought', () => {
    const [row] = rowsOfPool([{ ...pool, owned: null, free: null }])
    expect(row && leftWith(row, 10)).toBeNull()
  })

  it('counts from the limit of the parent, or from above it where it has none', () => {
    expect(rowsBelow(licenses({}))[0]).toMatchObject({ available: 6, total: 10 })
    expect(rowsBelow(licenses({ limit: null, free: null }))[0]).toMatchObject({ available: 90, total: null })
  })

  it('counts what is set aside now as given back, and never less than is in use', () => {
    const [row] = rowsOfOwn(licenses({}))
    expect(row && [leftWith(row, 10), leftWith(row, 20), leftWith(row, 2), leftWith(row, null)]).toEqual([
      90, 80, 96, 96,
    ])
  })
})
