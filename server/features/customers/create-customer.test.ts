import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { childTypes, organizationTypes } from '@tenantry/contract/organizations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, type NewCustomer, problems } from './customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => new Date('2026-03-15T22:30:00Z') } })
  api = world.first.admin.api
})
afterAll(() => world.close())

const example = createCustomer.example?.body as NewCustomer

describe('adding a customer', () => {
  it('finds the own house that one cannot see, however the letters of its id are written', async () => {
    const { technician, providerId } = world.first
    const parentId = providerId.toUpperCase() as never
    expect((await add(technician.api, { name: 'Shouted', parentId })).status).toBe(201)
  })

  it('keeps every field of the company and its address (IF9, MH2)', async () => {
    const sent = {
      ...example,
      phone: '+1 (212) 395-1000',
      phoneExtension: '42',
      timeZone: 'America/New_York',
      locale: 'en-US',
      currency: 'USD',
      billing: {
        profileName: 'Airtel Invoices',
        billTo: 'Accounts Payable',
        sameAsCompany: false,
        country: 'GB',
        state: null,
        city: 'London',
        postalCode: 'EC1A 1BB',
        line1: '1 Long Lane',
        line2: 'Floor 2',
      },
    } satisfies NewCustomer
    const { body, etag } = await added(api, sent)
    expect(body).toMatchObject({ ...sent, phone: '+12123951000' })
    expect(body).toMatchObject({ status: 'active', isActive: true, parentId: world.first.providerId })
    expect(body).toMatchObject({ customerTypeId: null, partnerSubscriptionId: null })
    expect(body.counts).toEqual({ devices: 0, users: 0, entities: 0 })
    expect(etag).toBe('"1"')
  })

  it('answers with the customer as it is read afterwards', async () => {
    const created = await add(api, { ...example, code: 'SAME-1' })
    const { body } = await api.call(listCustomers, { query: { filter: { code: { eq: 'SAME-1' } } } })
    expect(body.items[0]).toMatchObject({ id: created.body.id, name: 'Airtel', parentName: 'First Provider' })
    expect(created.raw.headers).toMatchObject({ etag: '"1"', 'content-type': 'application/json; charset=utf-8' })
  })

  it.each(['admin', 'partnerAdmin', 'technician'] as const)('answers %s what reading it tells them', async (who) => {
    const { api: theirs } = world.first[who]
    const values = [{}, example, { timeZone: 'Asia/Tokyo', currency: 'JPY', entities: [{ name: 'Annex' }] }]
    for (const given of values) {
      const { body } = await added(theirs, { ...given, name: 'As read', code: undefined })
      expect((await theirs.call(getCustomer, { params: { id: body.id } })).body).toEqual(body)
    }
  })

  it('needs a name and nothing else, and suggests the code (RI4, OM1)', async () => {
    const { body } = await added(api, { name: 'Zweigwerk' })
    expect(body).toMatchObject({ name: 'Zweigwerk', code: 'ZWE001', type: 'customer', plan: { kind: 'purchased' } })
    expect(problems(await add(api, {} as NewCustomer))).toEqual(['name: required'])
    for (const name of ['', ' ', 'x', '--', '\u3164\u3164', 'a\u0000b', 'gpj\u202Eexe', 'n'.repeat(256)])
      expect(problems(await add(api, { name })).join(' '), name).toMatch(/^name: /)
  })

  it.each([
    'شركة الاتصالات العربية',
    '株式会社テナントリー',
    'บริษัท ไทย จำกัด',
    '🏢🚀 Rocket 👩‍👩‍👧‍👦',
    'Zoe\u0308 & Zoë',
    'Ω Ångström ﬁ ½',
    `O'Brien "Quotes" <b>\\ %_ ; --`,
    '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  ])('keeps the name %s unchanged on every path (IF9)', async (name) => {
    const { body, etag } = await added(api, { name, location: { city: name, name } })
    expect(body).toMatchObject({ name, location: { city: name, name } })
    const listed = await api.call(listCustomers, { query: { q: name, limit: 200 } })
    expect(listed.body.items.map((item) => [item.id, item.name, item.location.city])).toContainEqual([
      body.id,
      name,
      name,
    ])
    const longer = `${name} ${name}`
    const patched = await api.call(
      updateCustomer,
      { params: { id: body.id }, body: { name: longer } },
      { ifMatch: etag },
    )
    expect(patched.body.name).toBe(longer)
    const audit = await api.call(listAuditEvents, { query: { filter: { objectId: { eq: body.id } } } })
    expect(audit.body.items.map(({ before, after }) => [before?.name, after?.name])).toEqual([
      [name, longer],
      [undefined, name],
    ])
  })

  it('adds it disabled when it is not active (IF9)', async () => {
    expect((await added(api, { name: 'Sleeper', isActive: false })).body).toMatchObject({
      status: 'disabled',
      isActive: false,
    })
  })

  it('leaves an audit row with who, where and all values, and none of what lies above', async () => {
    const { body } = await added(api, { name: 'Audited', domain: 'audited.com' })
    const { items } = (await api.call(listAuditEvents, { query: { filter: { objectId: { eq: body.id } } } })).body
    expect(items).toMatchObject([
      {
        action: 'customer.created',
        organizationId: body.id,
        actor: { kind: 'user', name: 'First Admin' },
        before: null,
        after: { name: 'Audited', domain: 'audited.com', code: body.code, type: 'customer' },
      },
    ])
    expect(Object.keys(items[0]?.after ?? {})).not.toContain('parentName')
    expect(items[0]?.after).not.toHaveProperty('parentId')
  })

  it('refuses choices that do not exist yet', async () => {
    const id = '01890000-0000-7000-8000-000000000001'
    expect(problems(await add(api, { name: 'Chooser', customerTypeId: id, partnerSubscriptionId: id }))).toEqual([
      'customerTypeId: unknown_reference',
      'partnerSubscriptionId: unknown_reference',
    ])
  })
})

