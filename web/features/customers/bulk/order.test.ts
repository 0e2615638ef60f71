import { describe, expect, it } from 'vitest'
import { emptyOrder, inherit, orderOf, withoutReason } from './order.ts'

describe('what a change of many customers is put together from (B24)', () => {
  it('is nothing while nothing is chosen', () => {
    const kinds = [
      'tags',
      'technicians',
      'accountManager',
      'settings',
      'status',
      'entity',
      'deviceStatus',
      'move',
    ] as const
    for (const kind of kinds) expect(orderOf({ ...emptyOrder, kind })).toBeNull()
    expect(orderOf({ ...emptyOrder, kind: 'accountManager', accountManagerEmail: ' ' })).toBeNull()
  })

  it('sends what is chosen, and null for what comes from above', () => {
    const settings = { timeZone: 'Asia/Tokyo', locale: inherit, currency: '' }
    expect(orderOf({ ...emptyOrder, kind: 'settings', settings })).toEqual({
      kind: 'settings',
      timeZone: 'Asia/Tokyo',
      locale: null,
    })
  })

  it('takes the account manager or the entity away only where that is asked for, whatever stands in the field', () => {
    const typed = { ...emptyOrder, kind: 'accountManager', accountManagerEmail: 'am@msp.example' } as const
    expect(orderOf(typed)).toEqual({ kind: 'accountManager', accountManagerEmail: 'am@msp.example' })
    expect(orderOf({ ...typed, clearsAccountManager: true })).toEqual({
      kind: 'accountManager',
      accountManagerEmail: null,
    })
    expect(orderOf({ ...emptyOrder, kind: 'entity', clearsEntity: true })).toEqual({ kind: 'entity', entityId: null })
  })

  it('says a reason only where one is typed', () => {
    const status = { ...emptyOrder, kind: 'status', status: 'suspended' } as const
    expect(orderOf({ ...status, reason: ' ' })).toEqual({ kind: 'status', status: 'suspended' })
    expect(orderOf({ ...status, reason: 'Unpaid' })).toEqual({ kind: 'status', status: 'suspended', reason: 'Unpaid' })
    // What it does is the same with any reason.
    expect(withoutReason({ kind: 'status', status: 'suspended', reason: 'Unpaid' })).toEqual(orderOf(status))
  })
})
