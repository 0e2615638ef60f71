import { customerColumns, listCustomers } from '@tenantry/contract/customer-list.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, type NewCustomer, problems } from './customers.fixture.ts'

let world: World
let api: HttpCaller

/** Names and codes that meet the world's own nowhere. */
const planted: NewCustomer[] = [
  { name: 'Nordwind Logistik', code: 'NW-100', location: { country: 'DE' } },
  { name: 'Südwind Energie', code: 'SW-200', location: { country: 'DE' }, isActive: false },
  { name: 'Windmühle 100% Öko', code: 'MILL_1', location: { country: 'FR' } },
  { name: 'Windmill 100 Ltd', code: 'MILLX1' },
  { name: 'back\\slash_wind', code: 'BACK.1' },
  { name: 'شركة الرياح', code: 'AR-WIND' },
  { name: '風力発電 風', code: 'JP-WIND' },
]
const names = planted.map(({ name }) => name)

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  for (const customer of planted) expect((await add(api, customer)).status).toBe(201)
})
afterAll(() => world.close())

type Query = RequestOf<typeof listCustomers>['query']

async function found(query: Query): Promise<string[]> {
  const { body, status, raw } = await api.call(listCustomers, { query: { limit: 200, ...query } })
  if (status !== 200) throw new TypeError(raw.body)
  expect(body.total).toBe(body.items.length)
  return body.items.map(({ name }) => name).filter((name) => names.includes(name))
}

describe('the search by name or code', () => {
  it.each([
    ['nordwind', ['Nordwind Logistik']],
    ['NORDWIND', ['Nordwind Logistik']],
    ['wind log', ['Nordwind Logistik']],
    ['sudwind', ['Südwind Energie']],
    ['SÜDWIND', ['Südwind Energie']],
    ['nw-1', ['Nordwind Logistik']],
    ['w-20', ['Südwind Energie']],
    ['mill', ['Windmill 100 Ltd', 'Windmühle 100% Öko']],
    ['nw', ['Nordwind Logistik']],
    ['風力', ['風力発電 風']],
    ['風', ['風力発電 風']],
    ['رياح', ['شركة الرياح']],
    ['nothing at all', []],
  ])('finds "%s" at the start and in the middle', async (q, expected) => {
    expect(await found({ q })).toEqual(expected)
  })

  it.each([
    ['100%', ['Windmühle 100% Öko']],
    ['%', ['Windmühle 100% Öko']],
    ['0% ö', ['Windmühle 100% Öko']],
    ['mill_1', ['Windmühle 100% Öko']],
    ['l_', ['Windmühle 100% Öko']],
    ['k\\s', ['back\\slash_wind']],
    ['\\', ['back\\slash_wind']],
    ['%%%', []],
  ])('takes the wildcards in "%s" as plain characters', async (q, expected) => {
    expect(await found({ q })).toEqual(expected)
  })

  it('finds the whole of a long term, and no name that has but its parts', async () => {
    const [name, alike] = ['Elektrotechnik Bern Süd GmbH', 'Ektro Tec K Bern Sud Xgmbh']
    for (const each of [name, alike]) expect((await add(api, { name: each })).status).toBe(201)
    const ask = async (q: string) =>
      (await api.call(listCustomers, { query: { q } })).body.items.map((item) => item.name)
    for (let from = 0; from < 8; from++)
      for (let to = name.length; to >= from + 15; to--) expect(await ask(name.slice(from, to))).toEqual([name])
    expect(await ask('ektrotechnik_bern sud gmb')).toEqual([])
    expect(await ask('bern sud')).toEqual([alike, name])
  })

  it('tells on each page how many there are, and counts the provider nowhere', async () => {
    for (const sort of ['name', '-name', 'code']) {
      const query = { q: 'wind', sort, limit: 2 }
      const all: string[] = []
      let cursor: string | undefined
      do {
        const { body } = await api.call(listCustomers, { query: { ...query, cursor } })
        expect(body.total).toBe(7)
        all.push(...body.items.map((item) => item.name))
        cursor = body.nextCursor ?? undefined
      } while (cursor)
      expect(all).toHaveLength(7)
      expect(all).toEqual(await found({ q: 'wind', sort }))
    }
    const { body } = await api.call(listCustomers, { query: { q: 'first provider' } })
    expect(body).toMatchObject({ items: [], total: 0 })
  })

  it('takes no notice of apostrophes, typed or left out', async () => {
    const { id } = (await add(api, { name: "O'Brien & Sons" })).body
    for (const q of ['obrien', "o'bri", 'O’BRIEN', 'brien & s']) {
      const { body } = await api.call(listCustomers, { query: { q } })
      expect([q, ...body.items.map((item) => item.id)]).toEqual([q, id])
    }
  })

  it('of blanks and invisible characters alone is none', async () => {
    const answer = await api.call(listCustomers, { query: { q: ' \u200b\u0000 ' } })
    expect(answer.problem.errors).toMatchObject([{ path: 'q', code: 'search_invalid' }])
  })

  it('holds together with conditions', async () => {
    expect(await found({ q: 'wind', filter: { country: { eq: 'DE' } } })).toEqual([
      'Nordwind Logistik',
      'Südwind Energie',
    ])
  })
})

