import { updateCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, type NewCustomer, problems } from './customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

describe('an address (MH2)', () => {
  const located = (location: NewCustomer['location']) =>
    add(api, { name: 'Located', ...(location ? { location } : {}) })

  it.each(['US', 'CA', 'AU', 'BR', 'IN', 'MX', 'CN', 'JP'])(
    'in %s needs a state once anything is filled',
    async (country) => {
      expect((await located({ country })).status).toBe(201)
      expect(problems(await located({ country, city: 'Somewhere' }))).toEqual(['location.state: state_required'])
      expect(problems(await add(api, { name: 'Billed', billing: { country, line1: 'Somewhere' } }))).toEqual([
        'billing.state: state_required',
      ])
    },
  )

  it.each(['GB', 'DE', 'FR', 'MC'])('in %s needs no state', async (country) => {
    expect((await located({ country, city: 'Somewhere' })).status).toBe(201)
  })

  it('takes a state of its country only, and no state without country', async () => {
    expect((await located({ country: 'IN', state: 'IN-KA', city: 'Bengaluru' })).status).toBe(201)
    expect(problems(await located({ country: 'US', state: 'IN-KA' }))).toEqual(['location.state: state_unknown'])
    expect(problems(await located({ state: 'US-NY' }))).toEqual(['location.country: country_required'])
    expect(problems(await located({ country: 'XX' }))).toHaveLength(1)
  })

  it.each([
    [{ country: 'US', state: 'US-NY' }, '10036', '10036'],
    [{ country: 'GB' }, 'ec1a1bb', 'EC1A 1BB'],
    [{ country: 'CA', state: 'CA-ON' }, 'k1a0b1', 'K1A 0B1'],
    [{ country: 'IN', state: 'IN-KA' }, '560001', '560001'],
  ])('in %o writes the postal code %s as its country does', async (place, typed, stored) => {
    const { body } = await located({ ...place, postalCode: typed })
    expect(body.location?.postalCode).toBe(stored)
    expect(problems(await located({ ...place, postalCode: 'x1' }))).toEqual([
      'location.postalCode: postal_code_invalid',
    ])
  })

  it('of the company stands on the invoice unless there is another one (MH3)', async () => {
    const billed = async (billing?: NewCustomer['billing']) =>
      (await added(api, { name: 'Billed', ...(billing ? { billing } : {}) })).body
    expect((await billed()).billing.sameAsCompany).toBe(true)
    expect((await billed({ billTo: 'Accounts' })).billing).toMatchObject({ sameAsCompany: true, billTo: 'Accounts' })
    const own = { country: 'DE', city: 'Berlin' }
    expect((await billed(own)).billing).toMatchObject({ sameAsCompany: false, ...own })
    const { id } = await billed()
    const edited = await api.call(updateCustomer, { params: { id }, body: { billing: own } }, { ifMatch: '*' })
    expect(edited.body.billing).toMatchObject({ sameAsCompany: false, ...own })
  })

  it('of the company stands on the invoice while both are the same, and follows it (MH3)', async () => {
    const { body, etag } = await added(api, {
      name: 'Twin',
      location: { country: 'DE', city: 'Berlin', line1: 'Unter den Linden 1', postalCode: '10117' },
      billing: { profileName: 'Twin', sameAsCompany: true, country: 'FR', city: 'Paris' },
    })
    expect(body.billing).toMatchObject({ sameAsCompany: true, country: 'DE', city: 'Berlin', postalCode: '10117' })
    const moved = await api.call(
      updateCustomer,
      { params: { id: body.id }, body: { location: { city: 'Potsdam' } } },
      { ifMatch: etag },
    )
    expect(moved.body.billing).toMatchObject({ city: 'Potsdam', line1: 'Unter den Linden 1', profileName: 'Twin' })
  })

  it('of the invoice is its own where it differs from the company (MH3)', async () => {
    const { body } = await added(api, {
      name: 'Apart',
      location: { country: 'DE', city: 'Berlin' },
      billing: { billTo: 'Accounts', sameAsCompany: false, country: 'FR', city: 'Paris', postalCode: '75001' },
    })
    expect(body.billing).toMatchObject({ billTo: 'Accounts', country: 'FR', city: 'Paris', postalCode: '75001' })
    expect(body.location).toMatchObject({ country: 'DE', city: 'Berlin' })
  })
})

describe('ways to reach a customer', () => {
  it.each([
    ['phone', '+1 (212) 555-0100', '+12125550100'],
    ['phone', '0044 20 7946 0018', '+442079460018'],
    ['phoneExtension', ' 12 ', '12'],
    ['domain', 'MÜNCHEN.de.', 'xn--mnchen-3ya.de'],
    ['website', 'www.airtel.com', 'https://www.airtel.com/'],
    ['businessEmail', 'Sales@AIRTEL.com', 'Sales@airtel.com'],
    ['subscriptionId', ' SUB-1 ', 'SUB-1'],
  ])('brings %s from "%s" into one form (IF9)', async (field, typed, stored) => {
    expect((await added(api, { name: 'Reachable', [field]: typed })).body).toMatchObject({ [field]: stored })
    expect((await added(api, { name: 'Reachable', [field]: '' })).body).toMatchObject({ [field]: null })
  })

  it.each([
    ['phone', '212 555 0100', 'phone_invalid'],
    ['phone', '+1 555', 'phone_invalid'],
    ['phone', '+1 030 1234567', 'phone_invalid'],
    ['phone', '+1 212 555 0100 ext. 12', 'phone_invalid'],
    ['phoneExtension', '12a', 'phone_extension_invalid'],
    ['domain', 'co.uk', 'domain_invalid'],
    ['domain', '10.0.0.1', 'domain_invalid'],
    ['website', 'javascript:alert(1)', 'website_invalid'],
    ['businessEmail', 'nobody@', 'email_invalid'],
  ])('refuses "%s" of "%s"', async (field, typed, code) => {
    expect(problems(await add(api, { name: 'Unreachable', [field]: typed }))).toEqual([`${field}: ${code}`])
  })
})
