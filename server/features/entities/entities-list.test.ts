import { createCustomer } from '@tenantry/contract/customers.ts'
import { listAllEntities, listEntities } from '@tenantry/contract/entity-list.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { mustSet } from '../lifecycle/lifecycle.fixture.ts'
import { addDevice, added, type NewEntity } from './entities.fixture.ts'

let world: World
let api: HttpCaller
let home: string

const planted: NewEntity[] = [
  { name: 'Airtel Delhi', kind: 'branch', code: 'DEL-01', location: { country: 'IN', state: 'IN-DL', city: 'Delhi' } },
  { name: 'Airtel Finance', kind: 'department', code: 'FIN' },
  {
    name: 'Zürich',
    kind: 'branch',
    location: { country: 'CH', city: 'Zürich' },
    contact: { email: 'office@zürich.example', phone: '+41 44 668 18 00' },
  },
  { name: '東京支店', kind: 'region', code: '100%_A' },
]

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  home = (await api.call(createCustomer, { body: { name: 'Airtel' } })).body.id
  const entities = []
  for (const body of planted) entities.push((await added(api, home, body)).body)
  for (const index of [2, 2, 1]) {
    const entity = entities[index]
    if (entity) await addDevice(api, entity)
  }
  await added(api, world.first.otherCustomerId, { name: 'Airtel elsewhere' })
})
afterAll(() => world.close())

type Query = NonNullable<Parameters<typeof api.call<typeof listEntities>>[1]>['query']

async function list(query: Query = {}) {
  const { status, body, raw } = await api.call(listEntities, { params: { id: home }, query })
  if (status !== 200) throw new TypeError(raw.body)
  return body
}

const names = async (query?: Query) => (await list(query)).items.map(({ name }) => name)
const all = ['Airtel Delhi', 'Airtel Finance', 'Zürich', '東京支店']

describe('the entities of a customer (IF10)', () => {
  it('are listed by name with contact, location and the number of devices in each', async () => {
    const { items, total, nextCursor } = await list()
    expect(items.map(({ name }) => name)).toEqual(all)
    expect(items.map(({ counts }) => counts.devices)).toEqual([0, 1, 2, 0])
    expect(items[0]).toMatchObject({ kind: 'branch', code: 'DEL-01', location: { country: 'IN', city: 'Delhi' } })
    expect([total, nextCursor]).toEqual([4, null])
  })

  it.each([
    ['air', ['Airtel Delhi', 'Airtel Finance']],
    ['AIRTEL F', ['Airtel Finance']],
    ['urich', ['Zürich']],
    ['el-0', ['Airtel Delhi']],
    ['支', ['東京支店']],
    ['%', ['東京支店']],
    ['_', ['東京支店']],
    ['nothing', []],
  ])('are found by %s in name or code', async (q, found) => {
    const { items, total } = await list({ q })
    expect(items.map(({ name }) => name)).toEqual(found)
    expect(total).toBe(found.length)
  })

  it.each([
    [{ kind: { eq: 'branch' } }, ['Airtel Delhi', 'Zürich']],
    [{ kind: { nin: ['branch', 'region'] } }, ['Airtel Finance']],
    [{ country: { in: ['ch', 'IN'] } }, ['Airtel Delhi', 'Zürich']],
    [{ country: { empty: 'true' } }, ['Airtel Finance', '東京支店']],
    [{ code: { contains: 'fi' } }, ['Airtel Finance']],
    [{ name: { ncontains: 'airtel' } }, ['Zürich', '東京支店']],
    [{ city: { in: ['zurich', 'DELHÍ'] } }, ['Airtel Delhi', 'Zürich']],
    [{ state: { contains: 'DELHÎ' } }, ['Airtel Delhi']],
    [{ state: { ncontains: 'IN' } }, all],
    [{ contactEmail: { eq: 'Office@zürich.example' } }, ['Zürich']],
    [{ contactEmail: { contains: 'ZUR' } }, ['Zürich']],
    [{ contactEmail: { ncontains: 'zür' } }, ['Airtel Delhi', 'Airtel Finance', '東京支店']],
    [{ contactPhone: { eq: '0041 44 668 18 00' } }, ['Zürich']],
    [{ devices: { gte: '1' } }, ['Airtel Finance', 'Zürich']],
    [{ createdAt: { lt: '2020-01-01' } }, []],
  ])('are filtered by %o', async (filter, found) => {
    expect(await names({ filter })).toEqual(found)
  })

  it('are sorted by every column that says so, in both directions', async () => {
    expect(await names({ sort: '-devices' })).toEqual(['Zürich', 'Airtel Finance', '東京支店', 'Airtel Delhi'])
    expect(await names({ sort: 'kind,-name' })).toEqual(['Zürich', 'Airtel Delhi', 'Airtel Finance', '東京支店'])
    expect(await names({ sort: '-createdAt' })).toEqual([...all].reverse())
    for (const sort of ['code', 'country', 'updatedAt', '-updatedAt', 'devices'])
      expect((await names({ sort })).sort(), sort).toEqual(all)
  })

  it.each(['name', '-devices', 'code', '-country,name'])(
    'are paged by %s without gap or doubling, the total on each page',
    async (sort) => {
      const seen: string[] = []
      for (let cursor: string | undefined; ; ) {
        const { items, nextCursor, total } = await list({ sort, limit: 1, ...(cursor ? { cursor } : {}) })
        seen.push(...items.map(({ name }) => name))
        expect(total).toBe(4)
        if (nextCursor === null) break
        cursor = nextCursor
      }
      expect(seen).toEqual(await names({ sort }))
    },
  )

  it('are none below a partner, and nowhere below what does not exist', async () => {
    const at = (id: string) => api.call(listEntities, { params: { id } })
    expect((await at(world.first.partnerId)).body).toEqual({ items: [], nextCursor: null, total: 0 })
    expect((await at(world.first.providerId)).status).toBe(404)
    expect((await at(world.second.customerId)).status).toBe(404)
  })
})

