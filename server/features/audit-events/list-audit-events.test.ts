import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createNote } from '@tenantry/contract/notes.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
  const { admin, technician, customerId } = world.first
  for (const { api } of [admin, technician])
    await api.call(createNote, { params: { id: customerId as never }, body: { body: 'Call first' } })
})
afterAll(() => world.close())

async function found(query: RequestOf<typeof listAuditEvents>['query']): Promise<string[]> {
  const filter = { organizationId: { eq: world.first.customerId }, ...query.filter }
  const { body } = await world.first.admin.api.call(listAuditEvents, { query: { ...query, filter } })
  return body.items.map(({ actor, action }) => `${actor.name} ${action}`)
}

describe('the list of changes (B7)', () => {
  it('is filtered by who acted, without regard to case', async () => {
    const { email } = world.first.technician
    const mine = ['First Admin note.created', 'First Admin customer.created']
    expect(await found({ filter: { actor: { contains: 'first AD' } } })).toEqual(mine)
    expect(await found({ filter: { actor: { eq: 'first admin' } } })).toEqual(mine)
    expect(await found({ filter: { actor: { nin: ['First Admin'] } } })).toEqual([`${email} note.created`])
  })

  it('is filtered by what was done and by when, before, after and between', async () => {
    const past = '2000-01-01T00:00:00Z'
    const future = '2100-01-01'
    expect(await found({ filter: { action: { in: ['customer.created', 'customer.updated'] } } })).toHaveLength(1)
    expect(await found({ filter: { occurredAt: { gt: past, lt: future } } })).toHaveLength(3)
    expect(await found({ filter: { occurredAt: { lt: past } } })).toEqual([])
    expect(await found({ filter: { occurredAt: { gte: future } } })).toEqual([])
  })

  it('is searched by person and action', async () => {
    expect(await found({ q: 'fırst AD' })).toHaveLength(2)
    expect(await found({ filter: { actor: { eq: 'FİRST admin' } } })).toHaveLength(2)
    expect(await found({ q: 'First ad' })).toHaveLength(2)
    expect(await found({ q: 'NOTE.' })).toHaveLength(2)
    expect(await found({ q: '%' })).toEqual([])
  })
})
