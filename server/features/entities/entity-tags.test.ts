/** Tags of entities and whose they are (B6). */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { type Entity, listAllEntities, listEntities } from '@tenantry/contract/entity-list.ts'
import { exportEntities } from '@tenantry/contract/exports.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { createTag, deleteTag, getTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from '../customers/customers.fixture.ts'
import { add, edit, read, remove } from './entities.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

async function tag(name: string, by: HttpCaller = api) {
  const answer = await by.call(createTag, { body: { name } })
  if (answer.status !== 201) throw new TypeError(answer.raw.body)
  return answer.body.id
}

type Named = Pick<Entity, 'id' | 'organizationId'>

const make = (organizationId: string, name: string, tagIds?: string[], by: HttpCaller = api) =>
  add(by, organizationId, { name, ...(tagIds ? { tagIds: tagIds as never } : {}) })

async function entity(organizationId: string, name: string, tagIds: string[] = []): Promise<Named> {
  const answer = await make(organizationId, name, tagIds)
  if (answer.status !== 201) throw new TypeError(answer.raw.body)
  return answer.body
}

const put = (one: Named, tagIds: string[], by: HttpCaller = api) => edit(by, one, { tagIds: tagIds as never })
const carried = async (one: Named, by: HttpCaller = api) => (await read(by, one)).body.tags.map(({ name }) => name)
const found = async (q: string, filter: object, by: HttpCaller = api) => {
  const { body } = await by.call(listAllEntities, { query: { q, filter: { tags: filter } } })
  expect(body.total).toBe(body.items.length)
  return body.items.map(({ name }) => name)
}
let homes = 0
const customer = async (parentId?: string) =>
  (await added(api, { name: `Home of branches ${++homes}`, code: `HOME${homes}`, ...(parentId ? { parentId } : {}) }))
    .body.id
const partner = async () => (await added(api, { name: 'House of tags', type: 'partner' })).body.id
const adminOf = async (organizationId: string) =>
  (
    await world.addPerson({
      providerId: world.first.providerId,
      organizationId,
      role: 'partner_administrator',
      reach: 'subtree',
    })
  ).api

