import type { LicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { describe, expect, it } from 'vitest'
import {
  changedPurchaseFields,
  newPurchase,
  purchaseErrors,
  purchaseValuesOf,
  toPurchaseInput,
} from './purchase-values.ts'

const stored: LicensePurchase = {
  id: '0191b2c3-0000-7000-8000-000000000001',
  type: 'it_assets',
  typeName: 'IT assets',
  quantity: 100,
  startsOn: '2026-01-01',
  endsOn: null,
  reference: 'PO-17',
  costMinor: 125_050,
  currency: 'EUR',
  state: 'current',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}
const typed = { ...newPurchase('2026-01-01', 'EUR'), type: 'users', quantity: '5' }

describe('a purchase in a form', () => {
  it('holds a cost in units that people write, and sends it in the smallest one', () => {
    expect(purchaseValuesOf(stored).cost).toBe('1250.50')
    expect(purchaseValuesOf({ ...stored, costMinor: 5, currency: 'KWD' }).cost).toBe('0.005')
    expect(purchaseValuesOf({ ...stored, costMinor: 500, currency: 'JPY' }).cost).toBe('500')
  })

  it('changes nothing until something is changed', () => {
    expect(changedPurchaseFields(stored, purchaseValuesOf(stored))).toEqual({})
    expect(
      changedPurchaseFields(stored, { ...purchaseValuesOf(stored), quantity: '90', endsOn: '2026-12-31' }),
    ).toEqual({
      quantity: 90,
      endsOn: '2026-12-31',
    })
    expect(changedPurchaseFields(stored, { ...purchaseValuesOf(stored), cost: '' })).toEqual({
      costMinor: null,
      currency: null,
    })
  })

  it('tells an amount that its currency has', () => {
    const wrongOf = (currency: string) => purchaseErrors({ ...typed, cost: 'ten', currency }).cost
    expect(['EUR', 'JPY', 'KWD'].map(wrongOf)).toEqual([
      'Enter an amount such as 1250.00',
      'Enter an amount such as 1250',
      'Enter an amount such as 1250.000',
    ])
    expect(purchaseErrors({ ...typed, cost: '99.5', currency: 'JPY' }).cost).toBe(
      'JPY has no fractions: enter an amount such as 1250',
    )
    expect(purchaseErrors({ ...typed, cost: '1,250', currency: 'KWD' }).cost).toBe(
      'This can be read in two ways. Write 1.250 with a point, or 1250 without a comma',
    )
  })

  it('sends no currency without a cost', () => {
    expect(purchaseErrors(typed)).toEqual({})
    expect(toPurchaseInput(typed)).toMatchObject({ costMinor: null, currency: null })
  })

  it('names what is missing and what cannot be', () => {
    expect(Object.keys(purchaseErrors(newPurchase('', '')))).toEqual(
      expect.arrayContaining(['type', 'quantity', 'startsOn']),
    )
    expect(Object.keys(purchaseErrors({ ...typed, endsOn: '2025-12-31' }))).toEqual(['endsOn'])
    expect(Object.keys(purchaseErrors({ ...typed, quantity: '0' }))).toEqual(['quantity'])
    expect(purchaseErrors({ ...typed, quantity: '' })).toEqual({ quantity: 'Enter how many were bought' })
    for (const quantity of ['-5', '12.5', '1,00', '10000001', '1000000000000'])
      expect(purchaseErrors({ ...typed, quantity })).toEqual({ quantity: 'A whole number from 1 to 10,000,000' })
    expect(toPurchaseInput({ ...typed, quantity: '1,000' }).quantity).toBe(1000)
    expect(Object.keys(purchaseErrors({ ...typed, cost: 'much' }))).toEqual(['cost'])
    expect(Object.keys(purchaseErrors({ ...typed, cost: '1', currency: '' }))).toEqual(['currency'])
  })
})
