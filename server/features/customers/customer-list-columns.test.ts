import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { customerColumns, internalCustomerColumns, listCustomers } from '@tenantry/contract/customer-list.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import type { Problem } from '@tenantry/contract/errors.ts'
import { isTimeZone } from '@tenantry/contract/fields/time-zones.ts'
import { type ListColumn, operatorsOf } from '@tenantry/contract/list.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { add } from './customers.fixture.ts'
import { zonesOfManyNames } from './time-zone-names.ts'

let world: World
let api: HttpCaller
let own: Person

type Filter = NonNullable<RequestOf<typeof listCustomers>['query']['filter']>

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  const full = await add(api, {
    name: 'Planted full',
    domain: 'Müller.example',
    businessEmail: 'Office@planted.example',
    phone: '+49 30 901820',
    website: 'https://planted.example/start',
    location: {
      country: 'US',
      region: 'South',
      state: 'TX',
      city: 'São Paulo',
      postalCode: '73301',
      line1: '1 Congress Ave',
    },
    timeZone: 'America/Chicago',
    locale: 'es-US',
    currency: 'MXN',
    plan: { kind: 'trial', expiresOn: '2999-03-31' },
    accountManagerEmail: 'Mia@msp.example',
    subscriptionId: 'SUB-77',
  })
  expect(full.status).toBe(201)
  const bare = await add(api, { name: 'Planted bare' })
  own = await world.addPerson({
    providerId: world.first.providerId,
    organizationId: full.body.id,
    role: 'customer_administrator',
    reach: 'subtree',
  })
  await world.test.owner.query('UPDATE organizations SET status_since = NULL WHERE id = $1', [bare.body.id])
})
afterAll(() => world.close())

const both = ['Planted bare', 'Planted full']
const [bare, full] = [['Planted bare'], ['Planted full']]

async function found(filter: Filter, sort?: string): Promise<string[]> {
  const { body, status, raw } = await api.call(listCustomers, {
    query: { q: 'planted', filter, limit: 200, ...(sort ? { sort } : {}) },
  })
  if (status !== 200) throw new TypeError(raw.body)
  return body.items.map(({ name }) => name)
}

async function idOf(q: string) {
  const [item] = (await api.call(listCustomers, { query: { q } })).body.items
  if (!item) throw new TypeError(`There is no ${q}`)
  return item.id
}

