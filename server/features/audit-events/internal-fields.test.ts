import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

it('the log shows a customer’s own people nothing that is internal, and its provider everything', async () => {
  const { admin, providerId } = world.first
  const body = {
    name: 'Airtel',
    subscriptionId: 'SUB-SECRET-1',
    accountManagerEmail: 'manager@msp.example',
    plan: { kind: 'trial', trialLicenses: 77 },
  }
  const { id } = (await admin.api.call(createCustomer, { body: body as never })).body
  const change = { name: 'Bharti Airtel', subscriptionId: 'SUB-SECRET-2' }
  await admin.api.call(updateCustomer, { params: { id }, body: change }, { ifMatch: '*' })
  const reason = 'Invoices unpaid since May'
  for (const status of ['suspended', 'active'] as const)
    await admin.api.call(changeCustomerStatus, { params: { id }, body: { status, reason } }, { ifMatch: '*' })
  const person = { providerId, organizationId: id, role: 'partner_administrator', reach: 'subtree' } as const
  const own = await world.addPerson(person)
  const query = { filter: { organizationId: { eq: id } } }
  const shown = (await own.api.call(listAuditEvents, { query })).raw.body
  expect(shown).toContain('Bharti Airtel')
  for (const internal of ['SUB-SECRET', 'manager@msp', 'subscriptionId', 'trialLicenses', '"plan"', 'unpaid'])
    expect(shown).not.toContain(internal)
  expect((await admin.api.call(listAuditEvents, { query })).raw.body).toContain('unpaid')
})

it('a change of nothing but internal fields is not there for the people of a partner, in no page, count, search and file', async () => {
  const { admin, partnerId, partnerCustomerId, partnerAdmin } = world.first
  const change = (id: string, body: object) =>
    admin.api.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })
  const { body: tag } = await admin.api.call(createTag, { body: { name: 'Slow payer', color: 'red' } })
  for (const id of [partnerId, partnerCustomerId]) {
    await change(id, { subscriptionId: 'SUB-SECRET-1' })
    await change(id, { name: 'Bharti', subscriptionId: 'SUB-SECRET-2' })
    await change(id, { tagIds: [tag.id], accountManagerEmail: 'manager@msp.example' })
    await change(id, { externalIds: [{ system: 'crm', value: 'SECRET-3' }] })
    await change(id, { name: 'Airtel' })
  }
  const all = async (api: HttpCaller, id: string, more: object) => {
    const filter = { organizationId: { eq: id }, action: { eq: 'customer.updated' } }
    const query = { filter, ...more }
    const { items, total } = (await api.call(listAuditEvents, { query })).body
    const names = (side: object | null) => Object.keys(side ?? {}).join()
    return { told: items.map(({ before, after }) => [names(before), names(after)]), total }
  }
  const told = {
    told: [
      ['name', 'name'],
      ['name', 'name'],
    ],
    total: 2,
  }
  expect(await all(partnerAdmin.api, partnerId, {})).toEqual(told)
  expect(await all(partnerAdmin.api, partnerId, { q: 'customer.upd' })).toEqual(told)
  // What those above keep about the partner's customers, its people keep as well.
  for (const [api, id] of [
    [admin.api, partnerId],
    [admin.api, partnerCustomerId],
    [partnerAdmin.api, partnerCustomerId],
  ] as const)
    expect(await all(api, id, {})).toMatchObject({ total: 5 })
  const filter = { organizationId: { eq: partnerId }, action: { eq: 'customer.updated' } }
  const first = (await partnerAdmin.api.call(listAuditEvents, { query: { filter, limit: 1 } })).body
  const cursor = first.nextCursor ?? ''
  const second = (await partnerAdmin.api.call(listAuditEvents, { query: { filter, limit: 1, cursor } })).body
  expect(second.items.map(({ after }) => after)).toEqual([{ name: 'Bharti' }])
  expect(second.nextCursor).toBeNull()
  const address = `/api/v1/audit-events/export?filter[organizationId][eq]=${partnerId}&filter[action][eq]=customer.updated`
  const file = (await partnerAdmin.api.request('GET', address)).body
  expect(file.trim().split('\r\n')).toHaveLength(3)
})
