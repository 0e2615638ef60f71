import { internalCustomerColumns } from '@tenantry/contract/customer-list.ts'
import { expect, it } from 'vitest'
import { narrowestName } from '../../ui/list/testing/narrowest-name.ts'
import { tableColumns } from './customer-columns.tsx'
import { entityTableColumns } from './entities/entity-columns.tsx'

const ids = (isOwnSide: boolean, readsLicenses: boolean) => tableColumns(isOwnSide, readsLicenses).map(({ id }) => id)

it('licenses are a column for those who may see them, and what is internal is none of a customer’s own people’s (IF7)', () => {
  expect(ids(false, true)).toContain('licenses')
  expect(ids(false, false)).toEqual(ids(false, true).filter((id) => id !== 'licenses'))
  const internal = ids(false, true).filter((id) => internalCustomerColumns.includes(id))
  expect(internal.length).toBeGreaterThan(0)
  expect(ids(true, true)).toEqual(ids(false, true).filter((id) => !internal.includes(id)))
})

it('a place is sorted by what its cells begin with, and not by the code of its country', () => {
  expect(tableColumns(false, true).find(({ id }) => id === 'location')?.sortBy).toBe('city')
})

it('a name keeps 240 pixels at any width from which more columns are shown, of customers and of entities', () => {
  const menu = () => null
  const has = { customerLink: true, tags: true, devicesLink: true }
  expect(narrowestName(tableColumns(false, true), true)).toBeGreaterThanOrEqual(240)
  expect(narrowestName(entityTableColumns({ ...has, customer: true }, menu), true)).toBeGreaterThanOrEqual(240)
  expect(narrowestName(entityTableColumns({ ...has, customer: false }, menu), true)).toBeGreaterThanOrEqual(240)
})