describe('the conditions of a column (IF4)', () => {
  const texts = [
    ['domain', 'xn--mller-kva.example', 'MLLER'],
    ['domain', 'MÜLLER.example', 'müller'],
    ['businessEmail', 'OFFICE@planted.example', 'office@'],
    ['phone', '+49 (30) 901820', '30 90'],
    ['website', 'HTTPS://planted.example/start', 'planted'],
    ['region', 'SOUTH', 'out'],
    ['state', 'us-tx', 'TX'],
    ['city', 'são paulo', 'PAULO'],
    ['postalCode', '73301', '330'],
    ['line1', '1 congress AVE', 'CONGRESS'],
    ['timeZone', 'america/chicago', 'Chicago'],
    ['locale', 'ES-us', 'es-'],
    ['currency', 'mxn', 'MX'],
    ['accountManagerEmail', 'mia@MSP.example', 'MSP'],
    ['subscriptionId', 'sub-77', 'ub-7'],
  ] as const

  it.each(texts)('%s knows all six, and empty, without regard to case', async (column, value, part) => {
    const by = (condition: object) => found({ [column]: condition })
    expect(await by({ eq: value })).toEqual(full)
    expect(await by({ ne: value })).toEqual(bare)
    expect(await by({ in: ['elsewhere', value] })).toEqual(full)
    expect(await by({ nin: ['elsewhere', value] })).toEqual(bare)
    expect(await by({ contains: part })).toEqual(full)
    expect(await by({ ncontains: part })).toEqual(bare)
    expect(await by({ empty: 'true' })).toEqual(bare)
    expect(await by({ empty: 'false' })).toEqual(full)
  })

  it('a phone number is found however its country is written, and from its start', async () => {
    const by = (phone: object) => found({ phone } as Filter)
    const whole = ['0049 30 901820', '0049(30)90-18-20', '+49 30 901820']
    for (const phone of whole) {
      for (const condition of [{ eq: phone }, { in: [phone] }, { contains: phone }, { starts: phone }])
        expect(await by(condition), JSON.stringify(condition)).toEqual(full)
      for (const condition of [{ ne: phone }, { nin: [phone] }, { ncontains: phone }])
        expect(await by(condition), JSON.stringify(condition)).toEqual(bare)
    }
    expect(await by({ starts: '0049 30' })).toEqual(full)
    // Of a part nobody knows whether it is the beginning.
    expect(await by({ contains: '0049 30' })).toEqual([])
  })

  it('what a text begins with is found, without regard to case', async () => {
    const by = (column: string, starts: string) => found({ [column]: { starts } })
    expect(await by('domain', 'XN--ml')).toEqual(full)
    expect(await by('domain', 'ml')).toEqual([])
    expect(await by('name', 'PLANTED')).toEqual(both)
    expect(await by('city', 'SÃO')).toEqual(full)
    expect(await by('country', 'u')).toEqual(full)
    expect(await by('website', '%')).toEqual([])
    expect(await by('postalCode', '73')).toEqual(full)
  })

  it('countries and states are codes; one that there is not is refused, and words of a state are none', async () => {
    const problemsOf = async (filter: object) => {
      const { status, body } = await api.call(listCustomers, { query: { filter: filter as Filter } })
      return [
        status,
        (body as unknown as Problem).errors?.map(({ path, code, message }) => `${path} ${code} ${message}`),
      ]
    }
    expect(await found({ country: { in: ['us', 'DE'] } })).toEqual(full)
    expect(await found({ state: { in: ['US-TX', 'DE-BY'] } })).toEqual(full)
    expect(await found({ state: { ne: 'US-TX' } })).toEqual(bare)
    expect(await found({ state: { eq: 'Somewhere' } })).toEqual([])
    expect(await problemsOf({ country: { eq: 'Germany' } })).toEqual([
      422,
      ['filter.country.eq filter_invalid No country has the code Germany'],
    ])
    expect(await problemsOf({ country: { nin: ['DE', 'XX'] }, state: { in: ['US-ZZ'] } })).toEqual([
      422,
      [
        'filter.country.nin filter_invalid No country has the code XX',
        'filter.state.in filter_invalid No state has the code US-ZZ',
      ],
    ])
  })

  it('the plan and the last day of a trial: is, before, after, between, empty', async () => {
    expect(await found({ plan: { eq: 'trial' } })).toEqual(full)
    expect(await found({ plan: { nin: ['trial'] } })).toEqual(bare)
    expect(await found({ planExpiresOn: { gte: '2999-03-31', lte: '2999-03-31' } })).toEqual(full)
    expect(await found({ planExpiresOn: { gt: '2999-03-31' } })).toEqual([])
    expect(await found({ planExpiresOn: { lt: '2999-04-01' } })).toEqual(full)
    expect(await found({ planExpiresOn: { ne: '2999-03-31' } })).toEqual(bare)
    expect(await found({ planExpiresOn: { empty: 'true' } })).toEqual(bare)
  })

  it('an instant is compared with whole days', async () => {
    const today = new Date().toISOString().slice(0, 10)
    expect(await found({ createdAt: { gte: today, lte: today } })).toEqual(both)
    expect(await found({ createdAt: { gt: today } })).toEqual([])
    expect(await found({ createdAt: { lt: today } })).toEqual([])
    expect(await found({ statusSince: { empty: 'true' } })).toEqual(bare)
    expect(await found({ statusSince: { gte: today } })).toEqual(full)
  })

  it('numbers are chosen from several, too', async () => {
    expect(await found({ devices: { in: ['0', '7'] } })).toEqual(both)
    expect(await found({ devices: { nin: ['0'] } })).toEqual([])
  })

  it('numbers are compared with what lies between two of them', async () => {
    const by = (devices: NonNullable<Filter>['devices']) => found({ devices })
    for (const condition of [
      { gt: '-0.5' },
      { lt: '0.5' },
      { gte: '-0.5', lte: '0.5' },
      { ne: '0.5' },
      { nin: ['0.5'] },
    ])
      expect(await by(condition), JSON.stringify(condition)).toEqual(both)
    for (const condition of [{ gte: '0.5' }, { lte: '-0.5' }, { eq: '0.5' }, { in: ['0.5', '7'] }, { gt: '0.0' }])
      expect(await by(condition), JSON.stringify(condition)).toEqual([])
    expect(await by({ eq: '0.0' })).toEqual(both)
    expect(await by({ lt: '999999999999999.999999' })).toEqual(both)
  })

  it('of every other column and operator answer', async () => {
    const isTold = (name: string, operator: string) => operator !== 'starts' && texts.some(([text]) => text === name)
    const values = { text: 'a', number: '1', date: '2026-01-01', instant: '2026-01-01', id: world.first.partnerId }
    for (const [name, column] of Object.entries<ListColumn>(customerColumns))
      for (const operator of operatorsOf(column)) {
        const own = column.holds === 'country' ? 'DE' : values[column.type as keyof typeof values]
        if (isTold(name, operator)) continue
        const value = operator === 'empty' ? 'true' : (column.values?.[0] ?? own)
        expect(await found({ [name]: { [operator]: value } } as Filter), `${name} ${operator}`).toBeInstanceOf(Array)
      }
  })
})

