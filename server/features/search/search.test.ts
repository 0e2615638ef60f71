import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { addFavourite } from '@tenantry/contract/favourites.ts'
import { mostHits, searchEverything } from '@tenantry/contract/search.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { addCustomer, merged } from '../customer-merges/customer-merges.fixture.ts'
import { problems } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const search = (q: string, as = api) => as.call(searchEverything, { query: { q } })
const hits = async (q: string, as = api) => (await search(q, as)).body
const names = (items: { name: string }[]) => items.map(({ name }) => name)

describe('one search (IF3)', () => {
  it('finds customers by name and code, entities, devices and users, each with where it lies', async () => {
    const admin = { firstName: 'Quillon', email: 'quillon@airtel.example' }
    const id = await addCustomer(api, { name: 'Quillon Airlines', code: 'QAI001', contacts: { admin } })
    const params = { id: id as never }
    const entity = await api.call(createEntity, { params, body: { name: 'Quillon Delhi', code: 'QDEL-7' } })
    const device = await api.call(createDevice, {
      body: { organizationId: id as never, name: 'srv-quillon-1', class: 'server' },
    })
    const home = { organizationId: id, organizationName: 'Quillon Airlines' }
    expect(await hits('QUILLON')).toEqual({
      customers: [
        { id, name: 'Quillon Airlines', code: 'QAI001', type: 'customer', status: 'active', isFavourite: false },
      ],
      entities: [{ id: entity.body.id, name: 'Quillon Delhi', ...home }],
      devices: [{ id: device.body.id, name: 'srv-quillon-1', ...home }],
      users: [{ id: expect.any(String), name: 'Quillon', email: 'quillon@airtel.example', ...home }],
    })
    for (const q of ['qai0', 'AI001', 'lines', 'qu'])
      expect([q, names((await hits(q)).customers)]).toEqual([q, ['Quillon Airlines']])
    expect(names((await hits('del-7')).entities)).toEqual(['Quillon Delhi'])
    expect(names((await hits('quillon@')).users)).toEqual(['Quillon'])
    expect(await hits('quillon%')).toEqual({ customers: [], entities: [], devices: [], users: [] })
  })

  it('finds a customer by its whole id in another system, but not for its own people', async () => {
    const externalIds = [{ system: 'Autotask', value: 'AT-77/Zephyr' }]
    const id = await addCustomer(api, { name: 'Nimbus', code: 'NIM001', externalIds })
    expect(names((await hits('at-77/zephyr')).customers)).toEqual(['Nimbus'])
    expect(names((await hits('at-77')).customers)).toEqual([])
    const { providerId } = world.first
    const own = { providerId, organizationId: id, role: 'customer_administrator' as const, reach: 'subtree' as const }
    const owner = await world.addPerson(own)
    expect(names((await hits('nimbus', owner.api)).customers)).toEqual(['Nimbus'])
    expect(names((await hits('at-77/zephyr', owner.api)).customers)).toEqual([])
  })

  it('tells the best five of each kind, and favourites first', async () => {
    for (let number = 1; number <= 7; number++)
      await addCustomer(api, { name: `Vexel ${number}`, code: `VEX00${number}` })
    const inside = await addCustomer(api, { name: 'The Vexel Society', code: 'TVS001' })
    expect(names((await hits('vexel')).customers)).toEqual([1, 2, 3, 4, 5].map((number) => `Vexel ${number}`))
    expect(names((await hits('vex007')).customers)).toEqual(['Vexel 7'])
    await api.call(addFavourite, { params: { id: inside as never } })
    const { customers } = await hits('vexel')
    expect(customers.length).toBe(mostHits)
    expect(customers[0]).toMatchObject({ name: 'The Vexel Society', isFavourite: true })
    expect(names((await hits('quixotic')).customers)).toEqual([])
  })

  it('finds nothing that is out of sight, and no customer that has become part of another', async () => {
    const { partnerId, partnerAdmin, technician, customerId } = world.first
    await addCustomer(api, { name: 'Wombat Ltd', code: 'WOM001' })
    const theirs = await addCustomer(api, { name: 'Wombat Partners', code: 'WOM002', parentId: partnerId as never })
    expect(names((await hits('wombat', partnerAdmin.api)).customers)).toEqual(['Wombat Partners'])
    expect(names((await hits('wombat', technician.api)).customers)).toEqual([])
    expect(names((await hits('wombat', world.second.admin.api)).customers)).toEqual([])
    await api.call(createEntity, { params: { id: theirs as never }, body: { name: 'Wombat Delhi' } })
    expect(names((await hits('wombat', technician.api)).entities)).toEqual([])
    expect(names((await hits('wombat', partnerAdmin.api)).entities)).toEqual(['Wombat Delhi'])
    await merged(api, theirs, customerId)
    expect(names((await hits('wombat')).customers)).toEqual(['Wombat Ltd'])
  })

  it('answers with nothing of a kind that the role may not see', async () => {
    const { providerId, customerId } = world.first
    await api.call(createDevice, { body: { organizationId: customerId, name: 'yak-1', class: 'server' } })
    await addCustomer(api, { name: 'Yak Ltd', code: 'YAK001' })
    const role = "UPDATE roles SET permissions = '{devices.read}' WHERE provider_id = $1 AND key = 'technician'"
    await world.test.owner.query(role, [providerId])
    const reader = await world.addPerson({ providerId, organizationId: providerId, role: 'technician', reach: 'all' })
    const found = await hits('yak', reader.api)
    expect([names(found.devices), found.customers, found.entities, found.users]).toEqual([['yak-1'], [], [], []])
  })

  it('refuses what looks for nothing', async () => {
    for (const q of ['', '   ', '\u200b']) expect((await search(q)).status).toBe(422)
    expect(problems(await search('\u200b'))).toEqual(['q: search_invalid'])
    for (const q of ['%', '_', '\\', '´', "'; --", '\u{10ffff}'.repeat(3), 'x'.repeat(200)])
      expect([q, [200, 422].includes((await search(q)).status)]).toEqual([q, true])
  })
})
