/** Alerts about licenses, through HTTP (EC6, OM2, OM3, OM4). */
import { createDevice, deleteDevice, listDevices } from '@tenantry/contract/devices.ts'
import { cancelImport, getImport, startImport, undoImport } from '@tenantry/contract/imports.ts'
import {
  getCustomerLicenseAlerts,
  getLicenseAlerts,
  getNewCustomerAlerts,
  listCustomerLicenseAlerts,
  listLicenseAlerts,
  previewCustomerLicenseAlert,
  previewLicenseAlert,
  previewNewCustomerAlert,
  setCustomerLicenseAlerts,
  setLicenseAlerts,
  testCustomerLicenseAlert,
  testNewCustomerAlert,
} from '@tenantry/contract/license-alerts.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { setCustomerLicenses, updateLicenseType } from '@tenantry/contract/licenses.ts'
import { updateNotificationSettings } from '@tenantry/contract/notifications.ts'
import { getProviderSettings, updateProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../../platform/http/context.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { merged } from '../customer-merges/customer-merges.fixture.ts'
import { added, problems } from '../customers/customers.fixture.ts'
import { imported, runJob, stoppingAfter, uploaded } from '../imports/imports.fixture.ts'
import { runTask } from '../lifecycle/lifecycle.fixture.ts'
import { findAlertMails } from './fired-alerts.queries.ts'
import { licenseAlertTasks } from './license-alert-tasks.ts'
import { mailAlerts } from './mail-alerts.ts'

let world: World
const time = { now: new Date('2026-03-01T12:00:00Z') }

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => time.now } })
})
afterAll(() => world.close())

const api = () => world.first.admin.api
let homes = 0
const customer = async (more: object = {}) =>
  (await added(api(), { name: `Alerted ${++homes}`, code: `ALERT${homes}`, ...more })).body.id as string
const allot = (id: string, limit: number, type = 'it_assets') =>
  api().call(
    setCustomerLicenses,
    { params: { id: id as never }, body: { mode: 'allocated', types: [{ type, limit }], confirm: true } },
    { ifMatch: '*' },
  )
const devices = async (organizationId: string, count: number, deviceClass = 'server') => {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const answer = await api().call(createDevice, {
      body: { organizationId, name: 'box', class: deviceClass } as never,
    })
    expect(answer.status, answer.raw.body).toBe(201)
    ids.push(answer.body.id)
  }
  return ids
}
const devicesOf = async (id: string) =>
  (await api().call(listDevices, { query: { filter: { organizationId: { eq: id } } } })).body.items.map(
    (each) => each.id,
  )
const drop = (id: string) => api().call(deleteDevice, { params: { id: id as never } }, { ifMatch: '*' })
const set = (id: string, body: object, by = api()) =>
  by.call(setCustomerLicenseAlerts, { params: { id: id as never }, body: body as never }, { ifMatch: '*' })

async function work(providerId = world.first.providerId): Promise<{ told: number }> {
  const { database, clock } = world.installation
  const scope = systemScope(providerId)
  const actor = { kind: 'system', name: 'Test', scope } as const
  return database.within(scope, (tx) =>
    mailAlerts({ tx, clock, actor, origin: { id: 'test', source: null } }, 'https://msp.example'),
  )
}

const read = async (id: string, by = api()) =>
  (await by.call(getCustomerLicenseAlerts, { params: { id: id as never } })).body

/** What has been mailed since it was last asked, and what it says. */
let seen = 0
async function mailed(): Promise<{ to: string; subject: string; text: string; html: string }[]> {
  // Each of these moments is far from the one before, so that nobody has had too many.
  time.now = new Date(time.now.getTime() + 3_600_000)
  await work()
  const { rows } = await world.test.owner.query(
    `SELECT to_address AS to, subject, text, html FROM mails WHERE kind = 'license_alert' ORDER BY id OFFSET ${seen}`,
  )
  seen += rows.length
  return rows
}

