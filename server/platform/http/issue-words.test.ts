import { randomUUID } from 'node:crypto'
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createLicensePurchase, LicensePurchaseInput } from '@tenantry/contract/license-purchases.ts'
import { getLicenseUsage } from '@tenantry/contract/license-usage.ts'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { fieldProblems } from './problems.ts'

const said = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value)
  return error ? fieldProblems(error).map(({ path, message }) => `${path}: ${message}`) : []
}

it('input that a schema refuses is told in words of ours, whatever the library says', () => {
  const schema = z.object({
    day: z.iso.date(),
    at: z.iso.datetime(),
    id: z.uuid(),
    key: z.string().regex(/^[a-z]+$/),
    kind: z.enum(['one', 'two']),
    name: z.string().min(2),
    letter: z.string().min(1),
    most: z.number().max(5),
    list: z.array(z.string()).max(1),
    is: z.boolean(),
    flag: z.enum(['true', 'false']),
    missing: z.string(),
    either: z.union([z.string(), z.number()]),
    plan: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('trial') }),
      z.object({ kind: z.literal('purchased') }),
    ]),
  })
  const value = {
    day: 'x',
    at: 'x',
    id: 'x',
    key: '1',
    kind: 'x',
    name: 'x',
    letter: '',
    most: 6,
    list: ['a', 'b'],
    is: 1,
    flag: 'maybe',
    either: [],
    plan: { kind: 'x' },
  }
  expect(said(schema, value)).toEqual([
    'day: A day such as 2026-03-31 is needed',
    'at: An instant such as 2026-03-31T08:00:00Z is needed',
    'id: An id is needed',
    'key: This is not written as it has to be',
    'kind: One of one, two is needed',
    'name: At least 2 characters',
    'letter: At least 1 character',
    'most: At most 5',
    'list: At most 1 entry',
    'is: true or false is needed',
    'flag: true or false is needed',
    'missing: This is needed',
    'either: This is not written as it has to be',
    'plan.kind: One of trial, purchased is needed',
  ])
})

it('keys and months are told by an example', () => {
  const purchase = { ...createLicensePurchase.example?.body, type: 'IT assets' }
  expect(said(LicensePurchaseInput, purchase)).toEqual(['type: Needs the key of a type, like it_assets'])
  expect(said(getLicenseUsage.query as z.ZodType, { month: '2026-13' })).toEqual([
    'month: A month such as 2026-03 is needed',
  ])
})

it('a version that is sent as a text is told how it is written', () => {
  const body = { intoId: randomUUID(), intoVersion: '1' }
  expect(said(mergeCustomer.body as z.ZodType, body)).toEqual(['intoVersion: A whole number or * is needed'])
})

it('a day before the calendar is told where it stands', () => {
  const body = { ...createLicensePurchase.example?.body, startsOn: '0000-01-01' }
  expect(said(LicensePurchaseInput, body)).toEqual(['startsOn: There is no year 0'])
  const day = '0000-12-31'
  expect(said(LicensePurchaseInput, { ...body, startsOn: '2026-01-01', endsOn: day })).toContain(
    'endsOn: There is no year 0',
  )
  const device = { organizationId: randomUUID(), name: 'nas', class: 'server', purchasedOn: day, warrantyEndsOn: day }
  expect(said(createDevice.body as z.ZodType, device)).toEqual([
    'purchasedOn: There is no year 0',
    'warrantyEndsOn: There is no year 0',
  ])
})

it('a year that is most likely a slip is told where it stands', () => {
  const early = 'Before 1990, which is most likely a slip: check the year'
  const late = 'More than 50 years ahead, which is most likely a slip: check the year'
  const purchase = { ...createLicensePurchase.example?.body, startsOn: '1900-01-01' }
  expect(said(LicensePurchaseInput, purchase)).toEqual([`startsOn: ${early}`])
  expect(said(LicensePurchaseInput, { ...purchase, startsOn: '2926-01-01' })).toEqual([`startsOn: ${late}`])
  const device = { organizationId: randomUUID(), name: 'nas', class: 'server' }
  const days = { purchasedOn: '2926-01-01', warrantyEndsOn: '0027-01-01' }
  expect(said(createDevice.body as z.ZodType, { ...device, ...days })).toEqual([
    `purchasedOn: ${late}`,
    `warrantyEndsOn: ${early}`,
  ])
  // A warranty may have no end.
  expect(said(createDevice.body as z.ZodType, { ...device, warrantyEndsOn: '9999-12-31' })).toEqual([])
})
