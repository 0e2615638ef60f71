import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { type CustomerPatch, createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, type NewCustomer, problems, rowCounts } from './customers.fixture.ts'

let world: World
let api: HttpCaller
let minutes = 0

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => new Date(Date.UTC(2026, 0, 10, 0, minutes++)) } })
  api = world.first.admin.api
})
afterAll(() => world.close())

const full: NewCustomer = {
  ...(createCustomer.example?.body as NewCustomer),
  code: undefined,
  phone: '+12123951000',
  phoneExtension: '42',
  timeZone: 'America/New_York',
  billing: { profileName: 'Invoices', country: 'GB', city: 'London' },
  plan: { kind: 'trial', trialLicenses: 12, expiresOn: '2026-06-30' },
}

const edit = (id: string, body: CustomerPatch, ifMatch?: string) =>
  api.call(updateCustomer, { params: { id: id as never }, body }, ifMatch === undefined ? {} : { ifMatch })

const read = (id: string) => api.call(getCustomer, { params: { id: id as never } })

async function audited(objectId: string) {
  const { body } = await api.call(listAuditEvents, { query: { filter: { objectId: { eq: objectId } } } })
  return body.items
}

describe('editing a customer (IF6)', () => {
  it('changes the given fields and no others, and raises the version (IF9)', async () => {
    const { body: before, etag } = await added(api, full)
    const answer = await edit(before.id, { website: 'airtel.in', location: { landmark: 'By the park' } }, etag)
    expect(answer.status).toBe(200)
    expect(answer.etag).toBe('"2"')
    const expected = { ...before, website: 'https://airtel.in/', updatedAt: answer.body.updatedAt }
    expect(answer.body).toEqual({ ...expected, location: { ...before.location, landmark: 'By the park' } })
    expect(answer.body.updatedAt > before.updatedAt).toBe(true)
    expect((await read(before.id)).raw.body).toBe(answer.raw.body)
  })

  it('keeps what an edited trial has where it is not told otherwise', async () => {
    const { body, etag } = await added(api, full)
    const longer = await edit(body.id, { plan: { kind: 'trial', expiresOn: '2026-12-31' } }, etag)
    expect(longer.body.plan).toEqual({ kind: 'trial', trialLicenses: 12, expiresOn: '2026-12-31' })
    const bought = await edit(body.id, { plan: { kind: 'purchased' } }, longer.etag)
    expect(bought.body.plan).toEqual({ kind: 'purchased', trialLicenses: null, expiresOn: null })
  })

  it.each([null, '', '  '])('clears fields with %o', async (empty) => {
    const { body, etag } = await added(api, full)
    const cleared = await edit(
      body.id,
      {
        domain: empty,
        businessEmail: empty,
        phone: empty,
        phoneExtension: empty,
        website: empty,
        subscriptionId: empty,
        timeZone: empty,
        location: { name: empty, landmark: empty, line2: empty },
        billing: { profileName: empty },
      },
      etag,
    )
    const gone = { domain: null, businessEmail: null, phone: null, phoneExtension: null, website: null }
    expect(cleared.body).toMatchObject({ ...gone, subscriptionId: null, timeZone: null, name: 'Airtel' })
    expect(cleared.body.location).toEqual({ ...body.location, name: null, landmark: null, line2: null })
    expect(cleared.body.billing).toEqual({ ...body.billing, profileName: null })
  })

  it('cannot clear name or code', async () => {
    const { body } = await added(api, { name: 'Named' })
    for (const patch of [{ name: null }, { name: ' ' }, { code: null }, { code: '' }])
      expect((await edit(body.id, patch as never, '*')).status, JSON.stringify(patch)).toBe(422)
  })

  it('checks an address as it will be, with what is stored already', async () => {
    const { body, etag } = await added(api, full)
    expect(problems(await edit(body.id, { location: { state: null } }, etag))).toEqual([
      'location.state: state_required',
    ])
    expect(problems(await edit(body.id, { location: { country: 'GB' } }, etag))).toEqual([
      'location.state: state_unknown',
      'location.postalCode: postal_code_invalid',
    ])
    const moved = { country: 'GB', state: null, postalCode: 'ec1a1bb' }
    expect((await edit(body.id, { location: moved }, etag)).body.location).toMatchObject({ postalCode: 'EC1A 1BB' })
  })

  it.each(['us-ca', 'CA', 'ca'])('stores the state %s as its code, of both addresses', async (state) => {
    const { body, etag } = await added(api, full)
    const change = { location: { state }, billing: { country: 'US', state } }
    const { body: changed } = await edit(body.id, change, etag)
    expect([changed.location.state, changed.billing.state]).toEqual(['US-CA', 'US-CA'])
    const created = await added(api, { name: 'Stated', location: { country: 'US', state } })
    expect(created.body.location.state).toBe('US-CA')
  })

  it('tells how a state is written that is given by its name', async () => {
    const { body, etag } = await added(api, full)
    const { problem } = await edit(body.id, { location: { state: 'California' } }, etag)
    expect(problem.errors).toEqual([
      { path: 'location.state', code: 'state_unknown', message: 'State is written as its code: US-CA' },
    ])
  })

  it('knows Kosovo, and no language or country that does not exist', async () => {
    const { body, etag } = await added(api, { name: 'Pristina', location: { country: 'xk' }, locale: 'sq-XK' })
    expect([body.location.country, body.locale]).toEqual(['XK', 'sq-XK'])
    expect(problems(await edit(body.id, { locale: 'xx-YY' }, etag))).toEqual(['locale: locale_unknown'])
  })

  it('switches a customer off and on, and not one that is held', async () => {
    const { body, etag } = await added(api, { name: 'Switched' })
    const off = await edit(body.id, { isActive: false }, etag)
    expect(off.body).toMatchObject({ status: 'disabled', isActive: false })
    expect((await edit(body.id, { isActive: true }, off.etag)).body).toMatchObject({ status: 'active', isActive: true })
    await world.test.owner.query("UPDATE organizations SET status = 'suspended' WHERE id = $1", [body.id])
    expect(problems(await edit(body.id, { isActive: true }, '*'))).toEqual(['isActive: status_change_not_possible'])
    expect((await edit(body.id, { isActive: false }, '*')).body.status).toBe('suspended')
  })

  it('writes nothing and keeps the version where nothing differs', async () => {
    const { body, etag } = await added(api, full)
    const before = await rowCounts(world)
    for (const patch of [
      {},
      { name: body.name, code: body.code, isActive: true },
      { website: 'www.airtel.com', timeZone: 'America/New_York', locale: null },
      { location: { city: 'New York' }, plan: { kind: 'trial' } },
    ] as const) {
      const answer = await edit(body.id, patch, etag)
      expect([answer.status, answer.etag, answer.body]).toEqual([200, etag, body])
    }
    expect(await rowCounts(world)).toEqual(before)
  })

  it('leaves an audit row with the changed fields before and after, in its own transaction', async () => {
    const { body, etag } = await added(api, full)
    await edit(body.id, { name: 'Airtel Business', timeZone: 'Asia/Kolkata' }, etag)
    const [latest] = await audited(body.id)
    expect(latest).toMatchObject({
      action: 'customer.updated',
      organizationId: body.id,
      organizationName: 'Airtel Business',
    })
    expect(latest?.before).toEqual({ name: 'Airtel', timeZone: 'America/New_York' })
    expect(latest?.after).toEqual({ name: 'Airtel Business', timeZone: 'Asia/Kolkata' })
  })
})

