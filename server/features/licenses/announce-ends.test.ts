/** What ends is told of before it does. */
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createLicensePurchase, updateLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { updateLicenseType } from '@tenantry/contract/licenses.ts'
import { filledText, notificationKinds } from '@tenantry/contract/notification-kinds.ts'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { mustSet, runTask } from '../lifecycle/lifecycle.fixture.ts'
import { queueMail } from '../mails/public.ts'
import { notificationTasks } from '../notifications/public.ts'
import { announceEndsTask } from './public.ts'

let world: World
const time = { now: new Date('2026-03-01T12:00:00Z') }

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => time.now } })
})
afterAll(() => world.close())
beforeEach(async () => {
  for (const table of ['mails', 'notifications', 'notices', 'outbox', 'license_purchases'])
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

it('what ends is told of with what remains of all purchases of the type (EC4)', async () => {
  const { api } = world.first.admin
  const detail = async () => {
    const { rows } = await world.test.owner.query('SELECT params FROM notices ORDER BY created_at')
    return filledText(notificationKinds.license_purchase_ends.detail ?? '', rows.at(-1)?.params)
  }
  await buy('2026-06-06')
  await on('2026-05-10')
  expect(await detail()).toBe(
    'None remains from then on. What is in use stays, and nothing is added beyond what remains. PO-7',
  )
  const body = { type: 'it_assets', quantity: 3, startsOn: '2026-06-07' }
  expect((await api.call(createLicensePurchase, { body })).status).toBe(201)
  await on('2026-05-31')
  expect(await detail()).toMatch(/^3 remain from then on[.] /)
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

it('a purchase of a type that is switched off is told of once it is switched on again', async () => {
  await buy('2026-06-06')
  const { api } = world.first.admin
  const set = async (isOn: boolean) => {
    const params = { code: 'it_assets' }
    expect((await api.call(updateLicenseType, { params, body: { isOn } }, { ifMatch: '*' })).status).toBe(200)
  }
  await set(false)
  await on('2026-05-10')
  expect(await told()).toEqual([])
  await set(true)
  await on('2026-05-11')
  expect(await told()).toEqual(['purchase-ends 2026-06-06:30'])
})

it('a trial that ends is told to whoever sets its limits, and no more when it is bought or archived (B16, RI6)', async () => {
  const { admin, providerId } = world.first
  time.now = new Date('2026-06-30T12:00:00Z')
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

it('a trial is not reminded of for a day that had come when it was made, or when its end was set (RI6)', async () => {
  const { admin } = world.first
  time.now = new Date('2026-09-01T12:00:00Z')
  const { id } = (
    await added(admin.api, { name: 'Fresh', code: 'FRESH', plan: { kind: 'trial', trialLicenses: 5 } } as never)
  ).body
  for (const day of ['2026-09-01', '2026-09-02', '2026-09-23']) await on(day)
  expect(await told()).toEqual([])
  await on('2026-09-24')
  const plan = { kind: 'trial', trialLicenses: 5, expiresOn: '2026-10-02' } as const
  await admin.api.call(updateCustomer, { params: { id: id as never }, body: { plan } }, { ifMatch: '*' })
  await admin.api.call(updateCustomer, { params: { id: id as never }, body: { name: 'Fresher' } }, { ifMatch: '*' })
  await on('2026-09-24')
  expect(await told()).toEqual(['trial-ends 2026-10-01:7'])
  await on('2026-09-25')
  expect(await told()).toEqual(['trial-ends 2026-10-01:7', 'trial-ends 2026-10-02:7'])
  await admin.api.call(
    updateCustomer,
    { params: { id: id as never }, body: { plan: { kind: 'purchased' } } },
    { ifMatch: '*' },
  )
})

it('ends reach those alone who keep the pool or set the limits, and the account manager of a trial by mail, once', async () => {
  const { first, second } = world
  const { admin, providerId } = first
  time.now = new Date('2026-07-29T12:00:00Z')
  await buy('2026-08-06')
  const plan = { kind: 'trial', trialLicenses: 5, expiresOn: '2026-08-06' }
  const trial = async (name: string, accountManagerEmail: string) =>
    (await added(admin.api, { name, code: name.toUpperCase(), plan, accountManagerEmail } as never)).body.id
  const managed = await trial('Managed', 'manager@msp.example')
  await trial('Ownly', admin.email.toUpperCase())
  // That a partner is on a trial is kept from its own people; of those below it they are told.
  const ofPartner = { params: { id: first.partnerId as never }, body: { plan } as never }
  expect((await admin.api.call(updateCustomer, ofPartner, { ifMatch: '*' })).status).toBe(200)
  const place = { providerId, organizationId: managed, role: 'customer_administrator', reach: 'subtree' } as const
  const people = [await world.addPerson(place), first.technician, first.partnerAdmin, second.admin]
  await on('2026-08-01')
  await tellAll()
  await on('2026-08-01')
  await tellAll()
  const { rows: notified } = await world.test.owner.query('SELECT DISTINCT membership_id AS id FROM notifications')
  const ids = notified.map(({ id }) => id)
  expect(ids).toContain(admin.membershipId)
  for (const { membershipId } of people) expect(ids).not.toContain(membershipId)
  const { rows: mails } = await world.test.owner.query<{ to_address: string; subject: string; text: string }>(
    "SELECT to_address, subject, text FROM mails WHERE key LIKE '%:address'",
  )
  // Whoever is told as a person of the provider gets no second mail.
  expect(mails.map(({ to_address }) => to_address)).toEqual(['manager@msp.example'])
  expect(mails[0]?.subject).toContain('Managed')
  expect(mails[0]?.text).toContain('named as account manager of Managed')
})

/** Tells people of what has been noted. */
async function tellAll() {
  const { rows } = await world.test.owner.query("DELETE FROM outbox WHERE event = 'notice.written' RETURNING *")
  const [task] = notificationTasks({ queueMail, publicUrl: () => 'https://msp.example' })
  for (const { payload, provider_id: providerId } of rows) await runTask(world, task, { providerId, payload })
}