describe('the conditions of a column', () => {
  const others = (...left: string[]) => [...names].filter((name) => !left.includes(name)).sort()

  it.each([
    ['name', 'eq', 'nordwind logistik', ['Nordwind Logistik']],
    ['name', 'ne', 'nordwind logistik', others('Nordwind Logistik')],
    ['name', 'in', ['NORDWIND LOGISTIK', 'sudwind energie'], ['Nordwind Logistik', 'Südwind Energie']],
    ['name', 'nin', ['NORDWIND LOGISTIK', 'sudwind energie'], others('Nordwind Logistik', 'Südwind Energie')],
    ['name', 'contains', '100%', ['Windmühle 100% Öko']],
    ['name', 'ncontains', 'wind', ['شركة الرياح', '風力発電 風'].sort()],
    ['code', 'eq', 'nw-100', ['Nordwind Logistik']],
    ['code', 'ne', 'nw-100', others('Nordwind Logistik')],
    ['code', 'in', ['nw-100', 'SW-200'], ['Nordwind Logistik', 'Südwind Energie']],
    ['code', 'nin', ['nw-100', 'SW-200'], others('Nordwind Logistik', 'Südwind Energie')],
    ['code', 'contains', 'l_', ['Windmühle 100% Öko']],
    ['code', 'ncontains', 'wind', others('شركة الرياح', '風力発電 風')],
    ['code', 'empty', 'true', []],
    ['code', 'empty', 'false', others()],
    ['name', 'in', ['Nordwind Logistik, Südwind Energie'], []],
    ['country', 'eq', 'de', ['Nordwind Logistik', 'Südwind Energie']],
    ['country', 'ne', 'DE', others('Nordwind Logistik', 'Südwind Energie')],
    ['country', 'nin', ['DE', 'FR'], others('Nordwind Logistik', 'Südwind Energie', 'Windmühle 100% Öko')],
    ['country', 'empty', 'true', others('Nordwind Logistik', 'Südwind Energie', 'Windmühle 100% Öko')],
    ['status', 'eq', 'disabled', ['Südwind Energie']],
    ['status', 'nin', ['active'], ['Südwind Energie']],
    ['type', 'in', ['partner', 'enterprise'], []],
    ['type', 'eq', 'customer', others()],
    ['devices', 'eq', '0', others()],
    ['devices', 'gt', '0', []],
    ['devices', 'gte', '-1.5', others()],
    ['users', 'lt', '1', others()],
    ['entities', 'ne', '0', []],
    ['createdAt', 'gt', '2020-01-01', others()],
    ['updatedAt', 'lte', '2020-01-01T00:00:00.5+05:30', []],
  ] as const)('%s %s %s', async (column, operator, value, expected) => {
    const given = typeof value === 'string' ? value : [...value]
    expect((await found({ filter: { [column]: { [operator]: given } } })).sort()).toEqual([...expected].sort())
  })

  it('hold all together', async () => {
    const filter = { name: { contains: 'wind', ncontains: 'energie' }, country: { in: ['DE', 'US'] } }
    expect(await found({ filter })).toEqual(['Nordwind Logistik'])
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'are unknown for the column %s',
    async (column) => {
      for (const query of [`filter[${column}][eq]=1`, `sort=${column}`]) {
        const answer = await api.request('GET', `/api/v1/customers?${query}`)
        expect(answer.statusCode, query).toBe(422)
      }
    },
  )

  it.each(['0000-01-01', '2026-01-01T00:00:00+23:59', '2026-01-01T00:00:00.000000000000001Z'])(
    'refuse or understand the instant %s',
    async (instant) => {
      const answer = await api.call(listCustomers, { query: { filter: { createdAt: { gt: instant } } } })
      expect([200, 422]).toContain(answer.status)
    },
  )

  it('know the rows below one parent', async () => {
    const { partnerId } = world.first
    const { body } = await api.call(listCustomers, { query: { filter: { parentId: { eq: partnerId } } } })
    expect(body.items.map(({ name, parentName }) => [name, parentName])).toEqual([
      ['First Partner Customer', 'First Partner'],
    ])
    expect(body.total).toBe(1)
  })
})

describe('a cursor', () => {
  const first = async (query: Query) => (await api.call(listCustomers, { query: { limit: 2, ...query } })).body

  it('belongs to its search, filter and order', async () => {
    const { nextCursor } = await first({ sort: 'name' })
    const cursor = nextCursor ?? ''
    expect((await api.call(listCustomers, { query: { sort: 'name', cursor } })).status).toBe(200)
    for (const query of [{ sort: '-name' }, { sort: 'code' }, { q: 'wind' }, { filter: { country: { eq: 'DE' } } }]) {
      const answer = await api.call(listCustomers, { query: { ...query, cursor } })
      expect([answer.status, answer.problem.errors?.[0]?.code], JSON.stringify(query)).toEqual([422, 'cursor_invalid'])
    }
  })

  it('belongs to the membership that it was given to, of another nobody goes on nor is told the total', async () => {
    const { nextCursor } = await first({ sort: 'name' })
    const query = { sort: 'name', limit: 2, cursor: nextCursor ?? '' }
    expect((await api.call(listCustomers, { query })).status).toBe(200)
    const others = [world.first.technician, world.first.partnerAdmin, world.second.admin]
    for (const other of others)
      expect(problems(await other.api.call(listCustomers, { query }))).toEqual(['cursor: cursor_invalid'])
  })

  it('of one list is refused by another, also by that of organizations, devices and the audit log', async () => {
    const { nextCursor } = await first({ sort: 'name' })
    for (const list of ['organizations', 'devices', 'audit-events']) {
      const answer = await api.request('GET', `/api/v1/${list}?sort=name&cursor=${nextCursor}`)
      expect(answer.statusCode, list).toBe(422)
    }
  })

  it.each(Object.keys(customerColumns).filter((column) => customerColumns[column as 'name'].sortable))(
    'that is forged with values of another kind is refused when sorting by %s',
    async (sort) => {
      const { nextCursor } = await first({ sort })
      const cursor = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString())
      const ask = (change: object) =>
        api.call(listCustomers, {
          query: { sort, cursor: Buffer.from(JSON.stringify({ ...cursor, ...change })).toString('base64url') },
        })
      expect((await ask({})).status).toBe(200)
      const forged = [{ values: [{}] }, { values: [[]] }, { values: [] }, { values: [true] }, { values: ['\u0000'] }]
      for (const change of [...forged, { id: 'x' }, { total: 0.5 }, { total: '1' }, { of: null }])
        expect((await ask(change)).status, JSON.stringify(change)).toBe(422)
      for (const values of [['x'], [1], ['2026-02-31T00:00:00Z'], ['2026-13-01T00:00:00Z'], [1e300], ["'; drop"]])
        expect([200, 422], JSON.stringify(values)).toContain((await ask({ values })).status)
    },
  )
})
