import type { createCustomer } from '@tenantry/contract/customers.ts'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add } from '../customers/customers.fixture.ts'
import { type SettingValues, setSettings } from './set-settings.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

type NewCustomer = RequestOf<typeof createCustomer>['body']

const read = async (id: string, caller = api) => (await caller.call(getCustomer, { params: { id: id as never } })).body

const set = (id: string, values: SettingValues) =>
  api.call(updateCustomer, { params: { id: id as never }, body: values }, { ifMatch: '*' })

const setForProvider = (values: SettingValues) =>
  world.installation.database.within(systemScope(world.first.providerId), (tx) =>
    setSettings(tx, world.first.providerId, values),
  )

const from = (value: string, id: string | null, fromName: string | null) => ({
  value,
  fromOrganizationId: id,
  fromName,
})

describe('a setting', () => {
  it('comes from the product where nobody has set it', async () => {
    const { inherited, timeZone } = await read(world.second.customerId, world.second.admin.api)
    expect(timeZone).toBeNull()
    expect(inherited).toEqual({
      timeZone: from('UTC', null, null),
      locale: from('en', null, null),
      currency: from('USD', null, null),
    })
  })

  it('comes from the nearest organization above that has set it, each setting by itself', async () => {
    const { providerId, partnerId, partnerCustomerId } = world.first
    await setForProvider({ timeZone: 'Europe/Berlin', locale: 'de', currency: 'EUR' })
    await set(partnerId, { timeZone: 'Europe/Paris', locale: 'fr' })
    await set(partnerCustomerId, { timeZone: 'Asia/Tokyo' })
    const { inherited, timeZone, locale, currency } = await read(partnerCustomerId)
    expect(inherited).toEqual({
      timeZone: from('Asia/Tokyo', partnerCustomerId, 'First Partner Customer'),
      locale: from('fr', partnerId, 'First Partner'),
      currency: from('EUR', providerId, 'First Provider'),
    })
    expect({ timeZone, locale, currency }).toEqual({ timeZone: 'Asia/Tokyo', locale: null, currency: null })
  })

  it('that is cleared comes from above again', async () => {
    const { partnerCustomerId, partnerId } = world.first
    const cleared = await set(partnerCustomerId, { timeZone: '' })
    expect(cleared.body.timeZone).toBeNull()
    expect(cleared.body.inherited.timeZone).toEqual(from('Europe/Paris', partnerId, 'First Partner'))
    await set(partnerId, { timeZone: null, locale: null })
    expect((await read(partnerCustomerId)).inherited.timeZone.value).toBe('Europe/Berlin')
    await set(partnerId, { timeZone: 'Europe/Paris', locale: 'fr' })
  })

  it('can be set while the customer is added, and follows what changes above', async () => {
    const { body } = await add(api, { name: 'Settled', currency: 'JPY' })
    expect(body.inherited.currency).toEqual(from('JPY', body.id, 'Settled'))
    await setForProvider({ timeZone: 'Europe/Rome' })
    expect((await read(body.id)).inherited.timeZone.value).toBe('Europe/Rome')
    await setForProvider({ timeZone: 'Europe/Berlin' })
  })

  it('is in force for who cannot see where it comes from, without a word about whose it is', async () => {
    const { partnerId, partnerAdmin, partnerCustomerId, technician, customerId } = world.first
    const { inherited } = await read(partnerCustomerId, partnerAdmin.api)
    expect(inherited.currency).toEqual(from('EUR', null, null))
    expect(inherited.locale).toEqual(from('fr', partnerId, 'First Partner'))
    expect((await read(customerId, technician.api)).inherited.currency).toEqual(from('EUR', null, null))
  })

  it('of a partner is in force for a technician who sees only a customer of the partner', async () => {
    const { providerId, partnerCustomerId } = world.first
    const technician = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [partnerCustomerId],
    })
    const { inherited } = await read(partnerCustomerId, technician.api)
    expect(inherited.locale).toEqual(from('fr', null, null))
    expect(inherited.currency).toEqual(from('EUR', null, null))
  })

  it('of another provider is never in force', async () => {
    const { inherited } = await read(world.second.customerId, world.second.admin.api)
    expect(inherited.currency).toEqual(from('USD', null, null))
  })

  it.each([
    { timeZone: 'Mars/Olympus' },
    { timeZone: 'GMT+25' },
    { locale: 'not a language' },
    { currency: 'EURO' },
    { currency: 'ZZZ' },
  ] as Partial<NewCustomer>[])('refuses %o', async (wrong) => {
    const { problem } = await set(world.first.customerId, wrong as SettingValues)
    expect(problem.errors?.map(({ path }) => path)).toEqual(Object.keys(wrong))
  })
})