describe('two people editing the same customer', () => {
  it('needs the version that was read', async () => {
    const { body, etag } = await added(api, { name: 'Contested' })
    const missing = await edit(body.id, { name: 'No version' })
    expect([missing.status, missing.problem.code]).toEqual([428, 'precondition_required'])
    expect((await edit(body.id, { name: 'First wins' }, etag)).status).toBe(200)
    for (const stale of [etag, '"99"', 'nonsense', '"-1"', '"1e3"', '""', '"99999999999999999999"', '"1", "99"']) {
      const answer = await edit(body.id, { name: 'Second loses' }, stale)
      expect([answer.status, answer.problem.code], stale).toEqual([412, 'precondition_failed'])
    }
    expect((await edit(body.id, { name: 'Any version' }, '*')).body.name).toBe('Any version')
  })

  it('at the same moment lets exactly one win, and leaves one audit row for it', async () => {
    const { body, etag } = await added(api, { name: 'Raced' })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => edit(body.id, { name: `Racer ${index}` }, etag)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)])
    const winner = answers.find(({ status }) => status === 200)
    expect((await read(body.id)).body.name).toBe(winner?.body.name)
    expect(await audited(body.id)).toHaveLength(2)
  })

  it('who accept any version both get their change, one after the other', async () => {
    const { body } = await added(api, { name: 'Relaxed' })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => edit(body.id, { subscriptionId: `S${index}` }, '*')),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(answers.map(({ etag }) => Number(etag.slice(1, -1))).sort((a, b) => a - b)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ])
    const befores = (await audited(body.id)).map(({ before }) => before?.subscriptionId ?? null)
    expect(new Set(befores).size).toBe(10)
  })
})
