/** One change of many entities (B24): what it says before, what it does, and how it is taken back. */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { undoBulkChange } from '@tenantry/contract/bulk-changes.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { problems } from '../customers/customers.fixture.ts'
import { add, edit, read, remove } from '../entities/entities.fixture.ts'
import { bulkChangesOf } from './bulk-changes.fixture.ts'

let world: World
let api: HttpCaller
let branches = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const { ask, preview, done, undone } = bulkChangesOf('entities', () => world)

async function entity(organizationId: string = world.first.customerId, tagIds: string[] = []): Promise<Entity> {
  const made = await add(api, organizationId, { name: `bulk-${++branches}`, tagIds: tagIds as never })
  if (made.status !== 201) throw new TypeError(made.raw.body)
  return made.body
}
const tag = async (name: string, by: HttpCaller = api) => (await by.call(createTag, { body: { name } })).body.id
const tagsOf = async (one: Entity) => (await read(api, one)).body.tags.map(({ name }) => name)
const reasons = (left: { code: string; count: number }[]) => left.map(({ code, count }) => [code, count]).sort()
const idsOf = (...entities: Entity[]) => entities.map(({ id }) => id)

describe('tags of many entities', () => {
  it('say before what changes and why the rest does not, are put on, and are taken back but for what was changed since', async () => {
    const { partnerAdmin, partnerCustomerId, customerId } = world.first
    const [house, theirs] = [await tag('Bulk house'), await tag('Bulk partner', partnerAdmin.api)]
    const [plain, carrying] = [await entity(customerId), await entity(customerId, [house])]
    const below = await entity(partnerCustomerId)
    const order = { ids: [...idsOf(plain, carrying, below), newId()], change: { kind: 'tags', add: [house] } }
    expect(await preview(order)).toMatchObject({
      total: 3,
      changed: 2,
      changes: [{ name: plain.name }, { name: below.name }],
      left: [{ code: 'same', count: 1 }],
    })
    const partners = { ids: idsOf(plain, below), change: { kind: 'tags', add: [theirs] } }
    expect(reasons((await preview(partners)).left)).toEqual([['tag_not_usable', 1]])
    const refused = await done(partners)
    expect(refused.left).toMatchObject([{ code: 'tag_not_usable', items: [{ id: plain.id, name: plain.name }] }])
    const change = await done(order)
    expect(change).toMatchObject({ list: 'entities', state: 'done', total: 3, changed: 2, unchanged: 1, refused: 0 })
    expect([await tagsOf(plain), await tagsOf(below)]).toEqual([['Bulk house'], ['Bulk house', 'Bulk partner']])
    await edit(api, below, { tagIds: [] })
    const back = await undone(change.id)
    expect(back).toMatchObject({ state: 'undone', restored: 1, leftAlone: 1 })
    expect(back.notRestored).toMatchObject([{ code: 'changed_since', items: [{ id: below.id, name: below.name }] }])
    expect([await tagsOf(plain), await tagsOf(carrying)]).toEqual([[], ['Bulk house']])
    const begun = await api.call(listAuditEvents, { query: { filter: { action: { eq: 'bulk_change.begun' } } } })
    expect(begun.body.items[0]?.after).toEqual({ kind: 'tags', entities: 3, added: ['Bulk house'] })
  })

  it('take some off and put others on, and bring both back', async () => {
    const [on, off] = [await tag('Bulk on'), await tag('Bulk off')]
    const one = await entity(world.first.customerId, [off])
    const change = await done({ ids: [one.id], change: { kind: 'tags', add: [on], remove: [off] } })
    expect(await tagsOf(one)).toEqual(['Bulk on'])
    await undone(change.id)
    expect(await tagsOf(one)).toEqual(['Bulk off'])
  })

  it('reach what the list of all finds by its search and filter', async () => {
    const found = await tag('Bulk found')
    const [one] = [await entity(), await entity()]
    const change = { kind: 'tags', add: [found] }
    expect(await done({ q: one.name, change })).toMatchObject({ total: 1, changed: 1 })
    expect(await preview({ filter: { tags: { in: [found] } }, change })).toMatchObject({ total: 1, changed: 0 })
    const elsewhere = { filter: { organizationId: { eq: world.first.otherCustomerId } }, change }
    expect(await preview(elsewhere)).toMatchObject({ total: 0 })
    expect(problems(await ask({ filter: { class: { eq: 'server' } }, change }))).toEqual([
      'filter.class.eq: filter_invalid',
    ])
  })

  it('pass over one that was deleted before the undo', async () => {
    const label = await tag('Bulk gone')
    const [stays, goes] = [await entity(), await entity()]
    const change = await done({ ids: idsOf(stays, goes), change: { kind: 'tags', add: [label] } })
    expect((await remove(api, goes)).status).toBe(204)
    const undo = { params: { id: change.id as never } }
    const { body: before } = await api.call(undoBulkChange, undo, { dryRun: true })
    expect(before.preview).toMatchObject({ total: 2, changed: 1, left: [{ code: 'not_found', count: 1 }] })
    expect(await undone(change.id)).toMatchObject({ restored: 1, leftAlone: 1, notRestored: [{ code: 'not_found' }] })
  })

  it('are for those alone who may edit one, and reach nothing that they do not see', async () => {
    const { providerId, customerId, otherCustomerId, technician } = world.first
    const label = await tag('Bulk walls')
    const [seen, hidden] = [await entity(customerId), await entity(otherCustomerId)]
    const wish = { ids: idsOf(seen, hidden), change: { kind: 'tags', add: [label] } }
    const own = { providerId, organizationId: customerId, reach: 'subtree' as const }
    for (const role of ['customer_administrator', 'technician'] as const)
      expect((await ask(wish, (await world.addPerson({ ...own, role })).api)).status).toBe(403)
    const strange = await ask(wish, world.second.admin.api)
    expect(problems(strange)).toEqual(['change.add.0: tag_not_usable'])
    expect(await preview(wish, technician.api)).toMatchObject({ total: 1, changed: 1 })
    await done(wish, technician)
    expect([await tagsOf(seen), await tagsOf(hidden)]).toEqual([['Bulk walls'], []])
  })

  it('are all that is changed of many', async () => {
    const { id } = await entity()
    for (const change of [{ kind: 'delete' }, { kind: 'entity', entityId: id }, { kind: 'status', status: 'disabled' }])
      expect(problems(await ask({ ids: [id], change }))).toEqual(['change.kind: change_not_possible'])
  })
})
