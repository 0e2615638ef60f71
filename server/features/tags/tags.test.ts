/** Tags of customers and whose they are (B6). */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice, getDevice } from '@tenantry/contract/devices.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { createTag, deleteTag, getTag, listTags, mostTags, updateTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from '../customers/customers.fixture.ts'
import { insertManyDeviceTags } from './part-tags.queries.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const make = (body: RequestOf<typeof createTag>['body'], by: HttpCaller = api) => by.call(createTag, { body })

async function tag(name: string, by: HttpCaller = api) {
  const answer = await make({ name }, by)
  if (answer.status !== 201) throw new TypeError(answer.raw.body)
  return answer.body.id
}

const names = async (by: HttpCaller, query: object = {}) =>
  (await by.call(listTags, { query: { limit: 200, ...query } })).body.items.map(({ name }) => name)

const put = (id: string, tagIds: string[], by: HttpCaller = api) =>
  by.call(updateCustomer, { params: { id: id as never }, body: { tagIds: tagIds as never } }, { ifMatch: '*' })

const carried = async (id: string, by: HttpCaller = api) =>
  (await by.call(getCustomer, { params: { id: id as never } })).body.tags.map(({ name }) => name)

const found = async (filter: object, by: HttpCaller = api) => {
  const { body, status, raw } = await by.call(listCustomers, { query: { limit: 200, filter: { tags: filter } } })
  expect(status, raw.body).toBe(200)
  expect(body.total).toBe(body.items.length)
  return body.items.map(({ name }) => name)
}

describe('a tag (B6)', () => {
  it('is made in a color, changed by who has read it last, and deleted for good', async () => {
    const made = await make({ name: 'Key account', color: 'violet' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      name: 'Key account',
      color: 'violet',
      organization: { id: world.first.providerId, name: 'First Provider', type: 'provider' },
      mayChange: true,
      customers: 0,
    })
    const params = { id: made.body.id }
    const change = (body: object, ifMatch: string) => api.call(updateTag, { params, body }, { ifMatch })
    const changed = await change({ name: 'Key accounts', color: 'teal' }, made.etag)
    expect([changed.body.name, changed.body.color, changed.etag]).toEqual(['Key accounts', 'teal', '"2"'])
    expect((await change({ color: 'red' }, made.etag)).problem.code).toBe('precondition_failed')
    expect((await change({ color: 'teal' }, changed.etag)).etag).toBe('"2"')
    expect((await api.call(deleteTag, { params }, { ifMatch: '"2"' })).status).toBe(204)
    expect((await api.call(getTag, { params })).status).toBe(404)
  })

  it('has a name of its own in its house, in whatever case, a color that there is, and no more of them than a house has', async () => {
    const first = await tag('Gold')
    expect(problems((await make({ name: ' gold ' })) as never)).toEqual(['name: name_taken'])
    const other = await tag('Silver')
    const renamed = await api.call(updateTag, { params: { id: other }, body: { name: 'GOLD' } }, { ifMatch: '*' })
    expect(problems(renamed as never)).toEqual(['name: name_taken'])
    const ofPartner = await make({ name: 'Gold', organizationId: world.first.partnerId as never })
    expect(ofPartner.body.organization.name).toBe('First Partner')
    expect(problems((await make({ name: 'x'.repeat(51) })) as never)).toHaveLength(1)
    expect(problems((await make({ name: 'Blank', color: 'black' as never })) as never)).toHaveLength(1)
    const ofCustomer = await make({ name: 'Own', organizationId: world.first.customerId as never })
    expect(problems(ofCustomer as never)).toEqual(['organizationId: tags_not_possible'])
    await world.test.owner.query(
      `INSERT INTO tags (provider_id, id, organization_id, name, name_key, color, created_at, updated_at)
       SELECT $1, gen_random_uuid(), $2, n::text, n::text, 'gray', now(), now() FROM generate_series(1, $3) n`,
      [world.first.providerId, world.first.partnerId, mostTags - 1],
    )
    const tooMany = await make({ name: 'One more', organizationId: world.first.partnerId as never })
    expect(problems(tooMany as never)).toEqual([': too_many_tags'])
    await world.test.owner.query("DELETE FROM tags WHERE provider_id = $1 AND name ~ '^[0-9]+$'", [
      world.first.providerId,
    ])
    expect((await api.call(getTag, { params: { id: first } })).body.name).toBe('Gold')
  })

  it('is renamed and deleted by those whose role says so, and made by whoever edits customers', async () => {
    const { technician } = world.first
    const made = await make({ name: 'Made while tagging' }, technician.api)
    expect([made.status, made.body.mayChange, made.body.organization.name]).toEqual([201, false, 'First Provider'])
    const params = { id: made.body.id }
    const refused = [
      await technician.api.call(updateTag, { params, body: { name: 'Mine' } }, { ifMatch: '*' }),
      await technician.api.call(deleteTag, { params }, { ifMatch: '*' }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403])
    expect(await names(api, { q: 'WHILE' })).toEqual(['Made while tagging'])
  })

  it('writes to the log of its house what happens to it, where that house reads it', async () => {
    const partner = world.first.partnerAdmin.api
    const id = await tag('Logged', partner)
    await partner.call(updateTag, { params: { id }, body: { color: 'red' } }, { ifMatch: '*' })
    await partner.call(deleteTag, { params: { id } }, { ifMatch: '*' })
    const log = await partner.call(listAuditEvents, { query: { filter: { objectId: { eq: id } }, sort: 'occurredAt' } })
    expect(log.body.items.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['tag.created', null, { name: 'Logged', color: 'gray' }],
      ['tag.updated', { name: 'Logged', color: 'gray' }, { name: 'Logged', color: 'red' }],
      ['tag.deleted', { name: 'Logged', color: 'red' }, null],
    ])
  })
})