describe('the entities of all customers (IF10)', () => {
  const ask = async (query: RequestOf<typeof listAllEntities>['query'] = {}, caller = api) => {
    const { status, body, raw } = await caller.call(listAllEntities, { query })
    if (status !== 200) throw new TypeError(raw.body)
    return body
  }
  const everywhere = ['Airtel Delhi', 'Airtel elsewhere', 'Airtel Finance', 'Zürich', '東京支店']

  it('are listed by name with their customers, searched, filtered by customer and counted', async () => {
    const { items, total } = await ask()
    expect(items.map((each) => each.name)).toEqual(everywhere)
    expect(total).toBe(everywhere.length)
    expect(items[0]).toMatchObject({ organizationId: home, organizationName: 'Airtel', counts: { devices: 0 } })
    expect((await ask({ q: 'airtel' })).total).toBe(3)
    expect((await ask({ q: 'del-' })).items.map((each) => each.name)).toEqual(['Airtel Delhi'])
    const others = await ask({ filter: { organizationId: { ne: home } } })
    expect(others.items.map((each) => each.name)).toEqual(['Airtel elsewhere'])
    expect((await ask({ filter: { organizationId: { in: [home] }, kind: { eq: 'branch' } } })).total).toBe(2)
  })

  it.each(['name', '-devices', 'code', '-country,name', 'updatedAt'])(
    'are paged by %s without gap or doubling',
    async (sort) => {
      const seen: string[] = []
      for (let cursor: string | undefined; ; ) {
        const { items, nextCursor } = await ask({ sort, limit: 2, ...(cursor ? { cursor } : {}) })
        seen.push(...items.map((each) => each.name))
        if (nextCursor === null) break
        cursor = nextCursor
      }
      expect(seen).toEqual((await ask({ sort })).items.map((each) => each.name))
      expect(seen.toSorted()).toEqual(everywhere.toSorted())
    },
  )

  it('are those of the customers that one sees, and of an entity alone that one alone', async () => {
    const { partnerAdmin, technician, customerId, providerId, partnerCustomerId } = world.first
    const below = (await added(api, partnerCustomerId, { name: 'Below the partner' })).body
    expect((await ask({}, partnerAdmin.api)).items).toMatchObject([
      { id: below.id, organizationName: expect.any(String) },
    ])
    const mine = (await added(api, customerId, { name: 'Looked after' })).body
    expect((await ask({ sort: '-createdAt' }, technician.api)).items.map(({ id }) => id)).toEqual([mine.id])
    const place = { providerId, organizationId: customerId, role: 'customer_administrator' as const }
    const single = await world.addPerson({ ...place, reach: 'entities', entities: [mine.id] })
    const { items, total } = await ask({}, single.api)
    expect([items.map(({ id }) => id), total]).toEqual([[mine.id], 1])
    expect(items[0]?.organizationName).not.toBe('')
    expect((await ask({}, world.second.admin.api)).total).toBe(0)
  })
})