describe('a customer with 10 licenses (EC6)', () => {
  it('is told of once at 80 %, not at 90 %, once at 100 %, and again after it has fallen by 5 points', async () => {
    const id = await customer({ accountManagerEmail: 'manager@msp.example' })
    await allot(id, 10)
    const [first, second] = await devices(id, 7)
    expect(await mailed()).toEqual([])
    const [eighth = ''] = await devices(id, 1)
    const [mail, ...more] = await mailed()
    expect(more).toEqual([])
    expect(mail).toMatchObject({ to: 'manager@msp.example', subject: `Alerted ${homes} uses 80 % of its IT assets` })
    expect(mail?.text).toContain('uses 8 of 10 licenses of the type IT assets, which is 80 %. That leaves 2.')
    expect(mail?.text).toContain(`https://msp.example/customers/${id}/licenses`)
    await devices(id, 1)
    expect(await mailed()).toEqual([])
    await devices(id, 1)
    expect((await mailed()).map(({ subject }) => subject)).toEqual([`Alerted ${homes} uses 100 % of its IT assets`])
    await drop(eighth)
    await devices(id, 1)
    expect((await mailed()).map(({ subject }) => subject)).toEqual([`Alerted ${homes} uses 100 % of its IT assets`])
    for (const gone of [first, second, (await devices(id, 0))[0]]) if (gone) await drop(gone)
    // 80 % is not 5 points below 80 %.
    await devices(id, 1)
    expect(await mailed()).toEqual([])
    expect((await api().call(listCustomerLicenseAlerts, { params: { id: id as never } })).body.items).toMatchObject([
      { levels: ['full'], percent: 100, used: 10, limit: 10, mails: [{ to: 'manager@msp.example', state: 'queued' }] },
      { levels: ['full'], percent: 100 },
      { levels: ['threshold'], percent: 80, threshold: 80, mails: [{ to: 'manager@msp.example' }] },
    ])
  })

  it('is told once, in one line and by one mail and notice, of a threshold and a limit that it reaches at once', async () => {
    for (const threshold of [1, 100]) {
      const id = await customer({ accountManagerEmail: 'atonce@msp.example' })
      await set(id, { threshold })
      await allot(id, 1)
      await devices(id, 1)
      expect((await mailed()).map(({ subject }) => subject)).toEqual([`Alerted ${homes} uses 100 % of its IT assets`])
      expect((await api().call(listCustomerLicenseAlerts, { params: { id: id as never } })).body.items).toMatchObject([
        { levels: threshold === 1 ? ['threshold', 'full'] : ['full'], threshold, used: 1, limit: 1 },
      ])
      const { rows } = await world.test.owner.query('SELECT 1 FROM notices WHERE organization_id = $1', [id])
      expect(rows).toHaveLength(1)
    }
  })

  it('has a line for each time that it was full, though one mail tells of them', async () => {
    const id = await customer({ accountManagerEmail: 'eachtime@msp.example' })
    await allot(id, 2)
    const lines = async () =>
      (await api().call(listCustomerLicenseAlerts, { params: { id: id as never } })).body.items.map(
        (each) => each.levels,
      )
    const both = ['threshold', 'full']
    for (const taken of [2, 1]) {
      const [first = ''] = await devices(id, taken)
      if (taken === 2) await drop(first)
    }
    expect(await lines()).toEqual([both, both])
    expect(await mailed()).toHaveLength(1)
    expect(await lines()).toEqual([both, both])
  })

  it('tells of a threshold that is reached again apart from the limit that was reached before', async () => {
    const id = await customer({ accountManagerEmail: 'reached-again@msp.example' })
    await allot(id, 10)
    for (const each of (await devices(id, 10)).slice(0, 3)) await drop(each)
    await devices(id, 1)
    await mailed()
    const { items } = (await api().call(listCustomerLicenseAlerts, { params: { id: id as never } })).body
    expect(items.map(({ levels, used }) => [levels, used])).toEqual([
      [['threshold'], 8],
      [['threshold', 'full'], 10],
    ])
  })

  it('has a threshold that is lowered below what is full in the line of the limit, and not in that of the next time', async () => {
    const id = await customer({ accountManagerEmail: 'lowered@msp.example' })
    const lines = async () =>
      (await api().call(listCustomerLicenseAlerts, { params: { id: id as never } })).body.items.map(
        ({ levels, threshold, used }) => [levels, threshold, used],
      )
    await set(id, { threshold: 100 })
    await allot(id, 10)
    const [first = ''] = await devices(id, 10)
    await set(id, { threshold: 80 })
    const lowered = [['threshold', 'full'], 80, 10]
    await drop(first)
    await devices(id, 1)
    // They are told by one mail from here on.
    await mailed()
    expect(await lines()).toEqual([[['full'], 80, 10], lowered])
  })

  it('has in one line what one change has reached, in whatever order that was noted', async () => {
    const id = await customer({ accountManagerEmail: 'noted@msp.example' })
    const [first = ''] = await devices(id, 10)
    await allot(id, 10)
    await drop(first)
    await devices(id, 1)
    await world.test.owner.query(
      "UPDATE license_alerts SET fired_at = fired_at + interval '1 microsecond' * CASE level WHEN 'threshold' THEN 2000 ELSE 1000 END WHERE organization_id = $1 AND transaction_id = (SELECT transaction_id FROM license_alerts WHERE organization_id = $1 AND level = 'threshold')",
      [id],
    )
    await mailed()
    const { items } = (await api().call(listCustomerLicenseAlerts, { params: { id: id as never } })).body
    expect(items.map(({ levels }) => levels)).toEqual([['full'], ['threshold', 'full']])
  })

  it('fires nothing without a limit, for a limit of 0 and where alerts are off, and tells of several types in one mail', async () => {
    const id = await customer({ accountManagerEmail: 'several@msp.example' })
    await devices(id, 3)
    await allot(id, 0)
    expect(await mailed()).toEqual([])
    expect((await set(id, { isOn: false })).status).toBe(200)
    await allot(id, 3)
    expect(await mailed()).toEqual([])
    await devices(id, 2, 'phone')
    await api().call(
      setCustomerLicenses,
      {
        params: { id: id as never },
        body: {
          mode: 'allocated',
          types: [
            { type: 'it_assets', limit: 3 },
            { type: 'mobile_devices', limit: 2 },
          ],
        },
      },
      { ifMatch: '*' },
    )
    expect(await mailed()).toEqual([])
    await set(id, { isOn: true })
    const mails = await mailed()
    expect(mails.map(({ subject }) => subject)).toEqual([
      `Alerted ${homes} uses 100 % of its IT assets and 1 more type`,
    ])
    expect(mails[0]?.text).toContain('2 of 2 licenses of the type Mobile devices')
  })

  it('is told of when a limit falls, by its own threshold for a type, to everybody on its list', async () => {
    const id = await customer()
    await allot(id, 20)
    await devices(id, 5)
    const answer = await set(id, {
      threshold: 90,
      typeThresholds: [{ type: 'it_assets', threshold: 50 }],
      recipients: 'one@cust.example, two@cust.example',
      subject: '{{customerCode}}\u2028{{ license_type }} {{percent}}/{{threshold}}',
      body: '<b>{{remaining}}</b> {{link}}',
    })
    expect(answer.status, answer.raw.body).toBe(200)
    expect(await mailed()).toEqual([])
    await allot(id, 10)
    const mails = await mailed()
    expect(mails.map(({ to }) => to).sort()).toEqual(['one@cust.example', 'two@cust.example'])
    expect(mails[0]?.subject).toBe(`ALERT${homes} IT assets 50/50`)
    expect(mails[0]?.html).toContain('&lt;b&gt;5&lt;/b&gt; <a href="https://msp.example/customers/')
    expect(mails[0]?.html).toMatch(
      /<title>ALERT\d+ IT assets 50\/50<\/title>.*font-weight:600[^>]*>First Provider<\/p>/s,
    )
  })

  it('of many customers at once is told to one person in one mail', async () => {
    const ids: string[] = []
    for (let n = 0; n < 7; n++) {
      const id = await customer({ accountManagerEmail: n % 2 === 0 ? 'busy@msp.example' : 'Busy@msp.example' })
      await allot(id, 1)
      await devices(id, 1)
      ids.push(id)
    }
    const mails = await mailed()
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['busy@msp.example', 'Licenses of 7 organizations run out'],
    ])
    // Nobody gets more than ten in ten minutes, whatever happens.
    for (let n = 0; n < 11; n++) {
      const [gone = ''] = await devicesOf(ids[n % 7] ?? '')
      await drop(gone)
      await devices(ids[n % 7] ?? '', 1)
      await work()
    }
    const { rows } = await world.test.owner.query(
      "SELECT count(*)::int AS mails FROM mails WHERE lower(to_address) = 'busy@msp.example'",
    )
    expect(rows[0].mails).toBe(10)
    expect((await mailed()).at(-1)?.subject).toMatch(/run out|100 %/)
  })
})