it('rows come in the order of any column, those without a value last, and first when turned round', async () => {
  for (const column of ['city', 'line1', 'currency', 'timeZone', 'domain', 'planExpiresOn', 'statusSince', 'phone']) {
    expect(await found({}, column), column).toEqual(['Planted full', 'Planted bare'])
    expect(await found({}, `-${column}`), column).toEqual(both)
  }
})

it('a row carries what the columns show', async () => {
  const { body } = await api.call(listCustomers, { query: { q: 'planted full' } })
  expect(body.items[0]).toMatchObject({
    domain: 'xn--mller-kva.example',
    businessEmail: 'Office@planted.example',
    phone: '+4930901820',
    website: 'https://planted.example/start',
    location: {
      country: 'US',
      region: 'South',
      state: 'US-TX',
      city: 'São Paulo',
      postalCode: '73301',
      line1: '1 Congress Ave',
    },
    timeZone: 'America/Chicago',
    locale: 'es-US',
    currency: 'MXN',
    plan: { kind: 'trial', expiresOn: '2999-03-31' },
    accountManagerEmail: 'Mia@msp.example',
    subscriptionId: 'SUB-77',
    statusSince: body.items[0]?.createdAt,
  })
})

it('a setting from above is not a customer’s own: it is found by being empty, page by page', async () => {
  const { partnerId } = world.first
  const settings = { timeZone: 'Asia/Tokyo', locale: 'ja-JP', currency: 'JPY' }
  const changed = await api.call(updateCustomer, { params: { id: partnerId }, body: settings }, { ifMatch: '*' })
  expect(changed.status).toBe(200)
  const below = await add(api, { name: 'Inheriting one', parentId: partnerId })
  const names = async (filter: Filter) => {
    const found: string[] = []
    for (let cursor: string | undefined; ; ) {
      const { body } = await api.call(listCustomers, {
        query: { filter, sort: '-currency,name', limit: 1, ...(cursor ? { cursor } : {}) },
      })
      found.push(...body.items.map(({ name }) => name))
      if (!body.nextCursor) return found
      cursor = body.nextCursor
    }
  }
  expect(await names({ currency: { eq: 'JPY' } })).toEqual([changed.body.name])
  const inheriting = await names({ timeZone: { empty: 'true' } })
  expect(inheriting).toContain('Inheriting one')
  expect(inheriting).not.toContain('Planted full')
  expect((await names({ currency: { in: ['JPY', 'MXN'] } })).toSorted()).toEqual(
    [changed.body.name, 'Planted full'].toSorted(),
  )
  // The tree and files are asked for by the same conditions.
  const condition = 'filter[currency][eq]=mxn&filter[timeZone][empty]=false&filter[locale][ne]=de-DE'
  const tree = await api.request('GET', `/api/v1/organization-matches?${condition}`)
  expect([tree.statusCode, tree.json().matches], tree.body).toEqual([200, 1])
  for (const id of [below.body.id, await idOf('planted full')])
    await api.call(createContact, {
      params: { id },
      body: { role: 'Of one', firstName: 'Grace', email: `${id}@a.example` },
    })
  const file = async (of: string) => {
    const { body } = await api.request('GET', `/api/v1/exports/${of}?${condition}&sort=-currency,locale`)
    return parse(body, { bom: true, columns: true }) as Record<string, string>[]
  }
  expect(await file('customers')).toMatchObject([
    { Name: 'Planted full', Currency: 'MXN', 'Time zone': 'America/Chicago', 'Language and region': 'es-US' },
  ])
  expect(await file('contacts')).toMatchObject([{ Role: 'Of one', Email: `${await idOf('planted full')}@a.example` }])
  const { body } = await api.call(listCustomers, { query: { q: 'inheriting one' } })
  expect(body.items).toMatchObject([{ id: below.body.id, timeZone: null, locale: null, currency: null }])
})

