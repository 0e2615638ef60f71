import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../testing/world.ts'
import { compareWithFloor, createCustomerFloor, newCustomer } from './create-customer-floor.ts'
import { OwnerConnections } from './owner-connections.ts'
import { removeTraces } from './remove-traces.ts'

let world: World
let connections: OwnerConnections

beforeAll(async () => {
  world = await createWorld()
  connections = new OwnerConnections(world.test.installation.ownerUrl)
})
afterAll(async () => {
  await connections.end()
  await world.close()
})

async function add(code: string, more: object = {}): Promise<string> {
  const answer = await world.first.admin.api.request('POST', '/api/v1/customers', { ...newCustomer(code), ...more })
  return (JSON.parse(answer.body) as { id: string }).id
}

/** How many rows there are of what a benchmark adds, and of what is logged of it. */
async function counts() {
  const { rows } = await world.test.owner.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM organizations) AS organizations, (SELECT count(*) FROM organization_closure) AS closure,
      (SELECT count(*) FROM onboarding_items) AS items, (SELECT count(*) FROM audit_events) AS events,
      (SELECT count(*) FROM audit_payloads) AS payloads, (SELECT count(*) FROM outbox) AS outbox,
      (SELECT count(*) FROM idempotency_keys) AS answers`,
  )
  return rows[0]
}

describe('the floor of adding a customer (P5)', () => {
  it('leaves no row behind, and nor does the product', async () => {
    const connection = await connections.open()
    const before = await counts()
    const startedAt = new Date()
    const { providerId } = world.first
    const floor = await createCustomerFloor(connection, { providerId, id: await add('T-1'), code: 'T-1' })
    await floor('T-2')
    await world.first.admin.api.request('POST', '/api/v1/customers', newCustomer('T-3'), { 'idempotency-key': 't-3' })
    expect(await counts()).not.toEqual(before)
    await removeTraces(connections, providerId, startedAt)
    expect(await counts()).toEqual(before)
  })

  it('writes the rows that the product writes, as large ones, and what differs is told by table', async () => {
    const connection = await connections.open()
    const id = await add('S-1')
    const floor = await createCustomerFloor(connection, { providerId: world.first.providerId, id, code: 'S-1' })
    expect(await compareWithFloor(connection, id, floor, 'S-2')).toEqual([])
    const differing = await compareWithFloor(connection, await add('S-3', { phone: '+12125550100' }), floor, 'S-4')
    expect(differing.map((text) => text.split(':')[0])).toEqual([
      'public.audit_payloads',
      'public.onboarding_items',
      'public.organizations',
    ])
  })
})