describe('a plan', () => {
  const planned = async (plan: NewCustomer['plan']) => add(api, { name: 'Planned', ...(plan ? { plan } : {}) })

  it('as a trial has 5 licenses and 30 days unless told otherwise (RI6)', async () => {
    expect((await planned({ kind: 'trial' })).body.plan).toEqual({
      kind: 'trial',
      trialLicenses: 5,
      expiresOn: '2026-04-14',
    })
    const told = { kind: 'trial', trialLicenses: 0, expiresOn: '2026-03-15' } as const
    expect((await planned(told)).body.plan).toEqual(told)
    expect(problems(await planned({ kind: 'trial', expiresOn: '2026-03-14' }))).toEqual(['plan.expiresOn: in_the_past'])
    expect(problems(await planned({ kind: 'trial', trialLicenses: -1 }))).toHaveLength(1)
  })

  it('as purchased has neither a number nor an end (RI6)', async () => {
    const { body } = await planned({ kind: 'purchased' })
    expect(body.plan).toEqual({ kind: 'purchased', trialLicenses: null, expiresOn: null })
    expect(problems(await planned({ kind: 'purchased', trialLicenses: 5 } as never))).toEqual([
      'plan.trialLicenses: unknown_field',
    ])
  })
})

describe('a type', () => {
  const types = organizationTypes.filter((type) => type !== 'provider')
  const pairs = organizationTypes.flatMap((parent) => types.map((type) => ({ parent, type })))
  const parents: Record<string, string> = {}

  beforeAll(async () => {
    const { providerId, partnerId, customerId } = world.first
    const enterprise = await added(api, { name: 'Holding', type: 'enterprise' })
    const division = await added(api, { name: 'Part', type: 'division', parentId: enterprise.body.id })
    Object.assign(parents, { provider: providerId, partner: partnerId, customer: customerId })
    Object.assign(parents, { enterprise: enterprise.body.id, division: division.body.id })
  })

  it.each(pairs)('$type below $parent follows the rule (RI2, RI3)', async ({ parent, type }) => {
    const answer = await add(api, { name: 'Typed', type, parentId: parents[parent] ?? '' } as NewCustomer)
    if (childTypes[parent].includes(type)) {
      expect(answer.status).toBe(201)
      expect(answer.body).toMatchObject({ type, parentId: parents[parent] })
    } else expect(problems(answer)).toEqual(['type: type_not_allowed_here'])
  })

  it('cannot be the provider itself', async () => {
    expect(problems(await add(api, { name: 'Another house', type: 'provider' } as never))).toHaveLength(1)
  })
})

describe('who adds a customer without seeing the own house', () => {
  const personOf = (organizationId: string, reach: 'selected' | 'entities', selected: string[] = []) =>
    world.addPerson({ providerId: world.first.providerId, organizationId, role: 'technician', reach, selected })

  it('as a technician of chosen customers gets it into reach, and does not see where it hangs', async () => {
    const { body } = await added(world.first.technician.api, { name: 'Mine' })
    expect(body).toMatchObject({ name: 'Mine', parentId: null, parentName: null })
    expect((await api.call(getCustomer, { params: { id: body.id } })).body.parentId).toBe(world.first.providerId)
  })

  it('gets what others add below a chosen organization', async () => {
    const { partnerId } = world.first
    const { api: chosen } = await personOf(world.first.providerId, 'selected', [partnerId])
    const { body } = await added(api, { name: 'Appearing', parentId: partnerId as never })
    expect((await chosen.call(getCustomer, { params: { id: body.id } })).body.parentName).toBe('First Partner')
  })

  it('as somebody who sees entities, or whose house holds no codes, adds nothing', async () => {
    const { body: holding } = await added(api, { name: 'Closed Holding', type: 'enterprise' })
    const limited = await personOf(world.first.providerId, 'entities')
    const inside = await personOf(holding.id, 'selected', [])
    expect((await add(limited.api, { name: 'Nowhere' })).status).toBe(404)
    expect((await add(inside.api, { name: 'Nowhere', type: 'division' })).status).toBe(404)
  })

  it('is told which field names what does not exist, and the same of what is not theirs to see', async () => {
    for (const parentId of [newId(), world.second.partnerId]) {
      const { status, problem } = await add(api, { name: 'Nowhere', parentId: parentId as never })
      expect([status, problem.code]).toEqual([404, 'not_found'])
      const message = 'The organization above does not exist'
      expect(problem.errors).toEqual([{ path: 'parentId', code: 'unknown_reference', message }])
    }
  })
})