describe('asked for by counts and names alone', () => {
  const everybody = { entities: { gte: '0' } }
  const ask = async (person: Person, query: RequestOf<typeof listCustomers>['query']) => {
    const { body } = await person.api.call(listCustomers, { query: { limit: 200, ...query } })
    return { names: body.items.map(({ name }) => name), total: body.total }
  }

  it('the list is the one that is asked for by nothing, for every reach', async () => {
    const { admin, partnerAdmin, technician } = world.first
    for (const person of [admin, partnerAdmin, technician]) {
      const all = await ask(person, {})
      expect(all.total).toBe(all.names.length)
      expect(all.total).toBeGreaterThan(0)
      expect(await ask(person, { filter: everybody })).toEqual(all)
      expect(await ask(person, { filter: everybody, sort: '-name' })).toEqual({ ...all, names: all.names.toReversed() })
      const byDevices = await ask(person, { sort: '-devices,name' })
      expect({ ...byDevices, names: byDevices.names.toSorted() }).toEqual({ ...all, names: all.names.toSorted() })
    }
  })

  it('nothing is told of customers of which somebody sees an entity', async () => {
    const { customerId, providerId } = world.first
    const { body: entity } = await api.call(createEntity, { params: { id: customerId }, body: { name: 'Branch' } })
    const place = { providerId, organizationId: customerId, role: 'customer_administrator' as const }
    const person = await world.addPerson({ ...place, reach: 'entities', entities: [entity.id] })
    expect(await ask(person, { filter: everybody })).toEqual({ names: [], total: 0 })
    expect(await ask(person, { sort: '-entities' })).toEqual({ names: [], total: 0 })
  })

  it('a customer stands where its new name belongs', async () => {
    const { body: made } = await add(api, { name: 'Aaa first of all' })
    const names = async () => (await ask(world.first.admin, { filter: everybody })).names
    expect((await names()).at(0)).toBe('Aaa first of all')
    await api.call(updateCustomer, { params: { id: made.id }, body: { name: 'Zzz last of all' } }, { ifMatch: '*' })
    expect((await names()).at(-1)).toBe('Zzz last of all')
    expect((await ask(world.first.admin, { filter: { ...everybody, name: { eq: 'zzz LAST of all' } } })).total).toBe(1)
  })
})

describe('for a customer’s own people', () => {
  it('the row tells nothing internal', async () => {
    const { body } = await own.api.call(listCustomers, {})
    expect(body.items).toMatchObject([
      { name: 'Planted full', plan: null, subscriptionId: null, accountManagerEmail: null },
    ])
  })

  it.each(internalCustomerColumns)(
    '%s is no column: neither a condition nor an order tells its value',
    async (column) => {
      const { isSeveral, type }: ListColumn = customerColumns[column as keyof typeof customerColumns]
      const value = { date: '2999-03-31', id: newId() }[type as string] ?? 'trial'
      const condition = `[${isSeveral ? 'in' : 'eq'}]=${value}`
      for (const ask of [(name: string) => `filter[${name}]${condition}`, (name: string) => `sort=${name}`]) {
        const unknown = await own.api.request('GET', `/api/v1/customers?${ask('nothing')}`)
        const answer = await own.api.request('GET', `/api/v1/customers?${ask(column)}`)
        expect(answer.statusCode).toBe(422)
        const sameWords = unknown.body.replaceAll('nothing', column)
        expect(JSON.parse(answer.body).errors).toEqual(JSON.parse(sameWords).errors)
      }
    },
  )
})

