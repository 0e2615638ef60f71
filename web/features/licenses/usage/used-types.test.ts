/** Which licenses are columns of the month (RI6). */
import type { LicenseUsage } from '@tenantry/contract/license-usage.ts'
import { expect, it } from 'vitest'
import { usedTypes } from './used-types.ts'

const names: Record<string, string> = { users: 'Users', it_assets: 'IT assets', technicians: 'Technicians' }
const row = (...quantities: number[]) =>
  ({
    types: Object.entries(names).map(([type, name], index) => ({ type, name, quantity: quantities[index] ?? 0 })),
  }) as Pick<LicenseUsage, 'types'>

it('types that nobody has used are left out, and the others keep their order', () => {
  expect(usedTypes([row(0, 3), row(2)], []).map(({ name }) => name)).toEqual(['Users', 'IT assets'])
  expect(usedTypes([row()], [])).toEqual([])
})

it('a type that only customers further down have used is there from the beginning', () => {
  const totals = [{ type: 'technicians', name: 'Technicians', quantity: 4, customers: 1 }]
  expect(usedTypes([row(1)], totals).map(({ type }) => type)).toEqual(['users', 'technicians'])
})
