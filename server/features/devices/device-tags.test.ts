/** Tags of devices and whose they are (B6). */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { createDevice, deleteDevice, getDevice, listDevices, updateDevice } from '@tenantry/contract/devices.ts'
import { exportDevices } from '@tenantry/contract/exports.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { createTag, deleteTag, getTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from '../customers/customers.fixture.ts'

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

const make = (organizationId: string, name: string, tagIds: string[] = [], by: HttpCaller = api) =>
  by.call(createDevice, {
    body: { organizationId: organizationId as never, name, class: 'server', tagIds: tagIds as never },
  })

async function device(organizationId: string, name: string, tagIds: string[] = []) {
  const answer = await make(organizationId, name, tagIds)
  if (answer.status !== 201) throw new TypeError(answer.raw.body)
  return answer.body.id
}

const put = (id: string, tagIds: string[], by: HttpCaller = api) =>
  by.call(updateDevice, { params: { id }, body: { tagIds: tagIds as never } }, { ifMatch: '*' })
const carried = async (id: string, by: HttpCaller = api) =>
  (await by.call(getDevice, { params: { id } })).body.tags.map(({ name }) => name)
const found = async (q: string, filter: object, by: HttpCaller = api) => {
  const { body } = await by.call(listDevices, { query: { q, filter: { tags: filter } } })
  expect(body.total).toBe(body.items.length)
  return body.items.map(({ name }) => name)
}
let homes = 0
const customer = async (parentId?: string) =>
  (await added(api, { name: `Home of boxes ${++homes}`, code: `HOME${homes}`, ...(parentId ? { parentId } : {}) })).body
    .id
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

