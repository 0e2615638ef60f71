/** What ends is told of before it does. */
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createLicensePurchase, updateLicensePurchase } from '@tenantry/contract/licenses.ts'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { mustSet, runTask } from '../lifecycle/lifecycle.fixture.ts'
import { announceEndsTask } from './public.ts'

let world: World
const time = { now: new Date('2026-03-01T12:00:00Z') }

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => time.now } })
})
afterAll(() => world.close())
beforeEach(async () => {
  for (const table of ['notifications', 'notices', 'license_purchases'])
    await world.test.owner.query(`DELETE FROM ${table}`)
})

async function on(day: string) {
  time.now = new Date(`${day}T12:00:00Z`)
  await runTask(world, announceEndsTask)
}

const told = async () =>
  (await world.test.owner.query<{ key: string }>('SELECT key FROM notices ORDER BY created_at, key')).rows.map(
    ({ key }) => key.replace(/:[0-9a-f-]{36}:/, ' '),
  )

const buy = async (endsOn: string) => {
  const body = { type: 'it_assets', quantity: 10, startsOn: '2026-01-01', endsOn, reference: 'PO-7' }
  const { body: made } = await world.first.admin.api.call(createLicensePurchase, { body })
  return made.id
}

it('a purchase that ends is announced 30, 7 and 1 days ahead, once each (EC4, EC7)', async () => {
  await buy('2026-04-30')
  await on('2026-03-30')
  expect(await told()).toEqual([])
  for (const day of ['2026-03-31', '2026-03-31', '2026-04-10', '2026-04-23', '2026-04-24', '2026-04-29']) await on(day)
  await Promise.all([on('2026-04-30'), on('2026-04-30')])
  await on('2026-05-01')
  expect(await told()).toEqual([
    'purchase-ends 2026-04-30:30',
    'purchase-ends 2026-04-30:7',
    'purchase-ends 2026-04-30:1',
  ])
  const { rows } = await world.test.owner.query('SELECT organization_id, to_permission, params FROM notices')
  expect(rows[0]).toMatchObject({
    organization_id: world.first.providerId,
    to_permission: 'license_pool.manage',
    params: { quantity: 10, licenseType: 'IT assets', endsOn: '2026-04-30', reference: 'PO-7' },
  })
})

it('of what was missed only the nearest is told, and another last day is told anew', async () => {
  const id = await buy('2026-06-06')
  await on('2026-06-01')
  expect(await told()).toEqual(['purchase-ends 2026-06-06:7'])
  const params = { id }
  const { admin } = world.first
  await admin.api.call(updateLicensePurchase, { params, body: { endsOn: '2026-06-20' } }, { ifMatch: '*' })
  await on('2026-06-01')
  expect(await told()).toEqual(['purchase-ends 2026-06-06:7', 'purchase-ends 2026-06-20:30'])
})

it('a trial that ends is told to whoever sets its limits, and no more when it is bought or archived (RI6)', async () => {
  const { admin, providerId } = world.first
  time.now = new Date('2026-07-01T12:00:00Z')
  const plan = { kind: 'trial', trialLicenses: 5, expiresOn: '2026-07-08' }
  const make = async (name: string) =>
    (await added(admin.api, { name, code: name.toUpperCase(), plan } as never)).body.id
  const [kept, bought, archived] = [await make('Kept'), await make('Bought'), await make('Archived')]
  const params = { id: bought as never }
  await admin.api.call(updateCustomer, { params, body: { plan: { kind: 'purchased' } } }, { ifMatch: '*' })
  await mustSet(admin.api, archived, 'offboarding', 'archived')
  await on('2026-07-02')
  await on('2026-07-07')
  expect(await told()).toEqual(['trial-ends 2026-07-08:7', 'trial-ends 2026-07-08:1'])
  const { rows } = await world.test.owner.query('SELECT provider_id, organization_id, to_permission FROM notices')
  expect(rows).toEqual(
    ['', ''].map(() => ({ provider_id: providerId, organization_id: kept, to_permission: 'licenses.manage' })),
  )
})
