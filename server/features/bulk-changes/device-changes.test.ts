/** One change of many devices (B24): what it says before, what it does, and how it is taken back. */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { undoBulkChange } from '@tenantry/contract/bulk-changes.ts'
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { createDevice, deleteDevice, getDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity, deleteEntity } from '@tenantry/contract/entities.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { problems } from '../customers/customers.fixture.ts'
import { bulkChangesOf } from './bulk-changes.fixture.ts'

let world: World
let api: HttpCaller
let boxes = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const { run, read, ask, preview, done, undoPreview, undone } = bulkChangesOf('devices', () => world)

async function device(organizationId: string = world.first.customerId, more: object = {}) {
  const body = { organizationId: organizationId as never, name: `bulk-${++boxes}`, class: 'server' as const, ...more }
  const { body: made, raw, status } = await api.call(createDevice, { body })
  if (status !== 201) throw new TypeError(raw.body)
  return made.id
}
const tag = async (name: string, by: HttpCaller = api) => (await by.call(createTag, { body: { name } })).body.id
const tagsOf = async (id: string) => (await api.call(getDevice, { params: { id } })).body.tags.map(({ name }) => name)
const isThere = async (id: string) => (await api.call(getDevice, { params: { id } })).status === 200
const reasons = (left: { code: string; count: number }[]) => left.map(({ code, count }) => [code, count]).sort()

describe('tags of many devices', () => {
  it('say before what changes and why the rest does not, are put on, and are taken back but for what was changed since', async () => {
    const { partnerAdmin, partnerCustomerId, customerId } = world.first
    const [house, theirs] = [await tag('Bulk house'), await tag('Bulk partner', partnerAdmin.api)]
    const [plain, carrying] = [await device(customerId), await device(customerId, { tagIds: [house] })]
    const below = await device(partnerCustomerId)
    const order = { ids: [plain, carrying, below, newId()], change: { kind: 'tags', add: [house] } }
    expect(await preview(order)).toMatchObject({ total: 3, changed: 2, left: [{ code: 'same', count: 1 }] })
    const partners = { ids: [plain, below], change: { kind: 'tags', add: [theirs] } }
    expect(reasons((await preview(partners)).left)).toEqual([['tag_not_usable', 1]])
    const change = await done(order)
    expect(change).toMatchObject({ list: 'devices', state: 'done', total: 3, changed: 2, unchanged: 1, refused: 0 })
    expect([await tagsOf(plain), await tagsOf(below)]).toEqual([['Bulk house'], ['Bulk house']])
    await api.call(updateDevice, { params: { id: below }, body: { tagIds: [] } }, { ifMatch: '*' })
    const before = await undoPreview(change.id)
    expect(before).toMatchObject({ total: 2, changed: 1, changes: [{ id: plain }] })
    expect(before.left).toMatchObject([{ code: 'changed_since', count: 1, items: [{ id: below }] }])
    expect(await tagsOf(plain)).toEqual(['Bulk house'])
    const back = await undone(change.id)
    expect(back).toMatchObject({ state: 'undone', restored: 1, leftAlone: 1 })
    expect(back.notRestored).toMatchObject([{ code: 'changed_since', items: [{ id: below }] }])
    expect([await tagsOf(plain), await tagsOf(carrying)]).toEqual([[], ['Bulk house']])
    // What was left is tried once more as long as the day lasts, and comes back where nothing is in the way by then.
    expect(back.undoUntil).toBe(change.undoUntil)
    expect(await undoPreview(change.id)).toMatchObject({ total: 1, changed: 0, left: [{ code: 'changed_since' }] })
    await api.call(updateDevice, { params: { id: below }, body: { tagIds: [house as never] } }, { ifMatch: '*' })
    expect(await undoPreview(change.id)).toMatchObject({ total: 1, changed: 1, left: [] })
    expect(await undone(change.id)).toMatchObject({ restored: 2, leftAlone: 0, notRestored: [], undoUntil: null })
    expect(await tagsOf(below)).toEqual([])
  })

  it('reach what the list finds by its search and filter', async () => {
    const found = await tag('Bulk found')
    const names = [await device(), await device()]
    const change = { kind: 'tags', add: [found] }
    const q = (await api.call(getDevice, { params: { id: names[0] as string } })).body.name
    expect(await done({ q, change })).toMatchObject({ total: 1, changed: 1 })
    expect(await preview({ filter: { tags: { in: [found] } }, change })).toMatchObject({ total: 1, changed: 0 })
    expect(problems(await ask({ filter: { plan: { eq: 'trial' } }, change }))).toEqual([
      'filter.plan.eq: filter_invalid',
    ])
  })
})

