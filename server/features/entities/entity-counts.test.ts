import { getCustomer } from '@tenantry/contract/customers.ts'
import { deleteDevice, updateDevice } from '@tenantry/contract/devices.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, addDevice, added, counts, remove } from './entities.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

/** Creates entities, some of one name at the same moment, and deletes some of them, twice or with a device in them. */
async function comeAndGo(id: string, step: { name: number; ends: 'stays' | 'goes' | 'goes twice' | 'is filled' }) {
  const { status, body } = await add(api, id, { name: `Branch ${step.name}` })
  if (status !== 201) return
  if (step.ends === 'is filled') await Promise.all([addDevice(api, body).catch(() => {}), remove(api, body)])
  if (step.ends === 'goes' || step.ends === 'goes twice')
    await Promise.all([remove(api, body), step.ends === 'goes twice' && remove(api, body)])
}

it('counts 200 entities that come and go at once exactly: the card equals the rows (IF5)', async () => {
  const step = fc.record({
    name: fc.integer({ min: 0, max: 120 }),
    ends: fc.constantFrom('stays', 'goes', 'goes twice', 'is filled'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 200, maxLength: 200 }), async (steps) => {
      const homes = [world.first.customerId, world.first.otherCustomerId]
      await Promise.all(steps.map((each, index) => comeAndGo(homes[index % 2] ?? '', each as never)))
      for (const id of homes) {
        const found = await counts(world, id)
        expect(found).toEqual({ kept: found?.rows, rows: found?.rows, wrong: 0 })
        expect((await api.call(getCustomer, { params: { id } })).body.counts.entities).toBe(found?.rows)
      }
    }),
    { numRuns: 2 },
  )
}, 120_000)

it('counts devices that move between two entities in both directions at once exactly', async () => {
  const id = world.first.partnerCustomerId
  const entities = [(await added(api, id, { name: 'East' })).body, (await added(api, id, { name: 'West' })).body] as [
    Entity,
    Entity,
  ]
  const devices = await Promise.all(
    Array.from({ length: 40 }, (_, index) => addDevice(api, entities[index % 2] as Entity)),
  )
  const answers = await Promise.all(
    devices.map(async (device, index) => {
      const to = entities[(index + 1) % 2] as Entity
      const options = { params: { id: device.id } }
      if (index % 5 === 0) return (await api.call(deleteDevice, options)).status
      return (await api.call(updateDevice, { ...options, body: { entityId: to.id } }, { ifMatch: '*' })).status
    }),
  )
  expect(new Set(answers)).toEqual(new Set([200, 204]))
  expect(await counts(world, id)).toEqual({ kept: 2, rows: 2, wrong: 0 })
}, 60_000)