it('what is written with accents is found without them, and the other way round, as by name', async () => {
  for (const [name, city, line1] of [
    ['Planted in Zürich', 'Zürich', 'Łódzka-Straße 1'],
    ['Planted in Kobenhavn', 'Kobenhavn', 'Null 2'],
    ['Planted in 각', '각', 'ガード 3'],
  ] as const)
    expect((await add(api, { name, location: { country: 'GI', city, line1 } })).status).toBe(201)
  const [zürich, kobenhavn, seoul] = ['Planted in Zürich', 'Planted in Kobenhavn', 'Planted in 각']
  for (const city of ['Zurich', 'ZÜRICH', 'Zu\u0308rich', 'zürîch']) {
    expect(await found({ city: { eq: city } }), city).toEqual([zürich])
    expect(await found({ city: { in: ['elsewhere', city] } }), city).toEqual([zürich])
    expect(await found({ city: { starts: city.slice(0, 3) } }), city).toEqual([zürich])
    expect(await found({ city: { contains: city.slice(1) } }), city).toEqual([zürich])
    for (const none of [{ ne: city }, { nin: [city] }, { ncontains: city.slice(1) }])
      expect(await found({ city: none }), city).toEqual(expect.not.arrayContaining([zürich]))
  }
  expect(await found({ city: { eq: 'København' } })).toEqual([kobenhavn])
  expect(await found({ line1: { contains: 'lodzka-strasse' } })).toEqual([zürich])
  expect(await found({ line1: { in: ['Nüll 2'] } })).toEqual([kobenhavn])
  // Folded, it would be a value that there is not.
  expect(await found({ city: { in: ['Nüll', 'Zurich'] } })).toEqual([zürich])
  // Elsewhere what looks like an accent makes another letter.
  expect(await found({ city: { contains: '가' } })).toEqual([])
  expect(await found({ line1: { contains: 'カ' } })).toEqual([])
  expect(await found({ line1: { contains: 'ガ' } })).toEqual([seoul])
})

it('a part of a domain is found as it is written, in whatever letters', async () => {
  const by = (domain: object) => found({ domain } as Filter)
  const domains = { 'Planted in Russian': 'пример.рф', 'Planted in Latin': 'latin.рф' }
  for (const [name, domain] of Object.entries(domains)) expect((await add(api, { name, domain })).status).toBe(201)
  for (const part of ['ülle', 'MÜLL', 'müller.ex', 'mu\u0308ll', 'r.example']) {
    expect(await by({ contains: part }), part).toEqual(expect.arrayContaining(full))
    expect(await by({ ncontains: part }), part).toEqual(expect.not.arrayContaining(full))
  }
  expect(await by({ starts: 'Mü' })).toEqual(full)
  expect(await by({ starts: 'ülle' })).toEqual([])
  expect(await by({ starts: 'прим' })).toEqual(['Planted in Russian'])
  expect(await by({ contains: 'р' })).toEqual(['Planted in Latin', 'Planted in Russian'])
  expect(await by({ starts: 'прим', ncontains: 'р' })).toEqual([])
  expect(await by({ starts: 'latin', ncontains: 'ф' })).toEqual([])
})

