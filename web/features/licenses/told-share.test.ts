import { expect, it } from 'vitest'
import { leadOf } from './told-share.ts'

const lead = (mode: 'allocated' | 'unlimited', limit: number | null, daysLeft: number | null = null) =>
  leadOf('customer', { mode, types: [{ limit }], trial: { daysLeft } } as never)

it('who has no limit is told to draw on what lies above, but not once its trial has ended (RI6, EC4)', () => {
  expect(lead('unlimited', null)).toBe('unlimited')
  expect(lead('unlimited', null, 0)).toBe('unlimited')
  expect(lead('unlimited', null, -1)).toBe(null)
  expect(lead('allocated', null)).toBe('none')
  expect(lead('allocated', null, -1)).toBe(null)
  expect(lead('allocated', 5, -1)).toBe('allocated')
  expect(leadOf('division', { mode: 'unlimited', types: [], trial: null })).toBe('division')
})