describe('the status of many devices', () => {
  it('is changed, with their licenses, and brought back', async () => {
    const [first, second] = [await device(), await device(world.first.customerId, { status: 'retired' })]
    const wish = { ids: [first, second], change: { kind: 'deviceStatus', status: 'retired' } }
    expect(reasons((await preview(wish)).left)).toEqual([['same', 1]])
    const change = await done(wish)
    expect(change).toMatchObject({ changed: 1, unchanged: 1 })
    const takes = async () =>
      (
        await world.test.owner.query('SELECT sum(count)::int AS uses FROM license_ledger WHERE subject_id = $1', [
          first,
        ])
      ).rows[0].uses
    expect(await takes()).toBe(0)
    expect(await undone(change.id)).toMatchObject({ restored: 1 })
    expect(await takes()).toBe(2)
  })
})

describe('the customer of many devices', () => {
  it('is another one, for those who may see it, and is the old one again with all that belonged there', async () => {
    const { customerId, otherCustomerId, technician } = world.first
    const made = await api.call(createEntity, { params: { id: customerId }, body: { name: 'Left branch' } })
    const [first, second] = [await device(customerId, { entityId: made.body.id }), await device(otherCustomerId)]
    const wish = { ids: [first, second], change: { kind: 'move', organizationId: otherCustomerId } }
    expect(await preview(wish)).toMatchObject({ changed: 1, left: [{ code: 'same', count: 1 }] })
    const unseen = await preview({ ...wish, ids: [first] }, technician.api)
    expect(unseen).toMatchObject({ changed: 0, left: [{ code: 'unknown_reference', count: 1 }] })
    const change = await done(wish)
    expect(change).toMatchObject({ changed: 1, unchanged: 1, refused: 0 })
    const place = async () => (await api.call(getDevice, { params: { id: first } })).body
    expect(await place()).toMatchObject({ organizationId: otherCustomerId, entityId: null })
    const back = await undoPreview(change.id)
    expect(back).toMatchObject({ total: 1, changed: 1, left: [] })
    const there = { value: otherCustomerId, name: (change.names[0] ?? { name: '' }).name }
    expect(change.changes).toMatchObject([{ id: first, differences: [{ field: 'organization', after: there }] }])
    expect(back.changes).toMatchObject([{ id: first, differences: [{ field: 'organization', before: there }] }])
    expect(await undone(change.id)).toMatchObject({ restored: 1 })
    expect(await place()).toMatchObject({ organizationId: customerId, entityId: made.body.id })
  })
})

describe('the serial numbers of many devices that move', () => {
  it('are told beforehand where a device there has them, or another that moves, too', async () => {
    const { customerId, otherCustomerId, partnerCustomerId } = world.first
    const numbered = (at: string, name: string, serialNumber: string) => device(at as never, { name, serialNumber })
    await numbered(otherCustomerId, 'there', 'SHARED-1')
    const ids = [
      await numbered(customerId, 'third', 'shared-1'),
      await numbered(customerId, 'first', 'PAIR-2'),
      await numbered(partnerCustomerId, 'second', 'PAIR-2'),
      await numbered(customerId, 'alone', 'ALONE-3'),
      await numbered(customerId, 'unnamed', 'Default string'),
      await numbered(customerId, 'unnamed too', 'Default string'),
    ]
    const move = { kind: 'move', organizationId: otherCustomerId }
    expect((await preview({ ids, change: move })).sharedSerials).toMatchObject({
      count: 3,
      items: [{ name: 'first' }, { name: 'second' }, { name: 'third' }],
    })
    expect((await preview({ ids: ids.slice(3), change: move })).sharedSerials).toBeNull()
    expect((await preview({ ids, change: { kind: 'delete' } })).sharedSerials).toBeNull()
  })
})

