import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { createDevice, deleteDevice, getDevice, listDevices, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { problems } from '../customers/customers.fixture.ts'
import { add, addDevice, added, counts, edit, type NewEntity, read, remove } from './entities.fixture.ts'

let world: World
let api: HttpCaller
let home: string

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  home = world.first.customerId
})
afterAll(() => world.close())

const example = createEntity.example?.body as NewEntity

async function newHome(type: 'customer' | 'partner' | 'enterprise' = 'customer'): Promise<string> {
  return (await api.call(createCustomer, { body: { name: 'A home', type } })).body.id
}

async function auditOf(objectId: string) {
  const { body } = await api.call(listAuditEvents, { query: { filter: { objectId: { eq: objectId } } } })
  return body.items.reverse()
}

describe('adding an entity', () => {
  it('keeps its kind, contact and location, counts it and records it (IF10)', async () => {
    const id = await newHome()
    const { body, etag } = await added(api, id, { ...example, contact: { ...example.contact, phoneExtension: '12' } })
    expect(body).toMatchObject({ organizationId: id, name: 'Airtel Delhi', kind: 'branch', code: 'DEL-01' })
    expect(body.contact).toEqual({ ...example.contact, phoneExtension: '12' })
    expect(body.location).toMatchObject({ ...example.location, landmark: null })
    expect(body.counts).toEqual({ devices: 0, users: 0 })
    expect(etag).toBe('"1"')
    expect((await api.call(getCustomer, { params: { id } })).body.counts.entities).toBe(1)
    const [event] = await auditOf(body.id)
    expect(event).toMatchObject({ action: 'entity.created', organizationId: id, objectType: 'entity', before: null })
    expect(event?.after).toMatchObject({ name: 'Airtel Delhi', kind: 'branch', organizationId: id })
  })

  it('answers as the entity is read afterwards, and needs a name only', async () => {
    const created = await add(api, home, { name: 'Needs little' })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({ kind: 'branch', code: null })
    expect((await read(api, created.body)).body).toEqual(created.body)
    expect(problems(await add(api, home, {} as NewEntity))).toEqual(['name: required'])
    expect(problems(await add(api, home, { name: 'x', kind: 'house' as never }))).toEqual([
      'name: name_too_short',
      'kind: invalid_value',
    ])
  })

  it.each(['دلهي', '東京支店', 'สาขากรุงเทพ', '🏢 Rocket', 'Zoe\u0308 & Zoë', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢'])(
    'keeps the name %s unchanged',
    async (name) => {
      expect((await added(api, await newHome(), { name })).body.name).toBe(name)
    },
  )

  it('checks contact and address as those of a customer', async () => {
    const contact = { email: 'nobody', phone: '12', phoneExtension: 'x', firstName: 'n'.repeat(101) }
    expect(problems(await add(api, home, { name: 'Wrong', contact })).sort()).toEqual([
      'contact.email: email_invalid',
      'contact.firstName: text_too_long',
      'contact.phone: phone_invalid',
      'contact.phoneExtension: phone_extension_invalid',
    ])
    const at = (location: NewEntity['location']) => add(api, home, { name: 'Wrong', location })
    expect(problems(await at({ country: 'US', city: 'New York' }))).toEqual(['location.state: state_required'])
    expect(problems(await at({ country: 'US', state: 'IN-DL' }))).toEqual(['location.state: state_unknown'])
    expect(problems(await at({ country: 'IN', state: 'IN-DL', postalCode: '99' }))).toEqual([
      'location.postalCode: postal_code_invalid',
    ])
    const { body, etag } = await added(api, home, {
      name: 'London',
      location: { country: 'GB', state: 'lnd', postalCode: 'ec1a1bb' },
    })
    expect(body.location).toMatchObject({ state: 'GB-LND', postalCode: 'EC1A 1BB' })
    const moved = await edit(api, body, { location: { country: 'US', state: 'ny', postalCode: null } }, etag)
    expect(moved.body.location).toMatchObject({ state: 'US-NY', postalCode: null })
  })

  it('refuses a name that another entity of the same organization has, however it is written', async () => {
    const [here, there] = [await newHome(), await newHome()]
    await added(api, here, { name: 'Zoë  Café' })
    expect(problems(await add(api, here, { name: 'ZOE CAFE' }))).toEqual(['name: name_taken'])
    expect((await add(api, there, { name: 'Zoë  Café' })).status).toBe(201)
    expect(await counts(world, here)).toEqual({ kept: 1, rows: 1, wrong: 0 })
  })

  it('is possible below customers, enterprises and divisions, and nowhere else', async () => {
    const enterprise = await newHome('enterprise')
    const division = await api.call(createCustomer, {
      body: { name: 'A division', type: 'division', parentId: enterprise as never },
    })
    for (const id of [enterprise, division.body.id]) expect((await add(api, id, { name: 'Branch' })).status).toBe(201)
    expect(problems(await add(api, world.first.partnerId, { name: 'Branch' }))).toEqual([': entities_not_possible'])
    expect((await add(api, world.first.providerId, { name: 'Branch' })).status).toBe(404)
  })

  it('writes nothing in a dry run, and one entity however often the same request comes', async () => {
    const id = await newHome()
    const tried = await api.call(createEntity, { params: { id }, body: example }, { dryRun: true })
    expect([tried.status, tried.body.name]).toEqual([200, 'Airtel Delhi'])
    const send = () => api.call(createEntity, { params: { id }, body: example }, { idempotencyKey: 'one-branch' })
    const [first, again] = [await send(), await send()]
    expect([first.status, again.body.id]).toEqual([201, first.body.id])
    expect(await counts(world, id)).toEqual({ kept: 1, rows: 1, wrong: 0 })
  })
})

describe('editing an entity', () => {
  it('changes the given fields, raises the version and records the difference', async () => {
    const { body, etag } = await added(api, await newHome(), example)
    const change = { name: 'Airtel NCR', contact: { lastName: 'Sen', phone: null }, location: { city: 'Delhi' } }
    const changed = await edit(api, body, change, etag)
    expect([changed.status, changed.etag]).toEqual([200, '"2"'])
    expect(changed.body).toMatchObject({ name: 'Airtel NCR', kind: 'branch' })
    expect(changed.body.contact).toMatchObject({ firstName: 'Asha', lastName: 'Sen', phone: null })
    expect(changed.body.location).toMatchObject({ city: 'Delhi', postalCode: '110001' })
    expect((await read(api, body)).body).toEqual(changed.body)
    const event = (await auditOf(body.id))[1]
    expect(event).toMatchObject({ action: 'entity.updated', before: { name: 'Airtel Delhi' } })
    expect(Object.keys(event?.after ?? {}).sort()).toEqual(['contact', 'location', 'name'])
  })

  it('checks the address as it will be stored', async () => {
    const { body } = await added(api, await newHome(), example)
    expect(problems(await edit(api, body, { location: { postalCode: 'wrong' } }))).toEqual([
      'location.postalCode: postal_code_invalid',
    ])
    expect(problems(await edit(api, body, { location: { country: 'US' } }))).toEqual([
      'location.state: state_unknown',
      'location.postalCode: postal_code_invalid',
    ])
    const moved = await edit(api, body, { location: { country: 'GB', state: null, postalCode: 'sw1a2aa' } })
    expect(moved.body.location.postalCode).toBe('SW1A 2AA')
  })

  it('changes and records nothing where nothing differs', async () => {
    const { body } = await added(api, await newHome(), example)
    const same = await edit(api, body, { ...example })
    expect([same.etag, same.body.updatedAt]).toEqual(['"1"', body.updatedAt])
    expect(await auditOf(body.id)).toHaveLength(1)
  })

  it('refuses an older version, a missing one and a name that is taken', async () => {
    const id = await newHome()
    const { body, etag } = await added(api, id, { name: 'First' })
    await added(api, id, { name: 'Second' })
    expect(problems(await edit(api, body, { name: 'second' }))).toEqual(['name: name_taken'])
    expect((await edit(api, body, { name: 'FIRST' })).body.name).toBe('FIRST')
    expect((await edit(api, body, { name: 'Third' }, etag)).problem.code).toBe('precondition_failed')
    const url = `/api/v1/customers/${id}/entities/${body.id}`
    expect((await api.request('PATCH', url, { name: 'Third' })).statusCode).toBe(428)
    expect((await read(api, body)).body.name).toBe('FIRST')
  })

  it('lets one of two at once through', async () => {
    const { body, etag } = await added(api, home, { name: 'Contested' })
    const both = await Promise.all(['One', 'Two'].map((code) => edit(api, body, { code }, etag)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
  })
})

describe('deleting an entity', () => {
  it('removes it, counts it off and records what it was', async () => {
    const id = await newHome()
    const { body, etag } = await added(api, id, example)
    expect((await remove(api, body, etag)).status).toBe(204)
    expect((await read(api, body)).status).toBe(404)
    expect(await counts(world, id)).toEqual({ kept: 0, rows: 0, wrong: 0 })
    expect((await auditOf(body.id))[1]).toMatchObject({
      action: 'entity.deleted',
      before: { name: 'Airtel Delhi' },
      after: null,
    })
  })

  it('is refused while devices lie in it, with their number', async () => {
    const { body } = await added(api, await newHome(), example)
    const device = await addDevice(api, body)
    const refused = await remove(api, body)
    expect(refused.problem).toMatchObject({ status: 409, code: 'entity_not_empty', params: { devices: 1 } })
    await api.call(deleteDevice, { params: { id: device.id } })
    expect((await remove(api, body)).status).toBe(204)
  })

  it('is refused to whoever names an older version', async () => {
    const { body, etag } = await added(api, home, { name: 'Changed since' })
    await edit(api, body, { code: 'X' })
    expect((await remove(api, body, etag)).problem.code).toBe('precondition_failed')
    expect((await remove(api, body, '"2"')).status).toBe(204)
  })

  it('takes the sight of it from people who saw nothing else, and says before how many there are', async () => {
    const { body } = await added(api, home, { name: 'Somebody’s only one' })
    const { providerId } = world.first
    const person = { providerId, organizationId: home, role: 'technician', reach: 'entities' } as const
    const { api: theirs } = await world.addPerson({ ...person, entities: [body.id] })
    expect((await read(api, body)).body.counts.users).toBe(1)
    expect((await read(theirs, body)).status).toBe(200)
    expect((await remove(api, body)).status).toBe(204)
    expect((await read(theirs, body)).status).toBe(404)
  })
})

describe('the devices of an entity', () => {
  it('are counted as they come, move and go', async () => {
    const id = await newHome()
    const [one, other] = [(await added(api, id, { name: 'One' })).body, (await added(api, id, { name: 'Other' })).body]
    const device = await addDevice(api, one)
    expect(device).toMatchObject({ entityId: one.id, entityName: 'One' })
    const devicesIn = async () => [
      (await read(api, one)).body.counts.devices,
      (await read(api, other)).body.counts.devices,
    ]
    expect(await devicesIn()).toEqual([1, 0])
    const move = (entityId: typeof one.id | null) =>
      api.call(updateDevice, { params: { id: device.id }, body: { entityId } }, { ifMatch: '*' })
    expect((await move(other.id)).body.entityName).toBe('Other')
    expect(await devicesIn()).toEqual([0, 1])
    expect((await move(null)).body.entityName).toBeNull()
    expect(await devicesIn()).toEqual([0, 0])
    await move(one.id)
    expect((await api.call(getDevice, { params: { id: device.id } })).body.entityName).toBe('One')
    await api.call(deleteDevice, { params: { id: device.id } })
    expect(await devicesIn()).toEqual([0, 0])
  })

  it('do not change its version', async () => {
    const { body, etag } = await added(api, await newHome(), example)
    await addDevice(api, body)
    expect((await edit(api, body, { code: 'NEW' }, etag)).status).toBe(200)
  })

  it('are listed by it, by several and by none (IF2)', async () => {
    const id = await newHome()
    const [one, two] = [(await added(api, id, { name: 'One' })).body, (await added(api, id, { name: 'Two' })).body]
    for (const entity of [one, one, two]) await addDevice(api, entity)
    await api.call(createDevice, { body: { organizationId: id as never, name: 'loose', class: 'phone' } })
    const found = async (filter: Record<string, string | string[]>) =>
      (await api.call(listDevices, { query: { filter: { organizationId: { eq: id }, entityId: filter } } })).body
    expect((await found({ eq: one.id })).items.map(({ entityName }) => entityName)).toEqual(['One', 'One'])
    expect((await found({ in: [one.id, two.id] })).total).toBe(3)
    expect((await found({ empty: 'true' })).items.map(({ name }) => name)).toEqual(['loose'])
    const anywhere = await api.call(listDevices, { query: { filter: { entityId: { eq: one.id } } } })
    expect(anywhere.body.total).toBe(2)
  })
})

describe('an entity of a held organization', () => {
  it.each(['suspended', 'offboarding', 'archived'])('gets no sibling where it is %s', async (status) => {
    const id = await newHome()
    await world.test.owner.query('UPDATE organizations SET status = $1 WHERE id = $2', [status, id])
    expect(problems(await add(api, id, { name: 'Refused' }))).toEqual([': organization_not_growing'])
  })

  it('stays as it is where it is archived', async () => {
    const id = await newHome()
    const { body } = await added(api, id, example)
    await world.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [id])
    expect(problems(await edit(api, body, { name: 'Changed' }))).toEqual([': organization_read_only'])
    expect(problems(await remove(api, body))).toEqual([': organization_read_only'])
    expect((await read(api, body)).body).toEqual(body)
  })
})

it('is found below its own organization only', async () => {
  const { body } = await added(api, home, { name: 'At home' })
  const elsewhere = { id: body.id, organizationId: world.first.otherCustomerId as never }
  expect((await read(api, elsewhere)).status).toBe(404)
  expect((await edit(api, elsewhere, { name: 'Taken' })).status).toBe(404)
  expect((await remove(api, elsewhere)).status).toBe(404)
  expect((await read(api, { ...body, id: newId() as never })).status).toBe(404)
})
