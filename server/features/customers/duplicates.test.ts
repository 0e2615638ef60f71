import { type CustomerDuplicate, findCustomerDuplicates } from '@tenantry/contract/customer-duplicates.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added } from './customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  await added(api, { name: 'Airtel', code: 'AIR001', domain: 'airtel.com' })
  await added(api, { name: 'Müller & Söhne GmbH & Co. KG', code: 'MUE001' })
  await added(api, { name: 'شركة الاتصالات', code: 'ARA001' })
})
afterAll(() => world.close())

type Query = { name?: string; code?: string; domain?: string; except?: string }

async function found(query: Query, by = api): Promise<string[]> {
  const { body, status, raw } = await by.call(findCustomerDuplicates, { query })
  if (status !== 200) throw new TypeError(raw.body)
  return body.items.map(({ name, reasons }: CustomerDuplicate) => `${name}: ${reasons.join(', ')}`)
}

describe('customers that are there already (B10)', () => {
  it.each(['Airtel', 'airtel', ' AIRTEL  Inc. ', 'Airtel, Ltd', 'Airtel L.L.C.', 'Airtel Corp', 'Aírtel GmbH'])(
    'are found by the same name without its legal form: %s',
    async (name) => {
      expect(await found({ name })).toEqual(['Airtel: name'])
    },
  )

  it.each(['Muller und Sohne', 'Müller Söhne', 'Mueller & Söhne'])(
    'are found by nearly the same name: %s',
    async (name) => {
      expect(await found({ name })).toEqual([expect.stringMatching(/^Müller & Söhne GmbH & Co. KG: (similar_)?name$/)])
    },
  )

  it('are found in any script, by the same code in any case, and by the same domain', async () => {
    expect(await found({ name: 'شركة الاتصالات' })).toEqual(['شركة الاتصالات: name'])
    expect(await found({ code: 'air001' })).toEqual(['Airtel: code'])
    expect(await found({ domain: 'https://AIRTEL.com'.replace('https://', '') })).toEqual(['Airtel: domain'])
    expect(await found({ name: 'Airtel SA', code: 'AIR001', domain: 'airtel.com' })).toEqual([
      'Airtel: name, code, domain',
    ])
  })

  it('are neither what is unlike nor what is being edited', async () => {
    expect(await found({ name: 'Vodafone', code: 'VOD001', domain: 'vodafone.com' })).toEqual([])
    expect(await found({ name: 'GmbH' })).toEqual([])
    const { body } = await added(api, { name: 'Edited', code: 'EDI001', domain: 'edited.example.com' })
    expect(await found({ name: 'Edited', code: 'EDI001', except: body.id })).toEqual([])
  })

  it('are none by a code alone that the one edited has already, as codes of two partners may be the same', async () => {
    const parentId = world.first.partnerId
    const { body: below } = await added(api, { name: 'Inside Harbour', code: 'LIKE-1', parentId })
    const { body: outside } = await added(api, { name: 'Outer Quarry', code: 'like-1' })
    const except = outside.id
    expect(await found({ name: 'Outer Quarry', code: 'like-1', except })).toEqual([])
    expect(await found({ name: 'Inside Harbour', code: 'like-1', except })).toEqual(['Inside Harbour: name, code'])
    expect(await found({ code: 'LIKE-1', except: below.id })).toEqual([])
    expect(await found({ code: 'air001', except })).toEqual(['Airtel: code'])
    expect(await found({ code: 'LIKE-1' })).toHaveLength(2)
    // Whoever does not see the one that is left out learns nothing of its code.
    const { partnerAdmin } = world.first
    expect(await found({ code: 'LIKE-1', except }, partnerAdmin.api)).toEqual(['Inside Harbour: code'])
  })

  it('are not looked for by what is no name, code or domain yet', async () => {
    for (const query of [{}, { name: 'A' }, { name: '%' }, { code: "x'--" }, { domain: 'airtel' }, { domain: '..' }])
      expect(await found(query)).toEqual([])
    for (const name of ['%00', '%F0%9F%8D%AE', 'a'.repeat(1_000), '%5C%25_'])
      expect((await api.request('GET', `/api/v1/customer-duplicates?name=${name}`)).statusCode).toBe(200)
    expect((await api.request('GET', '/api/v1/customer-duplicates?name=a&name=b')).statusCode).toBe(422)
  })

  it('are only those that the caller sees', async () => {
    const { partnerAdmin, technician, partnerId } = world.first
    await added(api, { name: 'Below The Partner', code: 'BTP', domain: 'below.com', parentId: partnerId })
    const all = { name: 'Below the Partner Ltd', code: 'BTP', domain: 'below.com' }
    expect(await found(all)).toHaveLength(1)
    expect(await found(all, partnerAdmin.api)).toHaveLength(1)
    for (const other of [technician.api, world.second.admin.api]) expect(await found(all, other)).toEqual([])
    expect(await found({ name: 'Airtel', code: 'AIR001', domain: 'airtel.com' }, partnerAdmin.api)).toEqual([])
    expect(await found({ name: 'First Customer' }, technician.api)).toContain('First Customer: name')
  })

  it('are a warning and no error: the same may be created', async () => {
    expect((await add(api, { name: 'Twice', domain: 'twice.com' })).status).toBe(201)
    expect((await add(api, { name: 'Twice', domain: 'twice.com' })).status).toBe(201)
  })
})