describe('the tags of a device', () => {
  it('are put on when it is added and changed later, with a row in the log for each', async () => {
    const [red, blue] = [await tag('Red rack'), await tag('Blue rack')]
    const home = await customer()
    const id = await device(home, 'rack-1', [red])
    expect(await carried(id)).toEqual(['Red rack'])
    const changed = await put(id, [blue])
    expect(changed.body.tags).toMatchObject([{ id: blue, name: 'Blue rack' }])
    expect(changed.etag).toBe('"2"')
    expect((await put(id, [blue])).etag).toBe('"2"')
    const query = { filter: { organizationId: { eq: home } }, sort: 'occurredAt' }
    const log = (await api.call(listAuditEvents, { query })).body.items
    const told = { deviceId: id, deviceName: 'rack-1' }
    expect(
      log.flatMap((each) => (each.objectType === 'tagging' ? [[each.action, each.before, each.after]] : [])),
    ).toEqual([
      ['device.tagged', null, { name: 'Red rack', ...told }],
      ['device.tagged', null, { name: 'Blue rack', ...told }],
      ['device.untagged', { name: 'Red rack', ...told }, null],
    ])
  })

  it('are a condition of the list, and a column of the file', async () => {
    const [hot, cold] = [await tag('Hot spare'), await tag('Cold spare')]
    const home = await customer()
    await device(home, 'spare-1', [hot])
    await device(home, 'spare-2', [hot, cold])
    await device(home, 'spare-3')
    expect(await found('spare-', { in: [hot] })).toEqual(['spare-1', 'spare-2'])
    expect(await found('spare-', { in: [cold, hot] })).toEqual(['spare-1', 'spare-2'])
    expect(await found('spare-', { nin: [cold] })).toEqual(['spare-1', 'spare-3'])
    expect(await found('spare-', { empty: 'true' })).toEqual(['spare-3'])
    expect(await found('spare-', { empty: 'false' })).toEqual(['spare-1', 'spare-2'])
    const query = 'format=csv&q=spare-&columns=name&columns=tagNames'
    const file = await api.request('GET', `/api/v1${exportDevices.path}?${query}`)
    expect(file.body.replace('\ufeff', '').trim().split('\r\n')).toEqual([
      'Name,Tags',
      'spare-1,Hot spare',
      'spare-2,Cold spare; Hot spare',
      'spare-3,',
    ])
    expect((await api.call(getTag, { params: { id: hot } })).body).toMatchObject({ customers: 0, devices: 2 })
  })

  it('are of houses that lie above it', async () => {
    const house = await partner()
    const own = await tag('Of the partner', await adminOf(house))
    const [below, beside] = [await device(await customer(house), 'under-1'), await device(await customer(), 'beside-1')]
    expect((await put(below, [own])).status).toBe(200)
    expect(problems(await put(beside, [own]))).toEqual(['tagIds.0: tag_not_usable'])
    const foreign = await tag('Of a stranger', world.second.admin.api)
    expect(problems(await put(below, [own, foreign]))).toEqual(['tagIds.1: tag_not_usable'])
    expect(problems(await make(world.first.customerId, 'beside-2', [own]))).toEqual(['tagIds.0: tag_not_usable'])
  })

  it('stay where somebody sets those that they see', async () => {
    const house = await partner()
    const by = await adminOf(house)
    const [above, own] = [await tag('Kept above'), await tag('Of this house', by)]
    const id = await device(await customer(house), 'both-1', [above])
    expect(await carried(id, by)).toEqual([])
    expect((await put(id, [own], by)).status).toBe(200)
    expect(await carried(id, by)).toEqual(['Of this house'])
    expect(await carried(id)).toEqual(['Kept above', 'Of this house'])
    expect(await found('both-1', { in: [above] }, by)).toEqual([])
  })

  it('do not exist for a customer’s own people', async () => {
    const secret = await tag('Difficult box')
    const home = await customer()
    const id = await device(home, 'own-1', [secret])
    const { providerId } = world.first
    const person = {
      providerId,
      organizationId: home,
      role: 'technician' as const,
      reach: 'subtree' as const,
    }
    const owner = (await world.addPerson(person)).api
    const read = await owner.call(getDevice, { params: { id } })
    expect(read.body.tags).toEqual([])
    const listed = await owner.call(listDevices, { query: { filter: { tags: { in: [secret] } } } })
    expect(problems(listed)).toEqual(['filter.tags.in: filter_invalid'])
    expect(problems(await put(id, [], owner))).toEqual(['tagIds: unknown_field'])
    expect(await carried(id)).toEqual(['Difficult box'])
  })

  it('go along when its customer becomes part of another, but for those of houses that do not lie above that', async () => {
    const house = await partner()
    const own = await tag('Left behind', await adminOf(house))
    const everywhere = await tag('Goes along')
    const [from, into] = [await customer(house), await customer()]
    const id = await device(from, 'merged-1', [own, everywhere])
    const merge = { params: { id: from as never }, body: { intoId: into as never, intoVersion: '*' as const } }
    const merged = await api.call(mergeCustomer, merge, { ifMatch: '*' })
    expect(merged.status, merged.raw.body).toBe(200)
    expect(await carried(id)).toEqual(['Goes along'])
    const { rows } = await world.test.owner.query('SELECT organization_id FROM device_tags WHERE device_id = $1', [id])
    expect(rows).toEqual([{ organization_id: into }])
  })

  it('go with the house when its customer is moved away from below it', async () => {
    const house = await partner()
    const own = await tag('Of the old house', await adminOf(house))
    const home = await customer(house)
    const id = await device(home, 'moved-1', [own])
    const move = { params: { id: home as never }, body: { parentId: world.first.providerId as never } }
    expect((await api.call(moveOrganization, move, { ifMatch: '*' })).status).toBe(200)
    expect(await carried(id)).toEqual([])
  })

  it('go with the tag, and with the device', async () => {
    const gone = await tag('Soon gone')
    const home = await customer()
    const [first, second] = [await device(home, 'gone-1', [gone]), await device(home, 'gone-2', [gone])]
    await api.call(deleteDevice, { params: { id: first } }, { ifMatch: '*' })
    expect((await api.call(getTag, { params: { id: gone } })).body.devices).toBe(1)
    await api.call(deleteTag, { params: { id: gone } }, { ifMatch: '*' })
    expect(await carried(second)).toEqual([])
  })
})
