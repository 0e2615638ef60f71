import { getCustomer } from '@tenantry/contract/customers.ts'
import { getRetentionSettings, listArchivedCustomers, updateRetentionSettings } from '@tenantry/contract/lifecycle.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { addPending, mustSet, runTask, setStatus, statusOf } from './lifecycle.fixture.ts'
import { purgeExpiredTask } from './purge-expired.ts'

const day = 86_400_000
const time = { now: new Date('2026-05-01T12:00:00Z') }
let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => time.now } })
  api = world.first.admin.api
})
afterAll(() => world.close())

async function archived(code: string, parentId?: string): Promise<string> {
  const { body } = await added(api, {
    name: `Archived ${code}`,
    code,
    ...(parentId ? { parentId: parentId as never } : {}),
  })
  await mustSet(api, body.id, 'archived')
  return body.id
}

const exists = async (id: string) => (await api.call(getCustomer, { params: { id: id as never } })).status === 200

const runJob = () => runTask(world, purgeExpiredTask)

describe('the archive (B2, B13)', () => {
  it('lists what is in it, what is deleted next first, to those who see it', async () => {
    const { partnerId, partnerAdmin, technician } = world.first
    const first = await archived('LIST-1')
    time.now = new Date(time.now.getTime() + day)
    const second = await archived('LIST-2', partnerId)
    await added(api, { name: 'Not in it', code: 'LIST-3' })
    const { body } = await api.call(listArchivedCustomers, {})
    expect(body.items.map(({ id }) => id)).toEqual([first, second])
    expect(body.total).toBe(2)
    expect(body.items[1]).toMatchObject({
      code: 'LIST-2',
      parentName: 'First Partner',
      archivedAt: time.now.toISOString(),
      archivedUntil: new Date(time.now.getTime() + 365 * day).toISOString(),
    })
    expect((await partnerAdmin.api.call(listArchivedCustomers, {})).body.items.map(({ id }) => id)).toEqual([second])
    expect((await technician.api.call(listArchivedCustomers, {})).body).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    })
    const found = await api.call(listArchivedCustomers, { query: { q: 'ist-2', sort: '-archivedUntil' } })
    expect(found.body.items.map(({ id }) => id)).toEqual([second])
  })

  it('gives a customer back disabled, with its invitations still withdrawn', async () => {
    const { body } = await added(api, { name: 'Back', code: 'BACK' })
    await addPending(world, world.first.providerId, body.id)
    await mustSet(api, body.id, 'archived', 'disabled')
    const { rows } = await world.test.owner.query('SELECT status FROM memberships WHERE organization_id = $1', [
      body.id,
    ])
    expect(rows).toEqual([])
    expect((await statusOf(api, body.id)).body.archivedUntil).toBeNull()
  })

  it('gives nothing back after its day, and the job deletes it', async () => {
    const id = await archived('LATE')
    time.now = new Date(time.now.getTime() + 365 * day - 1)
    await runJob()
    expect((await setStatus(api, id, 'disabled', { dryRun: true })).status).toBe(200)
    time.now = new Date(time.now.getTime() + 1)
    const late = await setStatus(api, id, 'disabled')
    expect([late.status, late.problem.params?.reason]).toEqual([409, 'restore_over'])
    expect(await exists(id)).toBe(true)
    expect(await runJob()).toEqual([])
    expect(await exists(id)).toBe(false)
    const { rows } = await world.test.owner.query(
      "SELECT actor_kind, organization_id FROM audit_events WHERE action = 'customer.purged' AND object_id = $1",
      [id],
    )
    expect(rows).toEqual([{ actor_kind: 'system', organization_id: world.first.providerId }])
  })

  it('is emptied from the bottom, and what others lie below waits', async () => {
    const partner = (await added(api, { name: 'Reseller', code: 'UPPER', type: 'partner' })).body.id
    const below = await archived('LOWER', partner)
    await mustSet(api, partner, 'archived')
    await world.test.owner.query('UPDATE organizations SET archived_until = $2 WHERE id = $1', [partner, time.now])
    expect(await runJob()).toMatchObject([{ event: 'customer.purge_refused', code: 'organization_not_empty' }])
    expect(await exists(partner)).toBe(true)
    await world.test.owner.query('UPDATE organizations SET archived_until = $2 WHERE id = $1', [below, time.now])
    expect(await runJob()).toEqual([])
    expect([await exists(partner), await exists(below)]).toEqual([false, false])
  })
})

describe('how long the archive keeps', () => {
  const set = (caller: HttpCaller, archivedDays: number) =>
    caller.call(updateRetentionSettings, { body: { archivedDays } })

  it('is a year until the provider says otherwise, and holds for what is archived from then on', async () => {
    expect((await api.call(getRetentionSettings, {})).body).toEqual({ archivedDays: 365 })
    const before = await archived('BEFORE')
    const { body: kept } = await statusOf(api, before)
    expect((await set(api, 30)).body).toEqual({ archivedDays: 30 })
    expect((await api.call(getRetentionSettings, {})).body).toEqual({ archivedDays: 30 })
    const { body } = await statusOf(api, await archived('AFTER'))
    expect(Date.parse(body.archivedUntil ?? '') - time.now.getTime()).toBe(30 * day)
    expect((await statusOf(api, before)).body.archivedUntil).toBe(kept.archivedUntil)
    expect((await world.second.admin.api.call(getRetentionSettings, {})).body).toEqual({ archivedDays: 365 })
  })

  it('holds for what a partner archives, too', async () => {
    const { partnerAdmin, partnerId } = world.first
    const { body } = await added(partnerAdmin.api, { name: 'Theirs', code: 'THEIRS', parentId: partnerId as never })
    const change = await setStatus(partnerAdmin.api, body.id, 'archived')
    expect(Date.parse(change.body.archivedUntil ?? '') - time.now.getTime()).toBe(30 * day)
  })

  it.each([0, -1, 3651, 1.5])('is not %s days', async (days) => {
    expect((await set(api, days)).status).toBe(422)
  })

  it('is set by the provider’s own people only', async () => {
    const { partnerId, providerId, customerId, partnerAdmin } = world.first
    expect((await set(partnerAdmin.api, 1)).status).toBe(403)
    const mighty = [
      { organizationId: partnerId, reach: 'subtree' as const },
      { organizationId: providerId, reach: 'selected' as const, selected: [customerId] },
    ]
    for (const each of mighty) {
      const person = await world.addPerson({ providerId, role: 'provider_administrator', ...each })
      expect((await set(person.api, 1)).status).toBe(403)
      expect((await person.api.call(getRetentionSettings, {})).status).toBe(403)
    }
  })
})
