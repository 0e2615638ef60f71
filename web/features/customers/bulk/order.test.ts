import { describe, expect, it } from 'vitest'
import { emptyOrder, inherit, orderOf } from './order.ts'

describe('what a change of many customers is put together from (B24)', () => {
  it('is nothing while nothing is chosen', () => {
    for (const kind of ['tags', 'technicians', 'settings', 'status', 'deviceStatus', 'move'] as const)
      expect(orderOf({ ...emptyOrder, kind })).toBeNull()
  })

  it('sends what is chosen, and null for what comes from above', () => {
    const settings = { timeZone: 'Asia/Tokyo', locale: inherit, currency: '' }
    expect(orderOf({ ...emptyOrder, kind: 'settings', settings })).toEqual({
      kind: 'settings',
      timeZone: 'Asia/Tokyo',
      locale: null,
    })
  })

  it('clears the account manager where the field is empty', () => {
    expect(orderOf({ ...emptyOrder, kind: 'accountManager' })).toEqual({
      kind: 'accountManager',
      accountManagerEmail: null,
    })
  })

  it('says a reason only where one is typed', () => {
    const status = { ...emptyOrder, kind: 'status', status: 'suspended' } as const
    expect(orderOf({ ...status, reason: ' ' })).toEqual({ kind: 'status', status: 'suspended' })
    expect(orderOf({ ...status, reason: 'Unpaid' })).toEqual({ kind: 'status', status: 'suspended', reason: 'Unpaid' })
  })
})