describe('many devices at once (EC6)', () => {
  const bring = async (code: string, count: number) => {
    const rows = Array.from({ length: count }, (_, n) => `${code},box-${n},${n % 2 === 0 ? 'Server' : 'Phone'}`)
    const file = ['Customer code,Name,Class', ...rows].join('\n')
    const done = await imported(world, world.first.providerId, world.first.admin, file, { kind: 'devices' })
    expect(done.progress).toMatchObject({ created: count, failed: 0 })
  }
  const fired = async (id: string) =>
    (await api().call(listCustomerLicenseAlerts, { params: { id: id as never } })).body.items.map(
      ({ typeName, levels, used }) => `${typeName} ${levels.join(' and ')} ${used}`,
    )

  it('an import that crosses several thresholds is told in one mail, each crossing once', async () => {
    const id = await customer({ accountManagerEmail: 'import@msp.example' })
    const code = `ALERT${homes}`
    const types = [
      { type: 'it_assets', limit: 50 },
      { type: 'mobile_devices', limit: 60 },
    ]
    const body = { mode: 'allocated' as const, types }
    await api().call(setCustomerLicenses, { params: { id: id as never }, body }, { ifMatch: '*' })
    await bring(code, 100)
    const mails = await mailed()
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['import@msp.example', `Alerted ${homes} uses 100 % of its IT assets and 1 more type`],
    ])
    expect(mails[0]?.text).toContain('50 of 60 licenses of the type Mobile devices')
    expect((await fired(id)).sort()).toEqual(['IT assets threshold and full 50', 'Mobile devices threshold 50'])
  })

  const work10 = async () => {
    time.now = new Date(time.now.getTime() + 60_000)
    await work()
  }
  const waiting = async (to: string) =>
    (await world.test.owner.query('SELECT subject, text, html FROM mails WHERE to_address = $1 ORDER BY id', [to])).rows

  it('an import of several pieces is told once it is through, with what is left in the end, whatever each piece has reached', async () => {
    const managed = { accountManagerEmail: 'pieces@msp.example' }
    const [one, other] = [await customer(managed), await customer({ ...managed, name: 'R&D' })]
    await set(one, { threshold: 8 })
    await allot(one, 2_000)
    await allot(other, 50)
    const { providerId, admin } = world.first
    await world.test.owner.query(
      "INSERT INTO organization_settings (provider_id, organization_id, name, value) VALUES ($1, $2, 'locale', 'de')",
      [providerId, one],
    )
    const begun = async (counts: readonly number[]) => {
      const rows = counts.flatMap((count, piece) =>
        Array.from({ length: count }, (_, n) => `ALERT${homes - (piece % 2 === 0 ? 1 : 0)},box-${piece}-${n},Server`),
      )
      const { id } = await uploaded(admin.api, ['Customer code,Name,Class', ...rows].join('\n'), 'devices')
      expect((await admin.api.call(startImport, { params: { id } })).status).toBe(200)
      return id
    }
    const piece = (id: string) =>
      runJob(world, { providerId, person: admin, id, signal: stoppingAfter(1) }).catch((error: unknown) => error)
    const id = await begun([170, 45, 25])
    for (const reached of [[], [], ['IT assets threshold 170']]) {
      expect((await fired(one)).filter((each) => each.includes('threshold'))).toEqual(reached)
      await work10()
      expect(await waiting(managed.accountManagerEmail)).toEqual([])
      await piece(id)
    }
    await work10()
    const [digest, ...more] = await waiting(managed.accountManagerEmail)
    expect(more).toEqual([])
    expect(digest.subject).toBe('Licenses of 2 organizations run out')
    expect(digest.text).toContain(`Alerted ${homes - 1}: 195 of 2,000 IT assets (9 %)`)
    // What is told of several is English, whatever one of them reads.
    const told = 'SELECT params FROM notices WHERE organization_id = $1'
    expect((await world.test.owner.query(told, [one])).rows).toMatchObject([{ params: { limit: '2,000' } }])
    expect(digest.text).toContain(`https://msp.example/customers/${one}/licenses`)
    expect(digest.html).toContain(`/customers/${other}/licenses">R&amp;D</a>: 45 of`)
    expect(digest.text).toContain('R&D: 45 of 50 IT assets (90 %)')

    // Whoever is cut off for good, or is cancelled, holds nothing for long.
    const full = await begun([0, 100, 10])
    await piece(full)
    await work10()
    expect(await waiting(managed.accountManagerEmail)).toHaveLength(1)
    expect((await admin.api.call(cancelImport, { params: { id: full } })).status).toBe(200)
    await work10()
    expect((await waiting(managed.accountManagerEmail))[1]?.subject).toBe('R&D uses 100 % of its IT assets')
    await mailed()
  })

  it('an import that is taken back in several pieces is told once it is through', async () => {
    const managed = { accountManagerEmail: 'undo@msp.example' }
    const rows: string[] = []
    for (const [limit, count] of [
      [5, 4],
      [10, 8],
      [2, 2],
    ] as const) {
      const id = await customer(managed)
      await allot(id, limit)
      const [first] = await devices(id, count)
      rows.push(`${first},ALERT${homes},back again,Retired`)
    }
    const { providerId, admin } = world.first
    const file = ['ID,Customer code,Name,Status', ...rows].join('\n')
    const { id, progress } = await imported(world, providerId, admin, file, { kind: 'devices', existing: 'update' })
    expect(progress.updated).toBe(3)
    // The last one finds no license any more, so that each row is a piece of its own.
    const [full] = (await world.test.owner.query('SELECT id FROM organizations WHERE code = $1', [`ALERT${homes}`]))
      .rows
    await devices(full.id, 1)
    await mailed()
    const before = (await waiting(managed.accountManagerEmail)).length
    expect((await admin.api.call(undoImport, { params: { id } })).status).toBe(200)
    await runJob(world, { providerId, person: admin, id, signal: stoppingAfter(3) }).catch((error: unknown) => error)
    expect((await admin.api.call(getImport, { params: { id } })).body.progress).toMatchObject({ takenBack: 1, kept: 1 })
    await work10()
    expect(await waiting(managed.accountManagerEmail)).toHaveLength(before)
    await runJob(world, { providerId, person: admin, id })
    await work10()
    const mails = await waiting(managed.accountManagerEmail)
    expect(mails.slice(before).map(({ subject }) => subject)).toEqual(['Licenses of 2 organizations run out'])
    await mailed()
  })

  it('an import for a customer in unlimited mode is told to nobody', async () => {
    const id = await customer({ accountManagerEmail: 'unlimited@msp.example' })
    await bring(`ALERT${homes}`, 10)
    expect([await mailed(), await fired(id)]).toEqual([[], []])
  })

  it('a merge of two customers is told once for each threshold that it crosses, and of the one that stays', async () => {
    const managed = { accountManagerEmail: 'merge@msp.example' }
    const [target, source, last] = [await customer(managed), await customer(managed), await customer(managed)]
    await allot(target, 10)
    await allot(source, 7)
    await devices(target, 4)
    await devices(source, 5)
    await devices(last, 1)
    expect(await mailed()).toEqual([])
    await merged(api(), source, target)
    expect((await mailed()).map(({ subject }) => subject)).toEqual([`Alerted ${homes - 2} uses 90 % of its IT assets`])
    await merged(api(), last, target)
    expect((await mailed()).map(({ subject }) => subject)).toEqual([`Alerted ${homes - 2} uses 100 % of its IT assets`])
    expect(await fired(target)).toEqual(['IT assets full 10', 'IT assets threshold 9'])
  })
})