it('an email and a website are found as they are written, in whatever letters, and without accents', async () => {
  const [bavarian, russian, japanese] = ['Planted in Bavaria', 'Planted in Moscow', 'Planted in Tokyo']
  for (const fields of [
    { name: bavarian, businessEmail: "d'Info@münchen.example", website: 'https://www.münchen.example/start' },
    {
      name: russian,
      businessEmail: 'пётр@пример.рф',
      accountManagerEmail: 'mia@łódź.example',
      website: 'http://пример.рф',
    },
    { name: japanese, website: 'https://planted.example/東京/straße' },
  ])
    expect((await add(api, fields)).status).toBe(201)
  for (const [column, whole, part, customer] of [
    ['businessEmail', "D'INFO@münchen.example", 'MÜNCH', bavarian],
    ['businessEmail', "d'info@munchen.example", 'munchen.ex', bavarian],
    ['businessEmail', "d'info@mu\u0308nchen.example", 'o@m\u0075\u0308', bavarian],
    ['businessEmail', 'петр@пример.рф', 'ПРИМЕР', russian],
    ['businessEmail', 'пётр@xn--e1afmkfd.xn--p1ai', 'р.рф', russian],
    ['website', 'https://www.münchen.example/start', 'münchen', bavarian],
    ['website', 'HTTPS://www.munchen.example/start', 'n.example/st', bavarian],
    ['website', 'http://пример.рф/', 'пример', russian],
    ['website', 'https://planted.example/東京/straße', '東京/STRASSE', japanese],
    ['website', 'https://planted.example/%E6%9D%B1%E4%BA%AC/stra%C3%9Fe', '京/stra', japanese],
    ['accountManagerEmail', 'mia@łódź.example', '@lodz', russian],
  ] as const) {
    const by = (condition: object) => found({ [column]: condition })
    const label = `${column} ${whole} ${part}`
    for (const condition of [
      { eq: whole },
      { in: ['elsewhere', whole] },
      { starts: whole.slice(0, -3) },
      { contains: part },
    ])
      expect(await by(condition), label).toEqual([customer])
    for (const condition of [{ ne: whole }, { nin: [whole, 'elsewhere'] }, { ncontains: part }])
      expect(await by(condition), label).toEqual(expect.not.arrayContaining([customer]))
    expect(await by({ ncontains: part }), label).toEqual(expect.arrayContaining(both))
  }
  // What stands between words in names is a character here.
  for (const nothing of ["o'@", 'п@ ']) expect(await found({ businessEmail: { contains: nothing } })).toEqual([])
})

it('a website is found as people type it, and from its start without the scheme', async () => {
  const [secure, open] = ['Planted on the web', 'Planted on the old web']
  for (const [name, website] of [
    [secure, 'www.почта.рф'],
    [open, 'http://www.zürich.example/straße'],
  ] as const)
    expect((await add(api, { name, website })).status).toBe(201)
  const by = (condition: object) => found({ website: condition })
  for (const [typed, customer] of [
    ['www.почта.рф', secure],
    ['WWW.ПОЧТА.рф/', secure],
    [' https://www.почта.рф', secure],
    ['www.xn--80a1acny.xn--p1ai', secure],
    ['http://www.zürich.example/straße', open],
    ['http://www.zurich.example:80/straße', open],
  ] as const) {
    for (const condition of [{ eq: typed }, { in: ['elsewhere', typed] }])
      expect(await by(condition), JSON.stringify(condition)).toEqual([customer])
    for (const condition of [{ ne: typed }, { nin: [typed, 'elsewhere'] }]) {
      const others = await by(condition)
      expect(others, JSON.stringify(condition)).toEqual(expect.not.arrayContaining([customer]))
      expect(others, JSON.stringify(condition)).toEqual(expect.arrayContaining(both))
    }
  }
  expect(await by({ starts: 'www.по' })).toEqual([secure])
  expect(await by({ starts: 'WWW.zur' })).toEqual([open])
  expect(await by({ starts: 'http://www.z' })).toEqual([open])
  expect(await by({ starts: 'почта' })).toEqual([])
  expect(await by({ eq: 'почта' })).toEqual([])
})

it('a number in a domain is no address of a computer', async () => {
  const { status, body } = await add(api, { name: 'Planted by number', domain: '365.example' })
  expect(status).toBe(201)
  for (const condition of [{ contains: '365' }, { starts: '36' }, { contains: '65.EXA' }])
    expect(await found({ domain: condition })).toEqual([body.name])
})