describe('tags on a customer', () => {
  it('come with it, change with it, and stand in lists by name', async () => {
    const [zeta, alpha] = [await tag('Zeta'), await tag('alpha')]
    const { body, etag } = await added(api, { name: 'Tagged from birth', tagIds: [zeta, alpha] as never })
    expect(body.tags.map(({ name }) => name)).toEqual(['alpha', 'Zeta'])
    const list = await api.call(listCustomers, { query: { q: 'Tagged from birth' } })
    expect(list.body.items[0]?.tags).toEqual(body.tags)
    const patch = (tagIds: string[], ifMatch: string) =>
      api.call(updateCustomer, { params: { id: body.id }, body: { tagIds: tagIds as never } }, { ifMatch })
    const one = await patch([zeta], etag)
    expect([one.body.tags.map(({ name }) => name), one.etag === etag]).toEqual([['Zeta'], false])
    expect((await patch([zeta, zeta], one.etag)).etag).toBe(one.etag)
    expect((await patch([], one.etag)).body.tags).toEqual([])
    const filter = { organizationId: { eq: body.id } }
    const log = await api.call(listAuditEvents, { query: { filter, q: 'tagged' } })
    expect(log.body.items.map(({ action, before, after }) => `${action} ${(before ?? after)?.name}`).sort()).toEqual([
      'customer.tagged Zeta',
      'customer.tagged alpha',
      'customer.untagged Zeta',
      'customer.untagged alpha',
    ])
  })

  it('are refused where they are unknown, of a house elsewhere, or too many', async () => {
    const { customerId, partnerId, partnerCustomerId } = world.first
    const ofPartner = (await make({ name: 'Of the partner', organizationId: partnerId as never })).body.id
    for (const id of [newId(), await tag('Of strangers', world.second.admin.api), ofPartner])
      expect(problems((await put(customerId, [id])) as never)).toEqual(['tagIds.0: tag_not_usable'])
    expect((await put(partnerCustomerId, [ofPartner])).status).toBe(200)
    const born = await api.call(createCustomer, { body: { name: 'Born wrong', tagIds: [ofPartner] as never } })
    expect(problems(born as never)).toEqual(['tagIds.0: tag_not_usable'])
    const many = await Promise.all(Array.from({ length: 51 }, () => newId()))
    expect(problems((await put(customerId, many)) as never)).toEqual(['tagIds: too_big'])
  })

  it('are left as they are where the customer is archived', async () => {
    const { body } = await added(api, { name: 'Put away' })
    const status = { params: { id: body.id }, body: { status: 'archived' } as const }
    expect((await api.call(changeCustomerStatus, status, { ifMatch: '*' })).status).toBe(200)
    expect(problems((await put(body.id, [await tag('Too late')])) as never)).toEqual([': organization_read_only'])
  })
})

describe('tags on devices', () => {
  it('are put on more of them at once than a statement takes values', async () => {
    const { providerId, customerId } = world.first
    const id = await tag('Rack')
    const body = { organizationId: customerId as never, name: 'Racked', class: 'server' as const }
    const { body: device } = await api.call(createDevice, { body })
    const row = { organization_id: customerId, device_id: device.id, tag_id: id, house_id: providerId }
    const inserted = await world.installation.database.within(systemScope(providerId), (tx) =>
      insertManyDeviceTags(tx, Array(2 ** 14).fill(row)),
    )
    expect(inserted).toBe(1)
    expect((await api.call(getDevice, { params: { id: device.id } })).body.tags.map(({ name }) => name)).toEqual([
      'Rack',
    ])
  })
})