describe('the licenses of many devices (B24)', () => {
  const reasonsOf = (left: { code: string; message: string; count: number }[]) =>
    left.map(({ code, message, count }) => [code, message, count])
  const none = ['license_exhausted', expect.stringMatching(/^No IT asset license is left at .+: 0 of 3 free$/), 2]

  it('are counted before: so many are moved or brought back as find one, and the rest says why', async () => {
    const made = await api.call(createCustomer, { body: { name: 'Bulk short of licenses' } })
    const { id } = made.body
    const types = [{ type: 'it_assets' as const, limit: 3, overage: 0 }]
    const limits = { params: { id }, body: { mode: 'allocated' as const, types } }
    expect((await api.call(setCustomerLicenses, limits, { ifMatch: '*' })).status).toBe(200)
    const ids = [await device(), await device(), await device(), await device(), await device()]
    const move = { ids, change: { kind: 'move', organizationId: id } }
    const before = await preview(move)
    expect(before).toMatchObject({ total: 5, changed: 3, hasCountedLicenses: true })
    expect(reasonsOf(before.left)).toEqual([none])
    // Looking takes nothing.
    expect(await preview(move)).toEqual(before)
    const moved = await done(move)
    expect(moved).toMatchObject({ changed: 3, refused: 2 })
    expect(reasonsOf(moved.left)).toEqual([none])

    const retired = [await device(id, { status: 'retired' }), await device(id, { status: 'retired' })]
    const back = { ids: retired, change: { kind: 'deviceStatus', status: 'in_use' } }
    expect(reasonsOf((await preview(back)).left)).toEqual([none])

    // So is a way back for which others have taken the licenses meanwhile, and once they are free it is open again.
    const away = await done({ ids: ids.slice(0, 2), change: { kind: 'deviceStatus', status: 'retired' } })
    expect(await undoPreview(away.id)).toMatchObject({ total: 2, changed: 2, left: [] })
    const quicker = [await device(id), await device(id)]
    const short = await undoPreview(away.id)
    expect([short.changed, reasonsOf(short.left)]).toEqual([0, [none]])
    expect(await undone(away.id)).toMatchObject({ state: 'undone', restored: 0, leftAlone: 2 })
    for (const each of quicker) await api.call(deleteDevice, { params: { id: each } }, { ifMatch: '*' })
    expect(await undoPreview(away.id)).toMatchObject({ changed: 2, left: [] })
    expect(await undone(away.id)).toMatchObject({ restored: 2, leftAlone: 0 })
  })
})

describe('the entity of many devices', () => {
  it('is one of their customer, counts there, and is brought back', async () => {
    const { customerId, otherCustomerId } = world.first
    const made = await api.call(createEntity, { params: { id: customerId }, body: { name: 'Bulk branch' } })
    const [first, second] = [await device(customerId), await device(customerId, { entityId: made.body.id })]
    const elsewhere = await device(otherCustomerId)
    const change = { kind: 'entity', entityId: made.body.id }
    const wish = { ids: [first, second, elsewhere], change }
    expect(reasons((await preview(wish)).left)).toEqual([
      ['same', 1],
      ['unknown_reference', 1],
    ])
    const moved = await done(wish)
    expect(moved).toMatchObject({
      changed: 1,
      refused: 1,
      left: [{ code: 'unknown_reference', items: [{ id: elsewhere }] }],
    })
    const entityOf = async (id: string) => (await api.call(getDevice, { params: { id } })).body.entityName
    expect(await entityOf(first)).toBe('Bulk branch')
    expect(await undone(moved.id)).toMatchObject({ restored: 1 })
    expect(await entityOf(first)).toBeNull()
    expect(await done({ ids: [second], change: { kind: 'entity', entityId: null } })).toMatchObject({ changed: 1 })
    expect(await entityOf(second)).toBeNull()
  })

  it('is said to be no more where it was deleted before the change ran', async () => {
    const { customerId } = world.first
    const made = await api.call(createEntity, { params: { id: customerId }, body: { name: 'Bulk gone' } })
    const entityId = made.body.id
    const { body } = await ask({ ids: [await device(customerId)], change: { kind: 'entity', entityId } })
    const gone = await api.call(deleteEntity, { params: { id: customerId, entityId } }, { ifMatch: '*' })
    expect(gone.status).toBe(204)
    const { id } = body.bulkChange as { id: string }
    await run(id)
    expect(await read(id)).toMatchObject({
      changed: 0,
      refused: 1,
      left: [{ code: 'unknown_reference', message: 'There is no such entity, or no longer', count: 1 }],
    })
  })
})

