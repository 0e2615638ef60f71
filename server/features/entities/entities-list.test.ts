import { createCustomer } from '@tenantry/contract/customers.ts'
import { listEntities } from '@tenantry/contract/entity-list.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { addDevice, added, type NewEntity } from './entities.fixture.ts'

let world: World
let api: HttpCaller
let home: string

const planted: NewEntity[] = [
  { name: 'Airtel Delhi', kind: 'branch', code: 'DEL-01', location: { country: 'IN', state: 'IN-DL', city: 'Delhi' } },
  { name: 'Airtel Finance', kind: 'department', code: 'FIN' },
  { name: 'Zürich', kind: 'branch', location: { country: 'CH', city: 'Zürich' } },
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