describe('the list of customers by tag', () => {
  it('finds those with one of some tags, with none of them, with any and without any', async () => {
    const [east, west] = [await tag('East'), await tag('West')]
    await added(api, { name: 'Goes east', tagIds: [east] as never })
    await added(api, { name: 'Goes west', tagIds: [west] as never })
    await added(api, { name: 'Goes both', tagIds: [east, west] as never })
    expect(await found({ in: east })).toEqual(['Goes both', 'Goes east'])
    expect(await found({ in: [east, west] })).toEqual(['Goes both', 'Goes east', 'Goes west'])
    const others = await found({ nin: [east] })
    expect(others).toContain('Goes west')
    expect(others).not.toContain('Goes both')
    expect(await found({ in: east, nin: west })).toEqual(['Goes east'])
    expect(await found({ empty: 'false' })).toContain('Goes east')
    expect(await found({ empty: 'true' })).not.toContain('Goes east')
    expect(await found({ in: newId() })).toEqual([])
    const refused = await api.request('GET', '/api/v1/customers?filter[tags][contains]=x')
    expect(refused.statusCode).toBe(422)
    expect((await api.request('GET', '/api/v1/customers?sort=tags')).statusCode).toBe(422)
    expect((await api.call(getTag, { params: { id: east } })).body.customers).toBe(2)
  })
})

describe('the walls around tags', () => {
  it('show a house its own tags and those of houses below, and neither name, count nor filter of others', async () => {
    const { partnerAdmin, technician, partnerId, partnerCustomerId, customerId } = world.first
    const house = await tag('Bad payer')
    const below = await tag('Ours alone', partnerAdmin.api)
    expect((await put(partnerCustomerId, [house, below])).status).toBe(200)
    expect(await carried(partnerCustomerId)).toEqual(['Bad payer', 'Ours alone'])
    expect(await carried(partnerCustomerId, partnerAdmin.api)).toEqual(['Ours alone'])
    expect(await names(partnerAdmin.api)).not.toContain('Bad payer')
    expect((await partnerAdmin.api.call(getTag, { params: { id: house } })).status).toBe(404)
    expect(await found({ in: house }, partnerAdmin.api)).toEqual([])
    expect(await found({ nin: house }, partnerAdmin.api)).toContain('First Partner Customer')
    expect(await found({ empty: 'false' }, partnerAdmin.api)).toEqual(['First Partner Customer'])
    // Saying what a partner sees leaves what it does not see.
    expect((await put(partnerCustomerId, [], partnerAdmin.api)).status).toBe(200)
    expect(await carried(partnerCustomerId)).toEqual(['Bad payer'])
    expect(problems((await put(partnerCustomerId, [house], partnerAdmin.api)) as never)).toHaveLength(1)
    const log = await partnerAdmin.api.call(listAuditEvents, { query: { limit: 200 } })
    expect(log.raw.body).toContain('Ours alone')
    expect(log.raw.body).not.toContain('Bad payer')
    // Who looks after chosen customers of the provider uses the tags of the house, and sees none of a partner.
    expect((await put(customerId, [house], technician.api)).status).toBe(200)
    expect(await carried(customerId, technician.api)).toEqual(['Bad payer'])
    expect(await names(technician.api)).not.toContain('Ours alone')
    expect((await technician.api.call(getTag, { params: { id: house } })).body.customers).toBe(1)
    const elsewhere = await make({ name: 'Intruder', organizationId: partnerId as never }, technician.api)
    expect(elsewhere.status).toBe(404)
  })

  it('keep tags from a customer’s own people', async () => {
    const { providerId, customerId } = world.first
    await put(customerId, [await tag('Never told')])
    const own = await world.addPerson({
      providerId,
      organizationId: customerId,
      role: 'technician',
      reach: 'subtree',
    })
    expect(await carried(customerId, own.api)).toEqual([])
    expect(await names(own.api)).toEqual([])
    const filtered = await own.api.request('GET', '/api/v1/customers?filter[tags][empty]=true')
    expect(filtered.statusCode).toBe(422)
    expect((await make({ name: 'Own' }, own.api)).status).toBe(403)
    expect(problems((await put(customerId, [], own.api)) as never)).toEqual(['tagIds: unknown_field'])
  })

  it('take the tags of a partner from what is moved away from it, and leave those of the house', async () => {
    const { partnerId, providerId, partnerAdmin } = world.first
    const { body } = await added(api, { name: 'Moves out', parentId: partnerId as never })
    const [house, theirs] = [await tag('Stays'), await tag('Goes', partnerAdmin.api)]
    await put(body.id, [house, theirs])
    const move = { params: { id: body.id }, body: { parentId: providerId as never } }
    expect((await api.call(moveOrganization, move, { ifMatch: '*' })).status).toBe(200)
    expect(await carried(body.id)).toEqual(['Stays'])
  })

  it('give the tags of a customer to the one that it is merged into', async () => {
    const [both, one] = [await tag('Both'), await tag('Only the source')]
    const source = (await added(api, { name: 'Merged away', tagIds: [both, one] as never })).body
    const target = (await added(api, { name: 'Merged into', tagIds: [both] as never })).body
    const merge = { params: { id: source.id }, body: { intoId: target.id, intoVersion: '*' as const } }
    const { status, raw } = await api.call(mergeCustomer, merge, { ifMatch: '*' })
    expect(status, raw.body).toBe(200)
    expect(await carried(target.id)).toEqual(['Both', 'Only the source'])
    expect((await api.call(getTag, { params: { id: both } })).body.customers).toBe(1)
  })
})