describe('deleting many devices', () => {
  it('takes them off the counts with a row in the log for each, and cannot be taken back', async () => {
    const { customerId } = world.first
    const devicesOf = async () => (await api.call(getCustomer, { params: { id: customerId } })).body.counts.devices
    const before = await devicesOf()
    const ids = [await device(), await device()]
    const wish = { ids, change: { kind: 'delete' } }
    expect(await preview(wish)).toMatchObject({ total: 2, changed: 2, left: [] })
    expect(await devicesOf()).toBe(before + 2)
    const change = await done(wish)
    expect(change).toMatchObject({ state: 'done', changed: 2, undoUntil: null })
    // What is gone is told by the name that it had.
    expect(change.changes.map(({ id, name }) => [id, name !== '']).sort()).toEqual(ids.map((id) => [id, true]).sort())
    expect([await devicesOf(), await isThere(ids[0] as string)]).toEqual([before, false])
    const undo = await api.call(undoBulkChange, { params: { id: change.id } })
    expect([undo.status, undo.problem.code]).toEqual([409, 'undo_refused'])
    const log = (await api.call(listAuditEvents, { query: { filter: { action: { eq: 'device.deleted' } } } })).body
      .items
    expect(log.filter(({ objectId }) => ids.some((id) => id === objectId))).toHaveLength(2)
    const begun = await api.call(listAuditEvents, { query: { filter: { action: { eq: 'bulk_change.begun' } } } })
    expect(begun.body.items[0]?.after).toEqual({ kind: 'delete', devices: 2 })
  })

  it('is for those alone who may delete one, and reaches nothing that they do not see', async () => {
    const { providerId, customerId, otherCustomerId, technician } = world.first
    const [seen, hidden] = [await device(customerId), await device(otherCustomerId)]
    const wish = { ids: [seen, hidden], change: { kind: 'delete' } }
    const own = { providerId, organizationId: customerId, reach: 'subtree' as const }
    const reader = await world.addPerson({ ...own, role: 'customer_administrator' })
    expect((await ask(wish, reader.api)).status).toBe(403)
    expect(await preview(wish, world.second.admin.api)).toMatchObject({ total: 0, changed: 0 })
    expect(await preview(wish, technician.api)).toMatchObject({ total: 1, changed: 1 })
    const { id, changes } = await done(wish, technician)
    expect([await isThere(seen), await isThere(hidden)]).toEqual([false, true])
    expect(changes).toMatchObject([{ id: seen }])
    // Who no longer sees the customer is not told what its devices were called.
    const assignments = 'membership_organizations WHERE membership_id = $1 AND organization_id = $2'
    const assigned = [technician.membershipId, customerId]
    const { rows } = await world.test.owner.query(`DELETE FROM ${assignments} RETURNING *`, assigned)
    expect(rows).toHaveLength(1)
    expect((await read(id, technician.api)).changes).toEqual([])
    const again =
      'INSERT INTO membership_organizations SELECT * FROM jsonb_populate_recordset(NULL::membership_organizations, $1)'
    await world.test.owner.query(again, [JSON.stringify(rows)])
  })

  it('and moving them name no customer in the log of the house, which others read who see less', async () => {
    const { customerId, otherCustomerId } = world.first
    const entity = await api.call(createEntity, { params: { id: customerId }, body: { name: 'Told nowhere' } })
    const ids = [await device(customerId)]
    const latest = async () => {
      const query = { filter: { action: { eq: 'bulk_change.begun' } }, limit: 1 }
      return (await api.call(listAuditEvents, { query })).body.items[0]?.after
    }
    await done({ ids, change: { kind: 'entity', entityId: entity.body.id } })
    expect(await latest()).toEqual({ kind: 'entity', devices: 1 })
    await done({ ids, change: { kind: 'move', organizationId: otherCustomerId } })
    expect(await latest()).toEqual({ kind: 'move', devices: 1 })
  })

  it('is no change of customers, nor theirs one of devices', async () => {
    const ids = [world.first.customerId]
    const wrong = ['change.kind: change_not_possible']
    expect(problems(await ask({ list: 'customers', ids, change: { kind: 'delete' } }))).toEqual(wrong)
    expect(problems(await ask({ ids, change: { kind: 'status', status: 'disabled' } }))).toEqual(wrong)
  })
})