describe('the tags of an entity', () => {
  it('are put on when it is added and changed later, with a row in the log for each', async () => {
    const [red, blue] = [await tag('Red branch'), await tag('Blue branch')]
    const home = await customer()
    const one = await entity(home, 'branch-1', [red])
    expect(await carried(one)).toEqual(['Red branch'])
    const changed = await put(one, [blue])
    expect(changed.body.tags).toMatchObject([{ id: blue, name: 'Blue branch' }])
    expect(changed.etag).toBe('"2"')
    expect((await put(one, [blue])).etag).toBe('"2"')
    expect((await edit(api, one, { code: 'B-1' })).body.tags).toMatchObject([{ id: blue }])
    const query = { filter: { organizationId: { eq: home } }, sort: 'occurredAt' }
    const log = (await api.call(listAuditEvents, { query })).body.items
    const told = { entityId: one.id, entityName: 'branch-1' }
    expect(
      log.flatMap((each) => (each.objectType === 'tagging' ? [[each.action, each.before, each.after]] : [])),
    ).toEqual([
      ['entity.tagged', null, { name: 'Red branch', ...told }],
      ['entity.tagged', null, { name: 'Blue branch', ...told }],
      ['entity.untagged', { name: 'Red branch', ...told }, null],
    ])
  })

  it('are a condition of the list of one customer and of all, and a column of the file', async () => {
    const [hot, cold] = [await tag('Hot site'), await tag('Cold site')]
    const home = await customer()
    await entity(home, 'site-1', [hot])
    await entity(home, 'site-2', [hot, cold])
    await entity(home, 'site-3')
    const conditions: [object, string[]][] = [
      [{ in: [hot] }, ['site-1', 'site-2']],
      [{ in: [cold, hot] }, ['site-1', 'site-2']],
      [{ nin: [cold] }, ['site-1', 'site-3']],
      [{ empty: 'true' }, ['site-3']],
      [{ empty: 'false' }, ['site-1', 'site-2']],
    ]
    for (const [tags, names] of conditions) {
      expect(await found('site-', tags)).toEqual(names)
      const ofOne = await api.call(listEntities, { params: { id: home as never }, query: { filter: { tags } } })
      expect(ofOne.body.items.map(({ name }) => name)).toEqual(names)
    }
    const query = 'format=csv&q=site-&columns=name&columns=tagNames'
    const file = await api.request('GET', `/api/v1${exportEntities.path}?${query}`)
    expect(file.body.replace('\ufeff', '').trim().split('\r\n')).toEqual([
      'Name,Tags',
      'site-1,Hot site',
      'site-2,Cold site; Hot site',
      'site-3,',
    ])
    expect((await api.call(getTag, { params: { id: hot } })).body).toMatchObject({ devices: 0, entities: 2 })
  })

  it('are of houses that lie above it', async () => {
    const house = await partner()
    const own = await tag('Of the partner', await adminOf(house))
    const [below, beside] = [await entity(await customer(house), 'under-1'), await entity(await customer(), 'beside-1')]
    expect((await put(below, [own])).status).toBe(200)
    expect(problems(await put(beside, [own]))).toEqual(['tagIds.0: tag_not_usable'])
    const foreign = await tag('Of a stranger', world.second.admin.api)
    expect(problems(await put(below, [own, foreign]))).toEqual(['tagIds.1: tag_not_usable'])
    expect(problems(await make(world.first.customerId, 'beside-2', [own]))).toEqual(['tagIds.0: tag_not_usable'])
    expect((await make(world.first.customerId, 'beside-2')).status).toBe(201)
  })

  it('stay where somebody sets those that they see', async () => {
    const house = await partner()
    const by = await adminOf(house)
    const [above, own] = [await tag('Kept above'), await tag('Of this house', by)]
    const one = await entity(await customer(house), 'both-1', [above])
    expect(await carried(one, by)).toEqual([])
    expect((await put(one, [own], by)).status).toBe(200)
    expect(await carried(one, by)).toEqual(['Of this house'])
    expect(await carried(one)).toEqual(['Kept above', 'Of this house'])
    expect(await found('both-1', { in: [above] }, by)).toEqual([])
  })

  it('do not exist for a customer’s own people, nor in their files', async () => {
    const secret = await tag('Difficult branch')
    const home = await customer()
    const one = await entity(home, 'own-1', [secret])
    const { providerId } = world.first
    const place = { providerId, organizationId: home }
    const owner = await world.addPerson({ ...place, role: 'technician', reach: 'subtree' })
    const narrowed = await world.addPerson({ ...place, role: 'technician', reach: 'entities', entities: [one.id] })
    for (const { api: by } of [owner, narrowed]) {
      expect((await read(by, one)).body.tags).toEqual([])
      const listed = await by.call(listAllEntities, { query: { filter: { tags: { in: [secret] } } } })
      expect(problems(listed)).toEqual(['filter.tags.in: filter_invalid'])
      expect(problems(await put(one, [], by))).toEqual(['tagIds: unknown_field'])
    }
    const file = await owner.api.request('GET', `/api/v1${exportEntities.path}?format=csv`)
    expect([file.statusCode, file.body.includes('Difficult'), file.body.includes('Tags')]).toEqual([200, false, false])
    expect(await carried(one)).toEqual(['Difficult branch'])
  })

  it('are out of sight of one of the house who sees single entities only, and stay', async () => {
    const kept = await tag('Kept from the narrowed')
    const one = await entity(await customer(), 'narrow-1', [kept])
    const place = { providerId: world.first.providerId, organizationId: world.first.providerId }
    const narrowed = await world.addPerson({ ...place, role: 'technician', reach: 'entities', entities: [one.id] })
    expect(await carried(one, narrowed.api)).toEqual([])
    expect(await found('narrow-1', { in: [kept] }, narrowed.api)).toEqual([])
    expect(problems(await put(one, [kept], narrowed.api))).toEqual(['tagIds.0: tag_not_usable'])
    expect((await put(one, [], narrowed.api)).status).toBe(200)
    expect(await carried(one)).toEqual(['Kept from the narrowed'])
  })

  it('go along when its customer becomes part of another, but for those of houses that do not lie above that', async () => {
    const house = await partner()
    const own = await tag('Left behind', await adminOf(house))
    const everywhere = await tag('Goes along')
    const [from, into] = [await customer(house), await customer()]
    const { id } = await entity(from, 'merged-1', [own, everywhere])
    const merge = { params: { id: from as never }, body: { intoId: into as never, intoVersion: '*' as const } }
    const merged = await api.call(mergeCustomer, merge, { ifMatch: '*' })
    expect(merged.status, merged.raw.body).toBe(200)
    expect(await carried({ id, organizationId: into as never })).toEqual(['Goes along'])
    const { rows } = await world.test.owner.query('SELECT organization_id FROM entity_tags WHERE entity_id = $1', [id])
    expect(rows).toEqual([{ organization_id: into }])
  })

  it('go with the house when its customer is moved away from below it', async () => {
    const house = await partner()
    const own = await tag('Of the old house', await adminOf(house))
    const home = await customer(house)
    const one = await entity(home, 'moved-1', [own])
    const move = { params: { id: home as never }, body: { parentId: world.first.providerId as never } }
    expect((await api.call(moveOrganization, move, { ifMatch: '*' })).status).toBe(200)
    expect(await carried(one)).toEqual([])
  })

  it('go with the tag, and with the entity', async () => {
    const gone = await tag('Soon gone')
    const home = await customer()
    const [first, second] = [await entity(home, 'gone-1', [gone]), await entity(home, 'gone-2', [gone])]
    expect((await remove(api, first)).status).toBe(204)
    expect((await api.call(getTag, { params: { id: gone } })).body.entities).toBe(1)
    await api.call(deleteTag, { params: { id: gone } }, { ifMatch: '*' })
    expect(await carried(second)).toEqual([])
  })
})
