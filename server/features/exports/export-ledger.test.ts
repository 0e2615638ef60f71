/** The license ledger as a file: what the list shows, and nothing that it does not (IF7, IF15). */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createDevice, deleteDevice } from '@tenantry/contract/devices.ts'
import { exportLicenseLedger } from '@tenantry/contract/exports.ts'
import { bareText } from '@tenantry/contract/file-cells.ts'
import { listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import { ledgerFileColumns } from '@tenantry/contract/license-ledger-file.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sheetRows } from '../../platform/files/xlsx.fixture.ts'
import { withoutPermission } from '../../testing/without-permission.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { merged } from '../customer-merges/customer-merges.fixture.ts'
import { added } from '../customers/customers.fixture.ts'

let world: World
let admin: Person

beforeAll(async () => {
  world = await createWorld()
  admin = world.first.admin
  // What the provider owns is a row of the ledger, too.
  const own = { type: 'performance_monitors', quantity: 777, startsOn: '2026-01-01' }
  const bought = await admin.api.call(createLicensePurchase, { body: own as never })
  expect(bought.status, bought.raw.body).toBe(201)
})
afterAll(() => world.close())

async function history(more: object = {}): Promise<string> {
  const { id } = (await added(admin.api, { name: '=Told', ...more })).body
  const box = await admin.api.call(createDevice, { body: { organizationId: id, name: '-srv', class: 'server' } })
  const body = { mode: 'allocated' as const, types: [{ type: 'it_assets', limit: 3, overage: 1 }] }
  await admin.api.call(setCustomerLicenses, { params: { id }, body }, { ifMatch: '*' })
  await admin.api.call(deleteDevice, { params: { id: box.body.id } }, { ifMatch: '*' })
  return id
}

const fetched = (query: string, by = admin) => by.api.request('GET', `/api/v1${exportLicenseLedger.path}?${query}`)

async function rows(query: string, by = admin): Promise<Record<string, string>[]> {
  const { statusCode, body } = await fetched(query, by)
  expect(statusCode, body).toBe(200)
  const [headings = [], ...rest]: string[][] = parse(body, { bom: true, record_delimiter: '\r\n' })
  return rest.map((row) => Object.fromEntries(headings.map((heading, index) => [heading, bareText(row[index] ?? '')])))
}

it('tells of each row all that the catalogue of columns has, in the order of the list', async () => {
  const id = await history({ code: 'TOLD' })
  const all = await rows(`filter[organizationId][eq]=${id}`)
  expect(Object.keys(all[0] ?? {})).toEqual(ledgerFileColumns.map(({ header }) => header))
  const listed = await admin.api.call(listLicenseLedger, { query: { filter: { organizationId: { eq: id } } } })
  expect(all.map(({ ID }) => ID)).toEqual(listed.body.items.map((each) => each.id))
  const said = { 'Customer code': 'TOLD', Organization: '=Told', License: 'IT assets', By: 'First Admin' }
  const box = { Thing: 'Device', Name: '-srv' }
  expect(all).toMatchObject([
    {
      ...said,
      ...box,
      Kind: 'Given back',
      Change: '-1',
      'In use then': '0',
      'Limit then': '3',
      Reason: 'Device deleted',
    },
    { ...said, Kind: 'Limit set', Change: '0', 'May exceed by': '1', Thing: 'Organization', Reason: 'Limits changed' },
    { ...said, ...box, Kind: 'Taken', Change: '1', 'In use then': '1', 'Limit then': '', Reason: 'Device added' },
  ])
})

it('is the current view: its search, conditions, order and columns, also as a spreadsheet', async () => {
  const id = await history({ plan: { kind: 'trial', trialLicenses: 2 } })
  const view = `filter[organizationId][eq]=${id}&filter[kind][in]=take&sort=happenedAt&columns=number&columns=kind`
  expect(await rows(view)).toEqual([{ Number: '1', Kind: 'Taken' }])
  expect(await rows(`q=no+such+thing&filter[organizationId][eq]=${id}`)).toEqual([])
  const trial = await rows(`filter[organizationId][eq]=${id}&filter[type][in]=trial_devices&columns=typeName`)
  expect(trial[0]).toEqual({ License: 'Devices of all classes' })
  const { headers, rawPayload } = await fetched(`${view}&columns=count&format=xlsx`)
  expect(headers['content-disposition']).toBe('attachment; filename="license-ledger.xlsx"')
  expect(headers['x-total-count']).toBe('1')
  expect(sheetRows(rawPayload)[1]).toEqual([1, 'Taken', 1])
  for (const [wrong, path] of [
    ['filter[type][in]=nope', 'filter.type.in'],
    ['columns=nope', 'columns'],
  ] as const) {
    const refused = await fetched(wrong)
    expect([refused.statusCode, refused.json().errors[0].path]).toEqual([422, path])
  }
  const told = await admin.api.call(listAuditEvents, {
    query: { filter: { action: { eq: 'list.exported' } }, limit: 1 },
  })
  expect(told.raw.body).toContain('"list":"ledger"')
})

it('tells nobody what the list does not tell them', async () => {
  const id = await history()
  const { providerId, technician, partnerAdmin, partnerCustomerId, customerId } = world.first
  await admin.api.call(createDevice, {
    body: { organizationId: partnerCustomerId, name: 'below', class: 'server' } as never,
  })
  const place = { providerId, organizationId: id, role: 'customer_administrator', reach: 'subtree' } as const
  const own = await world.addPerson(place)
  for (const person of [admin, technician, partnerAdmin, own, world.second.admin]) {
    const { items } = (await person.api.call(listLicenseLedger, { query: { limit: 200 } })).body
    const file = await rows('', person)
    expect(file.map(({ ID }) => ID)).toEqual(items.map((each) => each.id))
    expect(file.some(({ Reason }) => Reason === 'Pool changed')).toBe(person === admin)
  }
  // Of the provider's pool, what it owns and not what it uses.
  const pool = await rows(`filter[organizationId][eq]=${providerId}&filter[reason][in]=pool.changed`)
  expect(pool).toMatchObject([{ 'Customer code': '', 'Limit then': '777', 'In use then': '' }])
  // Who did it is told to no customer's own people, by no means.
  const [row = {}] = await rows('', own)
  expect(Object.keys(row)).not.toContain('By')
  expect((await fetched('', own)).body).not.toContain('First Admin')
  expect((await fetched('columns=actorName', own)).statusCode).toBe(422)
  expect(await rows('q=first+admin', own)).toEqual([])
  expect(await rows(`filter[organizationId][eq]=${customerId}`, partnerAdmin)).toEqual([])
})

it('is refused without the permission to read the ledger, and without that to take lists out', async () => {
  for (const permission of ['licenses.read', 'exports.create'] as const) {
    const { providerId, customerId } = world.first
    const person = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [customerId],
    })
    expect((await fetched('', person)).statusCode).toBe(200)
    await withoutPermission(world, person.membershipId, permission)
    expect((await fetched('', person)).statusCode).toBe(403)
  }
})

it('tells of what has become part of another customer by the name that it had', async () => {
  const [source, target] = [await history({ name: 'Gone by' }), await history({ name: 'Still there' })]
  await merged(admin.api, source, target)
  const file = await rows(`filter[organizationId][eq]=${source}&columns=organizationName&columns=customerCodes`)
  expect(file.length).toBeGreaterThan(0)
  for (const row of file) expect(row).toEqual({ Organization: 'Gone by', 'Customer code': '' })
})
