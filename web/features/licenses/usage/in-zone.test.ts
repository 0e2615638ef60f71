import { expect, it } from 'vitest'
import { momentText, plansText } from './in-zone.ts'

it('a month is told by the days of its customer, wherever it is read (RI6)', () => {
  // Midnight in Auckland, where it is summer, is the day before in Greenwich and west of it.
  const timeZone = 'Pacific/Auckland'
  const plans = [
    { kind: 'trial' as const, from: '2026-10-31T11:00:00.000Z' },
    { kind: 'purchased' as const, from: '2026-11-14T22:30:00.000Z' },
  ]
  expect(plansText({ plans, timeZone })).toBe('trial from Nov 1, 2026, purchased from Nov 15, 2026')
  expect(plansText({ plans: plans.slice(1), timeZone })).toBeNull()
  expect(momentText('2026-10-31T11:00:00.000Z', timeZone)).toMatch(/^Nov 1, 2026, 12:00/)
  expect(momentText('2026-11-01T05:00:00.000Z', 'America/Chicago')).toMatch(/^Nov 1, 2026, 12:00/)
})
