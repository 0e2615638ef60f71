/** Which types devices take by their class, with devices that live (IF7, IF15). */
import { getCustomer } from '@tenantry/contract/customers.ts'
import { listDeviceClasses, setDeviceClassTypes } from '@tenantry/contract/device-classes.ts'
import { createDevice, deleteDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseType, getLicensePool, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { problems } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(async () => {
  const { rows } = await world.test.owner.query(contradictions['counters of licenses'], [world.first.providerId])
  expect(rows).toEqual([])
  await world.close()
})

const set = (code: string, types: string[], dryRun = false) =>
  api.call(setDeviceClassTypes, { params: { code }, body: { licenseTypes: types } }, { dryRun })
const used = async (type: string) =>
  (await api.call(getLicensePool)).body.items.find((each) => each.type === type)?.used ?? 0
const device = async (organizationId: string, more: object = {}) =>
  (await api.call(createDevice, { body: { organizationId, name: 'printer', class: 'printer', ...more } as never })).body

it('live devices take what their class takes from now on, or none does', async () => {
  const { customerId, partnerCustomerId, providerId } = world.first
  await api.call(createLicenseType, { body: { code: 'print_agents', name: 'Print agents' } })
  const [first] = [await device(customerId), await device(partnerCustomerId), await device(providerId)]
  await device(customerId, { status: 'retired' })
  const before = await used('it_assets')
  const preview = await set('printer', ['print_agents'], true)
  expect(preview.body).toMatchObject({ code: 'printer', licenseTypes: ['print_agents'], devices: 3 })
  expect([await used('it_assets'), await used('print_agents')]).toEqual([before, 0])
  expect((await set('printer', ['print_agents', 'it_assets'])).status).toBe(200)
  expect([await used('it_assets'), await used('print_agents')]).toEqual([before, 3])
  expect((await set('printer', ['print_agents'])).status).toBe(200)
  expect([await used('it_assets'), await used('print_agents')]).toEqual([before - 3, 3])
  const { items } = (await api.call(listDeviceClasses)).body
  expect(items.find(({ code }) => code === 'printer')?.licenseTypes).toEqual(['print_agents'])
  // What comes, changes and goes follows.
  const another = await device(customerId)
  await api.call(updateDevice, { params: { id: first.id }, body: { class: 'server' } }, { ifMatch: '*' })
  await api.call(deleteDevice, { params: { id: another.id } }, { ifMatch: '*' })
  expect(await used('print_agents')).toBe(2)
  await api.call(createLicensePurchase, { body: { type: 'mobile_devices', quantity: 1, startsOn: '2020-01-01' } })
  const refused = await set('printer', ['mobile_devices'])
  expect([refused.status, refused.problem.code, refused.problem.params]).toMatchObject([
    409,
    'license_exhausted',
    { type: 'mobile_devices', free: 1, needed: 2, organization: expect.any(String) },
  ])
  expect(await used('print_agents')).toBe(2)
  // Of many customers the one that is short is named.
  const limits = { mode: 'allocated' as const, types: [{ type: 'non_it_assets', limit: 0 }] }
  await api.call(setCustomerLicenses, { params: { id: partnerCustomerId as never }, body: limits }, { ifMatch: '*' })
  const { name } = (await api.call(getCustomer, { params: { id: partnerCustomerId as never } })).body
  expect((await set('printer', ['non_it_assets'])).problem).toMatchObject({
    detail: `No non-IT asset license is left at ${name}: 0 of 0 free`,
    params: { organization: name },
  })
})

it('only types of devices that there are can be taken, of classes that there are', async () => {
  expect(problems(await set('server', ['users', 'nothing']))).toEqual([
    'licenseTypes.0: type_not_of_devices',
    'licenseTypes.1: unknown_reference',
  ])
  expect((await set('toaster', [])).status).toBe(404)
})

it('whoever sees a part of the provider alone changes nothing', async () => {
  const person = await world.addPerson({
    providerId: world.first.providerId,
    organizationId: world.first.providerId,
    role: 'provider_administrator',
    reach: 'selected',
    selected: [world.first.providerId, world.first.customerId],
  })
  const answer = await person.api.call(setDeviceClassTypes, { params: { code: 'server' }, body: { licenseTypes: [] } })
  expect(answer.status).toBe(403)
})