describe('the settings of alerts (EC6, OM3, OM4)', () => {
  it('are inherited value by value, and say where each comes from', async () => {
    const { partnerId, partnerAdmin, providerId } = world.first
    const below = { isOn: true, threshold: 70, recipients: ['licenses@msp.example'], subject: 'Look: {{percent}}' }
    const house = await api().call(setLicenseAlerts, { body: below, query: {} }, { ifMatch: '*' })
    expect(house.status, house.raw.body).toBe(200)
    const partners = await partnerAdmin.api.call(
      setLicenseAlerts,
      { body: { threshold: 60 }, query: {} },
      { ifMatch: '*' },
    )
    expect(partners.status, partners.raw.body).toBe(200)
    const id = await customer({ parentId: partnerId })
    await set(id, { subject: 'Own {{percent}}' })
    const settings = await read(id)
    expect(settings).toMatchObject({
      own: { isOn: null, threshold: null, subject: 'Own {{percent}}' },
      isOn: { value: true, from: 'above', organizationId: providerId },
      threshold: { value: 60, from: 'above', organizationId: partnerId },
      recipients: { value: ['licenses@msp.example'], from: 'above' },
      subject: { value: 'Own {{percent}}', from: 'own' },
      body: { from: 'product' },
      mayChange: true,
    })
    const theirs = await read(id, partnerAdmin.api)
    expect(theirs).toMatchObject({ mayChange: true, recipients: { value: null, organizationId: null } })
    expect(JSON.stringify(theirs)).not.toContain('msp.example')
    // Who says that it has no recipients does not get those that are named above.
    const alone = await customer({ accountManagerEmail: 'alone@msp.example' })
    await set(alone, { recipients: [] })
    expect(await read(alone)).toMatchObject({ own: { recipients: [] }, recipients: { value: [], from: 'own' } })
    await allot(alone, 1)
    await devices(alone, 1)
    expect((await mailed()).map(({ to }) => to)).toEqual(['alone@msp.example'])
    await api().call(setLicenseAlerts, { body: {}, query: {} }, { ifMatch: '*' })
    await partnerAdmin.api.call(setLicenseAlerts, { body: {}, query: {} }, { ifMatch: '*' })
    expect(await read(id)).toMatchObject({ threshold: { value: 80, from: 'product' } })
  })

  it('of a new customer are those of the organization above it, for whoever may add one there and for nobody else (EC6)', async () => {
    const { partnerId, partnerCustomerId, partnerAdmin, providerId, technician, customerId } = world.first
    const below = { threshold: 61, subject: 'Partner {{percent}}', recipients: ['reseller@partner.example'] }
    await partnerAdmin.api.call(setLicenseAlerts, { body: below, query: {} }, { ifMatch: '*' })
    const house = { threshold: 72, body: 'House', recipients: ['house@msp.example'] }
    await api().call(setLicenseAlerts, { body: house, query: {} }, { ifMatch: '*' })
    const ofNew = (id: string, by = api()) => by.call(getNewCustomerAlerts, { params: { id: id as never } })
    const previewed = (id: string, by = api()) =>
      by.call(previewNewCustomerAlert, { params: { id: id as never }, body: {} })

    for (const by of [api(), partnerAdmin.api])
      expect((await ofNew(partnerId, by)).body).toMatchObject({
        own: null,
        threshold: { value: 61, from: 'own', organizationId: partnerId },
        recipients: { value: ['reseller@partner.example'] },
        subject: { value: 'Partner {{percent}}' },
        body: { value: 'House', from: 'above' },
        mayChange: false,
      })
    expect((await previewed(partnerId)).body).toMatchObject({ subject: 'Partner 61', text: 'House', isSample: true })
    // The customer of it is made up, and its link leads somewhere.
    const sample = await api().call(previewLicenseAlert, { params: { of: 'below' }, body: {} })
    for (const { body } of [await previewed(partnerId), sample]) {
      expect(body.values).toMatchObject({ customerName: 'Example customer', customerCode: 'EXAMPLE' })
      expect(body.values.link).toMatch(/^https?:\/\/[^/]+\/customers$/)
    }
    expect((await ofNew(providerId)).body).toMatchObject({ threshold: { value: 72 }, subject: { from: 'product' } })
    // Of a partner below it, a partner's administrator is shown its own defaults, and nothing of the provider's people.
    const reseller = await customer({ parentId: partnerId, type: 'partner' })
    const nested = await ofNew(reseller, partnerAdmin.api)
    expect(nested.body).toMatchObject({ threshold: { value: 61, from: 'above', organizationId: partnerId } })
    await partnerAdmin.api.call(setLicenseAlerts, { body: {}, query: {} }, { ifMatch: '*' })
    const hidden = await ofNew(partnerId, partnerAdmin.api)
    expect(hidden.body).toMatchObject({ threshold: { value: 72, organizationId: null }, recipients: { value: null } })
    expect(hidden.raw.body).not.toContain('msp.example')

    // A technician of chosen customers adds below the house without seeing it, and sees as much of it as that takes.
    const theirs = await ofNew(providerId, technician.api)
    expect(theirs.body).toMatchObject({ threshold: { value: 72, organizationId: null }, recipients: { value: null } })
    expect((await previewed(providerId, technician.api)).body).toMatchObject({ text: 'House' })
    const test = await technician.api.call(testNewCustomerAlert, { params: { id: providerId as never }, body: {} })
    expect(test.status).toBe(403)
    const sent = await partnerAdmin.api.call(testNewCustomerAlert, { params: { id: partnerId as never }, body: {} })
    expect(sent.body).toEqual({ to: partnerAdmin.email })
    const own = await world.addPerson({
      providerId,
      organizationId: customerId,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    expect((await ofNew(customerId, own.api)).status).toBe(403)
    expect((await ofNew(partnerId, technician.api)).status).toBe(404)
    expect((await ofNew(providerId, partnerAdmin.api)).status).toBe(404)
    expect((await ofNew(partnerId, world.second.admin.api)).status).toBe(404)
    expect((await previewed(providerId, partnerAdmin.api)).status).toBe(404)
    expect((await ofNew(partnerCustomerId)).problem.errors).toMatchObject([{ code: 'type_not_allowed_here' }])
    await api().call(setLicenseAlerts, { body: {}, query: {} }, { ifMatch: '*' })
    await mailed()
  })

  it('refuse what nobody could be told with, and name its place', async () => {
    const id = await customer()
    const wrong = await set(id, {
      threshold: 0,
      typeThresholds: [{ type: 'it_assets', threshold: 101 }],
      recipients: 'one@cust.example, two',
      subject: 'Hello {{customer}}',
      body: 'Line\n {{percent} {{limit}} {{nothing}}',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.problem.errors?.map(({ path, code }) => `${path}: ${code}`)).toEqual([
      'threshold: too_small',
      'typeThresholds.0.threshold: too_big',
      'recipients.1: email_invalid',
      'subject: unknown_variable',
      'body: unclosed_variable',
      'body: unknown_variable',
    ])
    expect(wrong.problem.errors?.[3]?.message).toContain('{{customer}} (line 1, column 7)')
    const type = await set(id, { typeThresholds: [{ type: 'network_resources', threshold: 50 }] })
    expect(type.problem.errors).toMatchObject([{ path: 'typeThresholds.0.type', code: 'unknown_reference' }])
    const { raw } = await api().call(getCustomerLicenseAlerts, { params: { id: id as never } })
    const stale = await api().call(
      setCustomerLicenseAlerts,
      { params: { id: id as never }, body: { threshold: 50 } },
      { ifMatch: '"99"' },
    )
    expect([raw.statusCode, stale.status]).toEqual([200, 412])
  })

  it('tell the time of the organization, and the name of its time zone', async () => {
    const settings = (await api().call(getProviderSettings)).body
    const inZone = async (timeZone: string) =>
      api().call(updateProviderSettings, { body: { ...settings, timeZone } }, { ifMatch: '*' })
    await inZone('America/New_York')
    const [above, below] = [await customer(), await customer({ timeZone: 'Asia/Tokyo' })]
    const timeOf = async (id: string) => {
      const { body } = await api().call(previewCustomerLicenseAlert, { params: { id: id as never }, body: {} })
      expect(body.text).toContain(body.values.time)
      return body.values.time
    }
    expect(await timeOf(above)).toMatch(/ E[SD]T$/)
    expect(await timeOf(below)).toMatch(/ GMT\+9$/)
    await inZone(settings.timeZone)
  })

  it('are previewed with the real numbers, and sent to oneself', async () => {
    const id = await customer()
    await allot(id, 4)
    await devices(id, 3)
    const params = { id: id as never }
    const preview = await api().call(previewCustomerLicenseAlert, { params, body: { subject: '{{used}}/{{limit}}' } })
    expect(preview.body).toMatchObject({
      subject: '3/4',
      isSample: false,
      type: 'it_assets',
      values: { percent: '75' },
    })
    const sent = await api().call(testCustomerLicenseAlert, { params, body: { body: 'Test {{providerName}}' } })
    expect(sent.body).toEqual({ to: 'admin@first.example' })
    expect(await mailed()).toMatchObject([
      { to: 'admin@first.example', subject: expect.stringMatching(/^\[Test\] /), text: 'Test First Provider' },
    ])
    // A partner sees neither the provider nor its outbox, and sends tests as well.
    const { partnerAdmin, partnerCustomerId } = world.first
    const theirs = await partnerAdmin.api.call(testCustomerLicenseAlert, {
      params: { id: partnerCustomerId as never },
      body: { body: 'Partner of {{providerName}}' },
    })
    expect(theirs.body).toEqual({ to: partnerAdmin.email })
    expect(await mailed()).toMatchObject([{ to: partnerAdmin.email, text: 'Partner of First Provider' }])
  })

  it('are previewed and tested with the thresholds that are typed, which are checked as when they are saved (OM4)', async () => {
    const id = await customer()
    await allot(id, 4)
    await devices(id, 3)
    await set(id, { threshold: 85, typeThresholds: [{ type: 'users', threshold: 33 }] })
    const params = { id: id as never }
    const thresholdOf = async (draft: object) =>
      (await api().call(previewCustomerLicenseAlert, { params, body: draft })).body.values.threshold
    const ofNone = await api().call(previewCustomerLicenseAlert, { params, body: { type: 'toast' } })
    expect(ofNone).toMatchObject({ status: 422, body: { errors: [{ path: 'type', code: 'unknown_reference' }] } })
    expect(await thresholdOf({})).toBe('85')
    expect(await thresholdOf({ threshold: 65 })).toBe('65')
    expect(await thresholdOf({ threshold: null })).toBe('80')
    expect(await thresholdOf({ threshold: 65, typeThresholds: [{ type: 'it_assets', threshold: 55 }] })).toBe('55')
    expect((await read(id)).threshold).toMatchObject({ value: 85 })
    const typed = { threshold: 65, body: 'Told at {{threshold}}' }
    await api().call(testCustomerLicenseAlert, { params, body: typed })
    expect(await mailed()).toMatchObject([{ to: 'admin@first.example', text: 'Told at 65' }])
    const pool = { params: { of: 'pool' }, body: { threshold: 41 } } as const
    expect((await api().call(previewLicenseAlert, pool)).body.values.threshold).toBe('41')
    // What those below inherit, and a new customer, are shown with made-up numbers that reach the threshold.
    const below = { params: { of: 'below' }, body: { threshold: 42 } } as const
    expect((await api().call(previewLicenseAlert, below)).body.values).toMatchObject({ threshold: '42', percent: '42' })
    const house = { typeThresholds: [{ type: 'availability_monitors', threshold: 15 }], threshold: 70 }
    await api().call(setLicenseAlerts, { body: house, query: {} }, { ifMatch: '*' })
    const ofNew = async (body: object) =>
      (await api().call(previewNewCustomerAlert, { params: { id: world.first.providerId as never }, body })).body.values
    for (const [body, threshold] of [
      [{ type: 'availability_monitors' }, '15'],
      [{ type: 'availability_monitors', threshold: null }, '15'],
      [{ type: 'availability_monitors', threshold: 43 }, '43'],
    ] as const)
      expect((await ofNew(body)).threshold).toBe(threshold)
    await api().call(setLicenseAlerts, { body: {}, query: {} }, { ifMatch: '*' })
    await mailed()
    for (const [wrong, path] of [
      [{ threshold: 101 }, 'threshold'],
      [{ typeThresholds: [{ type: 'nothing_counted', threshold: 50 }] }, 'typeThresholds.0.type'],
    ] as const)
      for (const operation of [previewCustomerLicenseAlert, testCustomerLicenseAlert]) {
        const { status, problem } = await api().call(operation, { params, body: wrong as never })
        expect([status, problem.errors?.[0]?.path]).toEqual([422, path])
      }
    expect(await mailed()).toEqual([])
  })

  it('are none of a division, whoever sets, previews or tests them', async () => {
    const division = await customer({ type: 'division', parentId: await customer({ type: 'enterprise' }) })
    expect(problems(await set(division, {}))).toEqual(['threshold: division_has_none'])
    for (const operation of [previewCustomerLicenseAlert, testCustomerLicenseAlert]) {
      const answer = await api().call(operation, { params: { id: division as never }, body: {} })
      expect(problems(answer as never)).toEqual(['threshold: division_has_none'])
    }
  })

  it('belong to those above: a customer’s own people and technicians change none, and nobody reads the pool’s', async () => {
    const { customerId, technician, partnerAdmin, partnerId, providerId } = world.first
    await set(customerId, { recipients: ['secret@msp.example'] })
    const own = await world.addPerson({
      providerId,
      organizationId: customerId,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    const seen = await read(customerId, own.api)
    expect(seen).toMatchObject({
      own: null,
      recipients: null,
      subject: null,
      mayChange: false,
      threshold: { value: 80 },
    })
    // That somebody was told is theirs to know, and not who.
    await allot(customerId, 1)
    await devices(customerId, 1)
    await mailed()
    const history = await own.api.call(listCustomerLicenseAlerts, { params: { id: customerId as never } })
    expect(history.body.items).toMatchObject([{ mails: [], hasHiddenRecipients: true }])
    expect(history.raw.body).not.toContain('@msp.example')
    expect((await set(customerId, {}, technician.api)).status).toBe(403)
    expect((await set(customerId, {}, partnerAdmin.api)).status).toBe(404)
    expect((await set(customerId, {}, world.second.admin.api)).status).toBe(404)
    const pool = { query: { of: 'pool' } } as const
    await api().call(setLicenseAlerts, { ...pool, body: { subject: 'Pool {{percent}}' } }, { ifMatch: '*' })
    const partners = await partnerAdmin.api.call(getLicenseAlerts, pool)
    expect(partners.body).toMatchObject({ isAlwaysOn: true, subject: { from: 'product' } })
    expect(partners.body.fallback).toEqual([partnerAdmin.email])
    expect(
      (await partnerAdmin.api.call(setLicenseAlerts, { ...pool, body: { threshold: 55 } }, { ifMatch: '*' })).status,
    ).toBe(200)
    expect((await read(partnerId)).threshold).toMatchObject({ value: 55, from: 'own' })
    const silenced = await partnerAdmin.api.call(setLicenseAlerts, { ...pool, body: { isOn: false } }, { ifMatch: '*' })
    expect(silenced.problem).toMatchObject({ status: 422, errors: [{ path: 'isOn', code: 'always_on' }] })
    await set(customerId, {})
  })
})

describe('a partner’s customer (EC6, OM3)', () => {
  const fired = async (id: string, by = api()) =>
    (await by.call(listCustomerLicenseAlerts, { params: { id: id as never } })).body.items
  const run = async (more: object = {}, partnerId = world.first.partnerId) => {
    const id = await customer({ parentId: partnerId, ...more })
    await allot(id, 1)
    await devices(id, 1)
    return { id, told: (await mailed()).map(({ to }) => to).sort() }
  }

  it('is told of to the administrators of the partner, and to its account manager, by default', async () => {
    const { partnerId, partnerAdmin } = world.first
    await allot(partnerId, 100)
    await mailed()
    const { id, told } = await run()
    expect(told).toEqual([partnerAdmin.email])
    expect((await read(id, partnerAdmin.api)).fallback).toEqual([partnerAdmin.email])
    expect(await fired(id, partnerAdmin.api)).toMatchObject([
      { mails: [{ to: partnerAdmin.email }], hasHiddenRecipients: false },
    ])
    const managed = await run({ accountManagerEmail: 'manager@msp.example' })
    expect(managed.told).toEqual(['manager@msp.example', partnerAdmin.email].sort())
    expect((await read(managed.id, partnerAdmin.api)).fallback).toEqual(['manager@msp.example', partnerAdmin.email])
  })

  it('is mailed to who is told by default whatever they have chosen for the bell, whose settings say so', async () => {
    const { partnerAdmin } = world.first
    const items = [{ code: 'license_alert' as const, inApp: false, byMail: false }]
    const { body } = await partnerAdmin.api.call(updateNotificationSettings, { body: { items } })
    const choice = body.items.find(({ code }) => code === 'license_alert')
    expect(choice).toMatchObject({ byMail: false, hint: expect.stringContaining('whatever you choose') })
    expect((await run()).told).toEqual([partnerAdmin.email])
  })

  it('of a partner without people is told of to those above, whom the partner’s later people do not read', async () => {
    const lonely = await customer({ type: 'partner' })
    await allot(lonely, 10)
    const { id, told } = await run({}, lonely)
    expect(told).toEqual(['admin@first.example'])
    const person = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: lonely,
      role: 'partner_administrator',
      reach: 'subtree',
    })
    expect(await fired(id, person.api)).toMatchObject([{ mails: [], hasHiddenRecipients: true }])
    expect((await fired(id))[0]?.mails.map(({ to }) => to)).toEqual(told)
    expect((await read(id, person.api)).fallback).toEqual([person.email])
  })

  it('is passed on to those above where the pool of its partner has nobody, and says no mail was made where none was', async () => {
    const { providerId } = world.first
    const manager = 'partners@msp.example'
    for (const more of [{}, { accountManagerEmail: manager }]) {
      const lonely = await customer({ type: 'partner', ...more })
      await allot(lonely, 1)
      const { told } = await run({ accountManagerEmail: 'customers@msp.example' }, lonely)
      const to = 'accountManagerEmail' in more ? manager : 'admin@first.example'
      expect(told).toContain(to)
      expect(await fired(lonely)).toMatchObject([{ mails: [{ to }], mailedAt: expect.any(String), isWaiting: false }])
      expect((await read(lonely)).fallback).toEqual([to])
      const technician = await world.addPerson({
        providerId,
        organizationId: lonely,
        role: 'technician',
        reach: 'subtree',
      })
      expect((await read(lonely, technician.api)).fallback).toBeNull()
      const theirs = await technician.api.call(listCustomerLicenseAlerts, { params: { id: lonely as never } })
      expect(theirs.body.items).toMatchObject([{ mails: [], hasHiddenRecipients: true }])
      expect(theirs.raw.body).not.toContain('@')
    }
    const idle = await customer()
    await allot(idle, 1)
    await devices(idle, 1)
    await api().call(
      setCustomerLicenses,
      { params: { id: idle as never }, body: { mode: 'unlimited', types: [], confirm: true } },
      { ifMatch: '*' },
    )
    await mailed()
    expect(await fired(idle)).toMatchObject([{ mails: [], mailedAt: null, isWaiting: false }])
  })

  it('shows the partner nobody whom the provider has named for all, and that they were told', async () => {
    const { partnerAdmin } = world.first
    await api().call(setLicenseAlerts, { body: { recipients: ['secret@msp.example'] }, query: {} }, { ifMatch: '*' })
    const { id, told } = await run()
    expect(told).toEqual(['secret@msp.example'])
    const raw = await partnerAdmin.api.call(listCustomerLicenseAlerts, { params: { id: id as never } })
    expect(raw.body.items).toMatchObject([{ mails: [], hasHiddenRecipients: true }])
    expect(raw.raw.body).not.toContain('secret@')
    expect((await fired(id))[0]).toMatchObject({ mails: [{ to: 'secret@msp.example' }], hasHiddenRecipients: false })
    await api().call(setLicenseAlerts, { body: {}, query: {} }, { ifMatch: '*' })
  })
})

describe('what became of the mails of an alert (OM3)', () => {
  const states = async (like: string, state: string) => {
    const [due, sent] = [state === 'queued' ? 'now()' : 'NULL', state === 'sent' ? 'now()' : 'NULL']
    await world.test.owner.query(
      `UPDATE mails SET state = $2, due_at = ${due}, sent_at = ${sent} WHERE provider_id = $1 AND to_address LIKE $3`,
      [world.first.providerId, state, like],
    )
  }
  const alertOf = async (id: string, by = api()) => {
    const { body, raw } = await by.call(listCustomerLicenseAlerts, { params: { id: id as never } })
    return { alert: body.items[0], text: raw.body }
  }

  it('is told together to the customer’s people, who see none of those to whom they went', async () => {
    const id = await customer()
    await set(id, { recipients: ['One@together.example', 'two@together.example'] })
    const { providerId } = world.first
    const person = await world.addPerson({
      providerId,
      organizationId: id,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    await allot(id, 1)
    await devices(id, 1)
    expect((await alertOf(id, person.api)).alert).toMatchObject({ isWaiting: true, mailing: 'waiting', mails: [] })
    await mailed()
    const told = async () => {
      const { alert, text } = await alertOf(id, person.api)
      expect(alert).toMatchObject({ isWaiting: false, mails: [], hasHiddenRecipients: true })
      expect(text).not.toContain('@together')
      return alert?.mailing
    }
    expect(await told()).toBe('waiting')
    for (const state of ['outbox', 'bounced', 'failed']) {
      await states('%@together.example', state)
      expect(await told()).toBe('unsent')
    }
    await states('One@together.example', 'sent')
    expect(await told()).toBe('partly')
    // Nothing is said of those that are sent while one may still be.
    for (const state of ['sent', 'bounced']) {
      await states('One@together.example', state)
      await states('two@together.example', 'queued')
      expect(await told()).toBe('waiting')
    }
    await states('One@together.example', 'sent')
    await states('two@together.example', 'sent')
    expect(await told()).toBe('sent')
    expect((await alertOf(id)).alert).toMatchObject({
      mailing: 'sent',
      mails: [
        { to: 'One@together.example', state: 'sent' },
        { to: 'two@together.example', state: 'sent' },
      ],
    })
    await world.test.owner.query("DELETE FROM mails WHERE to_address = 'two@together.example'")
    seen -= 1
    expect(await told()).toBeNull()
  })

  it('is told where one mail tells somebody of several organizations, whatever the case of the address', async () => {
    const [one, other] = [await customer(), await customer()]
    await set(one, { recipients: ['Both@several.example'] })
    await set(other, { recipients: ['both@several.example'] })
    const { providerId } = world.first
    const person = await world.addPerson({
      providerId,
      organizationId: other,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    for (const id of [one, other]) {
      await allot(id, 1)
      await devices(id, 1)
    }
    expect((await mailed()).map(({ to }) => to)).toEqual(['Both@several.example'])
    await states('Both@several.example', 'bounced')
    for (const id of [one, other]) expect((await alertOf(id)).alert).toMatchObject({ mails: [{ state: 'bounced' }] })
    expect((await alertOf(other, person.api)).alert).toMatchObject({ mailing: 'unsent', mails: [] })
  })

  it('is told by the database of no alert that the caller does not see', async () => {
    const { providerId } = world.first
    const asked = async (scope: ReturnType<typeof systemScope>) =>
      world.installation.database.within(scope, (tx) => {
        const context = { tx, actor: { scope } } as unknown as Context
        return findAlertMails(
          context,
          rows.map(({ id }) => id),
        )
      })
    const { rows } = await world.test.owner.query<{ id: string }>(
      'SELECT id FROM license_alerts WHERE provider_id = $1 AND cardinality(recipients) > 0',
      [providerId],
    )
    const scope = systemScope(providerId)
    expect((await asked(scope)).length).toBeGreaterThanOrEqual(rows.length)
    expect(await asked({ ...scope, reach: 'subtree', organizationId: await customer() } as never)).toEqual([])
    expect(await asked(systemScope(world.second.providerId))).toEqual([])
  })
})

describe('a pool', () => {
  it('is told of to its owner: the provider’s to its administrators, a partner’s to the partner’s', async () => {
    const { partnerId, providerId } = world.first
    await api().call(setLicenseAlerts, { query: { of: 'pool' }, body: {} }, { ifMatch: '*' })
    await mailed()
    await api().call(createLicensePurchase, { body: { type: 'non_it_assets', quantity: 10, startsOn: '2020-01-01' } })
    await allot(partnerId, 10, 'non_it_assets')
    const [toProvider, ...more] = await mailed()
    expect(more).toEqual([])
    expect(toProvider).toMatchObject({
      to: 'admin@first.example',
      subject: '100 % of Non-IT assets in the pool of First Provider are taken',
    })
    const id = await customer({ parentId: partnerId })
    await devices(id, 9, 'non_it_asset')
    const toPartner = await mailed()
    expect(toPartner.map(({ to }) => to)).toEqual([world.first.partnerAdmin.email])
    expect((await api().call(listLicenseAlerts)).body.items.map(({ levels }) => levels)).toEqual([
      ['threshold', 'full'],
    ])
    await world.test.owner.query('DELETE FROM notices WHERE provider_id <> $1', [providerId])
  })
})

it('limits of network resources hold and are told of once the type is switched on (OM2)', async () => {
  const on = await api().call(
    updateLicenseType,
    { params: { code: 'network_resources' }, body: { isOn: true } },
    { ifMatch: '*' },
  )
  expect(on.status, on.raw.body).toBe(200)
  const id = await customer({ accountManagerEmail: 'network@msp.example' })
  await allot(id, 2, 'network_resources')
  await devices(id, 2, 'network_device')
  expect((await mailed()).map(({ subject }) => subject)).toEqual([
    `Alerted ${homes} uses 100 % of its Network resources`,
  ])
  const refused = await api().call(createDevice, {
    body: { organizationId: id, name: 'one more', class: 'network_device' } as never,
  })
  expect(refused.status).toBe(409)
  expect(JSON.parse(refused.raw.body)).toMatchObject({
    code: 'license_exhausted',
    params: { type: 'network_resources', free: 0 },
  })
})

it('a customer is added with its alerts, which its limits follow at once', async () => {
  const id = await customer({
    licenses: { mode: 'allocated', types: [{ type: 'it_assets', limit: 2 }] },
    licenseAlerts: { threshold: 50, recipients: 'wizard@cust.example' },
  })
  expect(await read(id)).toMatchObject({ threshold: { value: 50 }, recipients: { value: ['wizard@cust.example'] } })
  await devices(id, 1)
  expect((await mailed()).map(({ to }) => to)).toEqual(['wizard@cust.example'])
})

it('what waits is mailed by itself, and counters that do not follow the settings are found', async () => {
  const id = await customer({ accountManagerEmail: 'waits@msp.example' })
  await allot(id, 2)
  await world.test.owner.query(
    'UPDATE license_counters SET alert_threshold = 10, alert_above = NULL WHERE organization_id = $1',
    [id],
  )
  await devices(id, 2)
  expect(await mailed()).toEqual([])
  const [, waiting, renew] = licenseAlertTasks(() => 'https://msp.example')
  expect(await runTask(world, renew)).toMatchObject([{ event: 'license_alerts.renewed', counters: 1 }])
  time.now = new Date(time.now.getTime() + 3_600_000)
  await runTask(world, waiting)
  const { rows } = await world.test.owner.query("SELECT 1 FROM mails WHERE to_address = 'waits@msp.example'")
  expect(rows).toHaveLength(1)
})

it('what waits for somebody who has had enough mails holds up nobody else, however much it is', async () => {
  await work()
  const id = await customer({ accountManagerEmail: 'Weary@msp.example' })
  await allot(id, 2)
  await devices(id, 2)
  // Ten mails have just gone there, and more is left than one piece holds.
  const copy = ([from, to]: [number, number], told: string) =>
    world.test.owner.query(
      `INSERT INTO license_alerts
       SELECT (jsonb_populate_record(a, jsonb_build_object('id', lpad(n::text, 32, '0')::uuid) || ${told})).*
       FROM license_alerts a, generate_series($2::int, $3::int) n 
       WHERE a.organization_id = $1 AND a.level = 'full' AND a.mailed_at IS NULL`,
      [id, from, to],
    )
  await copy(
    [1, 10],
    `jsonb_build_object('mail_key', n::text, 'mailed_at', '${time.now.toISOString()}'::timestamptz,
      'recipients', array['weary@MSP.example'], 'recipient_owners', array[a.provider_id])`,
  )
  await copy([11, 2_020], "'{}'::jsonb")
  const other = await customer({ accountManagerEmail: 'fresh@msp.example' })
  await allot(other, 2)
  await devices(other, 2)
  const [, waiting] = licenseAlertTasks(() => 'https://msp.example')
  await runTask(world, waiting)
  const { rows } = await world.test.owner.query(
    "SELECT lower(to_address) AS to FROM mails WHERE to_address IN ('Weary@msp.example', 'fresh@msp.example')",
  )
  expect(rows).toEqual([{ to: 'fresh@msp.example' }])
})