it('a part of a state is looked for in its name, and in what was typed where a country has no codes', async () => {
  const states = {
    Akita: ['JP', 'JP-05'],
    Paraná: ['BR', 'BR-PR'],
    Bihar: ['IN', 'IN-BR'],
    Kowloon: ['HK', 'New Akîba'],
  }
  for (const [name, [country, state]] of Object.entries(states))
    expect(
      (await add(api, { name: `Planted ${name}`, location: { country, state, line1: '1', city: name } })).status,
    ).toBe(201)
  const by = async (state: object) => {
    const names = await found({ state } as Filter)
    return Object.keys(states).filter((name) => names.includes(`Planted ${name}`))
  }
  for (const [part, inside, begin] of [
    ['AKI', ['Akita', 'Kowloon'], ['Akita']],
    ['akî', ['Akita', 'Kowloon'], ['Akita']],
    ['parana', ['Paraná'], ['Paraná']],
    ['RAN', ['Paraná'], []],
    ['new', ['Kowloon'], ['Kowloon']],
    // The end of a code, a whole one, and its country: of codes there are no other parts.
    ['BR', ['Bihar'], ['Bihar']],
    ['br-pr', ['Paraná'], ['Paraná']],
    ['BR-', ['Paraná'], ['Paraná']],
    ['P-0', [], []],
    ['JP', [], []],
  ] as const) {
    expect(await by({ contains: part }), part).toEqual(inside)
    expect(await by({ starts: part }), part).toEqual(begin)
    const others = Object.keys(states).filter((name) => !(inside as readonly string[]).includes(name))
    expect(await by({ ncontains: part }), part).toEqual(others)
    // Those without a state do not contain it.
    expect(await found({ state: { ncontains: part } }), part).toEqual(expect.arrayContaining(bare))
    expect(await found({ state: { contains: part } }), part).not.toEqual(expect.arrayContaining(bare))
  }
})

it('a time zone is found as it is shown, with blanks', async () => {
  for (const timeZone of ['America/Sao_Paulo', 'US/East-Indiana'])
    expect((await add(api, { name: `Planted in ${timeZone}`, timeZone })).status).toBe(201)
  const name = 'Planted in America/Sao_Paulo'
  for (const part of ['Sao Paulo', 'são_paulo', 'AMERICA/SAO P', 'sao  paulo', 'sao\u00a0\tpaulo']) {
    expect(await found({ timeZone: { contains: part } }), part).toEqual([name])
    expect(await found({ timeZone: { ncontains: part } }), part).not.toContain(name)
  }
  expect(await found({ timeZone: { starts: 'america/sao ' } })).toEqual([name])
  expect(await found({ timeZone: { in: ['America/Sao Paulo'] } })).toEqual([name])
  // By what stands beside another name, too.
  expect(await found({ timeZone: { contains: 'Fort Wayne' } })).toEqual(['Planted in US/East-Indiana'])
})

describe('a time zone that has two names', () => {
  it('is found by both, whichever is kept', async () => {
    const kept = { Calcutta: 'Asia/Calcutta', Kolkata: 'Asia/Kolkata', Kyiv: 'Europe/Kyiv' }
    for (const [name, timeZone] of Object.entries(kept))
      expect((await add(api, { name: `Planted in ${name}`, timeZone })).status).toBe(201)
    const [calcutta, kolkata, kyiv] = Object.keys(kept).map((name) => `Planted in ${name}`)
    const by = (timeZone: object) => found({ timeZone })
    for (const name of ['Asia/Kolkata', 'asia/calcutta']) {
      expect(await by({ eq: name }), name).toEqual([calcutta, kolkata])
      expect(await by({ in: ['Europe/Kiev', name] }), name).toEqual([calcutta, kolkata, kyiv])
      for (const none of [{ ne: name }, { nin: [name] }, { ncontains: name.slice(5) }, { nin: [name, 'UTC'] }]) {
        const others = await by(none)
        expect(others, name).toEqual(expect.arrayContaining(['Planted bare', 'Planted full', kyiv]))
        expect(others, name).toEqual(expect.not.arrayContaining([calcutta]))
        expect(others, name).toEqual(expect.not.arrayContaining([kolkata]))
      }
      expect(await by({ contains: name.slice(6) }), name).toEqual([calcutta, kolkata])
      expect(await by({ starts: name.slice(0, 8) }), name).toEqual([calcutta, kolkata])
    }
    expect(await by({ eq: 'Asia/Tokyo' })).toEqual([])
  })

  it('is one: its clock is the same under all of them, and no name stands for two', () => {
    const clock = (timeZone: string) =>
      ['2026-01-01T00:00Z', '2026-07-01T00:00Z'].map((at) => new Date(at).toLocaleString('en', { timeZone }))
    for (const [first = '', ...names] of zonesOfManyNames)
      for (const name of names.filter(isTimeZone)) expect(clock(name), name).toEqual(clock(first))
    const all = zonesOfManyNames.flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter((name) => !isTimeZone(name))).toEqual([])
  })
})

