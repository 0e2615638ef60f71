import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
