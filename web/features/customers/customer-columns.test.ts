import { internalCustomerColumns } from '@tenantry/contract/customer-list.ts'
import { expect, it } from 'vitest'
import { tableColumns } from './customer-columns.tsx'

const ids = (isOwnSide: boolean, readsLicenses: boolean) => tableColumns(isOwnSide, readsLicenses).map(({ id }) => id)

it('licenses are a column for those who may see them, and what is internal is none of a customer’s own people’s (IF7)', () => {
  expect(ids(false, true)).toContain('licenses')
  expect(ids(false, false)).toEqual(ids(false, true).filter((id) => id !== 'licenses'))
  const internal = ids(false, true).filter((id) => internalCustomerColumns.includes(id))
  expect(internal.length).toBeGreaterThan(0)
  expect(ids(true, true)).toEqual(ids(false, true).filter((id) => !internal.includes(id)))
})