describe('capitals of other alphabets', () => {
  const greek = { country: 'GI', city: 'ΟΔΟΣ', region: 'Οδος', line1: 'Ερμού ΟΔΟΣ 7', state: 'ΑΤΤΙΚΗΣ' }
  const turkish = { country: 'GI', city: 'İSTANBUL', region: 'İstanbul', line1: 'ISPARTA İSTANBUL 7', state: 'IĞDIR' }

  beforeAll(async () => {
    for (const [name, location, subscriptionId] of [
      ['Planted in Greek', greek, 'ΟΔΟΣ'],
      ['Planted in Turkish', turkish, 'İSTANBUL'],
    ] as const) {
      const { status, raw } = await add(api, { name, location, subscriptionId })
      expect(status, raw.body).toBe(201)
    }
  })

  it.each([
    ['Planted in Greek', greek, ['ΟΔΟΣ', 'οδος', 'οδοσ'], ['ερμού οδοσ 7', 'ΕΡΜΟΎ ΟΔΟΣ 7'], 'αττικης'],
    ['Planted in Turkish', turkish, ['İSTANBUL', 'istanbul', 'ıstanbul'], ['ısparta istanbul 7'], 'ığdır'],
  ])('find %s in every text, typed in capitals or not', async (name, location, words, lines, state) => {
    for (const value of words) {
      for (const column of ['city', 'region', 'subscriptionId']) {
        expect(await found({ [column]: { eq: value } }), `${column} ${value}`).toEqual([name])
        expect(await found({ [column]: { in: ['elsewhere', value] } }), `${column} ${value}`).toEqual([name])
        if (value !== words.at(-1)) continue
        expect(await found({ [column]: { ne: value } }), `${column} ${value}`).not.toContain(name)
        expect(await found({ [column]: { nin: [value] } }), `${column} ${value}`).not.toContain(name)
      }
      for (const column of ['city', 'region', 'line1']) {
        expect(await found({ [column]: { contains: value } }), `${column} ${value}`).toEqual([name])
        if (value !== words.at(-1)) continue
        expect(await found({ [column]: { ncontains: value } }), `${column} ${value}`).not.toContain(name)
      }
    }
    for (const line1 of [location.line1, ...lines]) expect(await found({ line1: { eq: line1 } })).toEqual([name])
    for (const each of [location.state, state]) {
      expect(await found({ state: { eq: each } }), each).toEqual([name])
      expect(await found({ state: { contains: each.slice(1) } }), each).toEqual([name])
    }
  })

  it('are chosen from several values with signs that part and quote lists', async () => {
    const odd = ['a,b', '{x}', '"', '\\\\', 'null', ' ', "'"]
    expect(await found({ city: { in: [...odd, 'οδος', 'istanbul'] } })).toEqual([
      'Planted in Greek',
      'Planted in Turkish',
    ])
    for (const [index, city] of odd.filter((each) => each.trim() !== '').entries()) {
      const { body } = await add(api, { name: `Planted oddly ${index}`, location: { city } })
      expect(await found({ city: { in: ['elsewhere', ...odd.filter((each) => each !== city)] } })).not.toContain(
        body.name,
      )
      expect(await found({ city: { in: ['elsewhere', city] } }), city).toEqual([`Planted oddly ${index}`])
    }
  })

  it('leave what LIKE understands a plain sign', async () => {
    for (const sign of ['%', '_']) expect(await found({ city: { contains: sign } }), sign).toEqual([])
  })
})