describe('the entities of customers that are not in use', () => {
  const hiding = { organizationStatus: { nin: ['disabled', 'archived'] } }
  const namesFor = async (person: { api: HttpCaller }, filter: NonNullable<Query>['filter']) =>
    (await person.api.call(listAllEntities, { query: { filter } })).body.items.map(({ name }) => name)

  it('are left out or chosen by their customer’s status, on the page and in files', async () => {
    const { admin, providerId } = world.second
    const owner = async (name: string) => (await admin.api.call(createCustomer, { body: { name } })).body.id
    const [used, left] = [await owner('In use'), await owner('Left')]
    const seen = (await added(admin.api, used, { name: 'Of one in use' })).body
    await added(admin.api, left, { name: 'Of one that left' })
    await mustSet(admin.api, left, 'archived')
    const all = ['Of one in use', 'Of one that left']
    expect(await namesFor(admin, {})).toEqual(all)
    for (const filter of [hiding, { organizationStatus: { in: ['active', 'suspended'] } }]) {
      expect(await namesFor(admin, filter)).toEqual(['Of one in use'])
      const [[column, condition] = ['', {}]] = Object.entries(filter)
      const asked = Object.entries(condition).flatMap(([operator, values]) =>
        (values as string[]).map((value) => `filter[${column}][${operator}]=${value}`),
      )
      const file = await admin.api.request('GET', `/api/v1/exports/entities?${asked.join('&')}`)
      expect([file.statusCode, all.map((name) => file.body.includes(name))], file.body).toEqual([200, [true, false]])
    }
    expect(await namesFor(admin, { organizationStatus: { eq: 'archived' } })).toEqual(['Of one that left'])
    expect(await namesFor(admin, { organizationStatus: { ne: 'archived' } })).toEqual(['Of one in use'])

    const { body } = await admin.api.call(listAllEntities, {})
    expect(body.items.map(({ isReadOnly }) => isReadOnly)).toEqual([false, true])

    // Who sees single entities is not told how their customer stands.
    const place = { providerId, organizationId: used, role: 'customer_administrator' as const }
    const single = await world.addPerson({ ...place, reach: 'entities', entities: [seen.id] })
    expect(await namesFor(single, hiding)).toEqual(['Of one in use'])
    expect(await namesFor(single, { organizationStatus: { eq: 'active' } })).toEqual([])
  })
})

it('a cursor of the entities of one customer is none of another’s, nor of those of all', async () => {
  const first = await list({ limit: 1 })
  const cursor = first.nextCursor ?? ''
  const elsewhere = { params: { id: world.first.otherCustomerId }, query: { limit: 1, cursor } }
  for (const { status, raw } of [
    await api.call(listEntities, elsewhere),
    await api.call(listAllEntities, { query: { limit: 1, cursor } }),
  ]) {
    expect(status).toBe(422)
    expect(raw.json().errors).toMatchObject([{ path: 'cursor', code: 'cursor_invalid' }])
  }
  expect((await list({ limit: 1, cursor })).items.map(({ name }) => name)).toEqual(['Airtel Finance'])
})

it('entities are found by texts in capitals of other alphabets, and in none', async () => {
  const { customerId, admin } = world.second
  const contact = { lastName: 'ΠΑΠΠΆΣ' }
  await added(admin.api, customerId, {
    name: 'Greek',
    location: { country: 'GI', city: 'ΟΔΟΣ', state: 'ΑΤΤΙΚΗΣ' },
    contact,
  })
  await added(admin.api, customerId, {
    name: 'Turkish',
    location: { country: 'GI', city: 'İSTANBUL', state: 'İZMİR' },
    contact: { lastName: 'İNCE' },
  })
  const at = async (filter: NonNullable<Query>['filter']) => {
    const { body } = await admin.api.call(listEntities, { params: { id: customerId }, query: { filter } })
    return body.items.map(({ name }) => name)
  }
  for (const [column, value, name] of [
    ['city', 'ΟΔΟΣ', 'Greek'],
    ['city', 'οδος', 'Greek'],
    ['state', 'αττικης', 'Greek'],
    ['contactLastName', 'ΠΑΠΠΆΣ', 'Greek'],
    ['city', 'İSTANBUL', 'Turkish'],
    ['city', 'istanbul', 'Turkish'],
    ['state', 'İZMİR', 'Turkish'],
    ['contactLastName', 'ince', 'Turkish'],
  ] as const)
    for (const condition of [{ eq: value }, { in: [value, 'elsewhere'] }, { contains: value }])
      expect(await at({ [column]: condition }), `${column} ${JSON.stringify(condition)}`).toEqual([name])
})
