/** What a partner's own people see of their partner, and what stays with those above it. */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import { exportLicenseUsage, getLicenseUsage, listLicenseUsage } from '@tenantry/contract/license-usage.ts'
import { getCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'

let world: World
let above: HttpCaller
let own: HttpCaller
let partnerId: never
let customerId: never

const terms = {
  subscriptionId: 'SUB-SECRET-1',
  accountManagerEmail: 'manager@msp.example',
  plan: { kind: 'trial', trialLicenses: 77 },
  externalIds: [{ system: 'autotask', value: 'AT-SECRET-1' }],
} as const
const secrets = ['SECRET', 'manager@msp', 'autotask', 'Invoices unpaid']

beforeAll(async () => {
  world = await createWorld()
  const { admin, providerId } = world.first
  above = admin.api
  partnerId = world.first.partnerId as never
  customerId = world.first.partnerCustomerId as never
  const params = { id: partnerId }
  expect((await above.call(updateCustomer, { params, body: terms as never }, { ifMatch: '*' })).status).toBe(200)
  const reason = 'Invoices unpaid since May'
  for (const status of ['suspended', 'active'] as const)
    await above.call(changeCustomerStatus, { params, body: { status, reason } }, { ifMatch: '*' })
  // Whoever was there has been signed out by the hold.
  const place = { providerId, organizationId: partnerId as string }
  own = (await world.addPerson({ ...place, role: 'partner_administrator', reach: 'subtree' })).api
  const body = { accountManagerEmail: 'ours@partner.example', externalIds: [{ system: 'halo', value: 'H-1' }] }
  expect((await own.call(updateCustomer, { params: { id: customerId }, body }, { ifMatch: '*' })).status).toBe(200)
})
afterAll(() => world.close())

const listed = async (query: RequestOf<typeof listCustomers>['query'], by = own) =>
  (await by.call(listCustomers, { query })).body
const expectNone = (text: string) => {
  for (const secret of secrets) expect(text).not.toContain(secret)
}

it('an answer about one’s own partner tells nothing internal, and one about those below all of it', async () => {
  const { body, raw } = await own.call(getCustomer, { params: { id: partnerId } })
  expect(body).toMatchObject({ subscriptionId: null, accountManagerEmail: null, plan: null, externalIds: null })
  expectNone(raw.body)
  const below = await own.call(getCustomer, { params: { id: customerId } })
  expect(below.body).toMatchObject({ accountManagerEmail: 'ours@partner.example', externalIds: [{ value: 'H-1' }] })
  expect((await above.call(getCustomer, { params: { id: partnerId } })).body).toMatchObject(terms)
})

it('a list tells of one’s own partner nothing internal, and is neither chosen, ordered nor searched by that', async () => {
  const all = await listed({})
  expectNone(JSON.stringify(all))
  expect(all.items.map(({ id }) => id)).toContain(partnerId)
  const filters = [
    { accountManagerEmail: { eq: 'manager@msp.example' } },
    { accountManagerEmail: { ne: 'ours@partner.example' } },
    { accountManagerEmail: { empty: 'true' } },
    { subscriptionId: { starts: 'SUB' } },
    { externalIds: { in: ['AT-SECRET-1'] } },
    { externalIds: { empty: 'false' } },
    { plan: { eq: 'trial' } },
    { planExpiresOn: { empty: 'false' } },
  ]
  for (const filter of filters)
    expect((await listed({ filter: filter as never })).items.map(({ id }) => id)).not.toContain(partnerId)
  expect((await listed({ q: 'AT-SECRET-1' })).total).toBe(0)
  expect((await own.request('GET', '/api/v1/search?q=AT-SECRET-1')).json().customers).toEqual([])
  expect((await listed({ filter: { externalIds: { in: ['H-1'] } } as never })).items.map(({ id }) => id)).toEqual([
    customerId,
  ])
  expect((await listed({ filter: filters[0] as never }, above)).items.map(({ id }) => id)).toEqual([partnerId])
})

it.each(['accountManagerEmail', 'subscriptionId', 'planExpiresOn', 'plan'])(
  'a list that is sorted by what is internal has one’s own partner among those without: %s',
  async (column) => {
    const all = (await listed({})).items
    const paged = async (sort: string) => {
      const items = []
      let cursor: string | undefined
      do {
        const page = await listed({ sort, limit: 1, cursor })
        expect(page.total).toBe(all.length)
        items.push(...page.items)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      return items.map(({ id }) => id)
    }
    const rising = await paged(column)
    expect([...rising].sort()).toEqual(all.map(({ id }) => id).sort())
    expect(await paged(`-${column}`)).toEqual([...rising].reverse())
    expect((await listed({ sort: column })).items.map(({ id }) => id)).toEqual(rising)
    // The customer below it has a plan and an account manager, and neither subscription nor end.
    if (column === 'plan' || column === 'accountManagerEmail') expect(rising).toEqual([customerId, partnerId])
    const file = (await own.request('GET', `/api/v1/exports/customers?format=csv&sort=${column}`)).body
    expect(file).toContain('PARTNER')
  },
)

it.each(['csv'])('a file of customers tells of one’s own partner nothing internal: %s', async (format) => {
  const of = async (api: HttpCaller, query = '') =>
    (await api.request('GET', `/api/v1/exports/customers?format=${format}${query}`)).body
  expectNone(await of(own))
  expectNone(await of(own, '&columns=name,accountManagerEmail,subscriptionId,externalIds.halo'))
  expect(await of(own)).toContain('ours@partner.example')
  expect(await of(above)).toContain('AT-SECRET-1')
})

it('the log tells of one’s own partner nothing internal, and those above everything', async () => {
  const query = { filter: { organizationId: { eq: partnerId as string } } }
  const told = await own.call(listAuditEvents, { query })
  // A change of nothing else is not there: that it was made is told by an empty one as well.
  expect(told.body.items.map(({ action }) => action)).not.toContain('customer.updated')
  expect(told.body.total).toBe(told.body.items.length)
  expect(told.body.total).toBeGreaterThan(0)
  expectNone(told.raw.body)
  const whole = (await above.call(listAuditEvents, { query })).raw.body
  for (const secret of secrets) expect(whole).toContain(secret)
})

it.each(Object.entries(terms))(
  'nobody sets or guesses of their own partner what is internal: %s',
  async (name, value) => {
    const change = await own.call(
      updateCustomer,
      { params: { id: partnerId }, body: { [name]: value } as never },
      { ifMatch: '*' },
    )
    expect([change.status, change.problem?.code]).toEqual([403, 'forbidden'])
  },
)

it('of licenses its own people are told how many devices there may be, and not that a trial is why', async () => {
  const params = { id: partnerId }
  const device = { organizationId: partnerId, name: 'srv-own', class: 'server' } as const
  expect((await above.call(createDevice, { body: device as never })).status).toBe(201)
  expect((await own.call(getCustomerLicenses, { params })).body.trial).toMatchObject({ limit: 77, daysLeft: null })
  const usageOf = async (by: HttpCaller) => (await by.call(getLicenseUsage, { params, query: {} })).body
  expect((await usageOf(above)).plans.map(({ kind }) => kind)).toContain('trial')
  expect((await usageOf(above)).types.map(({ why }) => why)).toContain('trial')
  expect((await usageOf(own)).plans).toEqual([])
  const listed = (await own.call(listLicenseUsage, { query: {} })).body.items
  for (const usage of [await usageOf(own), ...listed.filter(({ id }) => id === partnerId)])
    expect(usage.types.map(({ why }) => why)).not.toContain('trial')
  expect(listed.find(({ id }) => id === customerId)?.plans).toMatchObject([{ kind: 'purchased' }])
  const file = (await own.request('GET', `/api/v1${exportLicenseUsage.path}`)).body
  expect(file).toContain('not_metered')
  expect(file).not.toContain('trial')
  const ledgerOf = async (by: HttpCaller, reason?: object) => {
    const filter = { type: { eq: 'trial_devices' }, organizationId: { eq: partnerId as string }, kind: { eq: 'limit' } }
    const query = { filter: { ...filter, ...(reason && { reason }) } } as never
    return (await by.call(listLicenseLedger, { query })).body.items.map((row) => row.reason)
  }
  expect(await ledgerOf(above)).toEqual(['plan.changed'])
  expect(await ledgerOf(own)).toEqual(['limits.changed'])
  expect(await ledgerOf(own, { in: ['limits.changed'] })).toEqual(['limits.changed'])
  for (const reason of [{ eq: 'plan.changed' }, { ne: 'limits.changed' }])
    expect(await ledgerOf(own, reason)).toEqual([])
  expect(await ledgerOf(above, { eq: 'plan.changed' })).toEqual(['plan.changed'])
})
