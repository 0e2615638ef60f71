/** Devices that come in from files, with the licenses that they take (B4, EC1). */
import { createDevice, getDevice, listDevices, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { exportDevices } from '@tenantry/contract/exports.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { type ImportPatch, undoImport } from '@tenantry/contract/imports.ts'
import { createLicensePurchase, getLicensePool } from '@tenantry/contract/licenses.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { imported, runJob } from './imports.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(async () => {
  for (const [name, query] of Object.entries(contradictions)) {
    const { rows } = await world.test.owner.query(query, [world.first.providerId])
    expect([name, rows]).toEqual([name, []])
  }
  await world.close()
})

const bring = (lines: string[], more: ImportPatch & { isCheck?: boolean } = {}, by = world.first.admin) =>
  imported(world, world.first.providerId, by, lines.join('\n'), { kind: 'devices', ...more })
const problemsOf = async (id: string) =>
  (await api.call(listImportProblems, { params: { id: id as never } })).body.items.map(
    ({ row, code, field }) => `${row} ${field} ${code}`,
  )
const devicesOf = async (organizationId: string) =>
  (await api.call(listDevices, { query: { filter: { organizationId: { eq: organizationId } } } })).body.items
const undo = async (id: string) => {
  expect((await api.call(undoImport, { params: { id: id as never } })).status).toBe(200)
  await runJob(world, { providerId: world.first.providerId, person: world.first.admin, id })
}
let homes = 0
const customer = async () => {
  const code = `DEVS${++homes}`
  return { code, id: (await added(api, { name: `Devices ${homes}`, code })).body.id }
}
const used = async (type: string) =>
  (await api.call(getLicensePool)).body.items.find((each) => each.type === type)?.used ?? 0

it('are added with what is told of them, where their codes lead, and taken back with their licenses', async () => {
  const { code, id } = await customer()
  await api.call(createEntity, { params: { id }, body: { name: 'Harbour' } })
  const before = await used('it_assets')
  const done = await bring([
    'Customer code,Name,Class,Entity,Serial number,IP addresses,Warranty until,Availability monitoring,Status',
    `${code},srv-1,Server,harbour,SN-1,"10.0.0.1, 2001:DB8::1",31.12.2027,yes,In repair`,
    `${code},srv-2,server,,,,,,Retired`,
    `${code},phone-1,Phone,Nowhere,,,,,`,
    `,own-1,Printer,,,,,,`,
    `${code},odd-1,Toaster,,,10.0.0.999,,,`,
  ])
  expect(done.progress).toMatchObject({ created: 3, failed: 2 })
  expect(await problemsOf(done.id)).toEqual([
    '4 entityName unknown_reference',
    '6 class cell_choice',
    '6 ipAddresses ip_invalid',
  ])
  expect(await devicesOf(id)).toMatchObject([
    {
      name: 'srv-1',
      class: 'server',
      status: 'in_repair',
      entityName: 'Harbour',
      serialNumber: 'SN-1',
      ipAddresses: ['10.0.0.1', '2001:db8::1'],
      warrantyEndsOn: '2027-12-31',
      monitorsAvailability: true,
    },
    { name: 'srv-2', status: 'retired' },
  ])
  expect(await used('it_assets')).toBe(before + 2)
  await undo(done.id)
  expect([await devicesOf(id), await used('it_assets')]).toEqual([[], before])
})

it('that licenses run out for are told row by row, and the others are kept', async () => {
  const { code, id } = await customer()
  await api.call(createLicensePurchase, { body: { type: 'mobile_devices', quantity: 3, startsOn: '2020-01-01' } })
  const rows = [
    'phone-1,Phone',
    'phone-2,Phone',
    'srv-1,Server',
    'phone-3,Tablet',
    'phone-4,Phone',
    'srv-2,Server',
    'phone-5,Phone',
  ]
  const lines = ['Customer code,Name,Class', ...rows.map((row) => `${code},${row}`)]
  const check = await bring(lines, { isCheck: true })
  expect(check.progress).toMatchObject({ created: 5, failed: 2 })
  const done = await bring(lines)
  expect(done.progress).toMatchObject({ created: 5, failed: 2 })
  expect(await problemsOf(done.id)).toEqual(['6 null license_exhausted', '8 null license_exhausted'])
  expect((await devicesOf(id)).map(({ name }) => name)).toEqual(['phone-1', 'phone-2', 'phone-3', 'srv-1', 'srv-2'])
  expect(await used('mobile_devices')).toBe(3)
  // What had no license comes in later, and what is there stays as it is.
  await undo(done.id)
  expect(await used('mobile_devices')).toBe(0)
})

it('that are there are known by their ID, their serial number or their name, changed, and brought back', async () => {
  const { code, id } = await customer()
  const make = async (body: object) =>
    (await api.call(createDevice, { body: { organizationId: id, class: 'server', name: 'box', ...body } as never }))
      .body
  const [one, two, three] = [
    await make({ name: 'one', serialNumber: 'A-1' }),
    await make({ name: 'two', maker: 'Dell' }),
    await make({ name: 'three' }),
  ]
  const done = await bring(
    [
      'ID,Customer code,Name,Serial number,Maker,Status',
      `,${code},one again,a-1,HPE,`,
      `,${code},TWO,,Dell,In stock`,
      `${three.id},,third,,,`,
    ],
    { existing: 'update' },
  )
  expect(await problemsOf(done.id)).toEqual([])
  expect(done.progress).toMatchObject({ updated: 3, created: 0 })
  const read = async (each: { id: string }) => (await api.call(getDevice, { params: { id: each.id as never } })).body
  expect(await read(one)).toMatchObject({ name: 'one again', maker: 'HPE' })
  expect(await read(two)).toMatchObject({ name: 'TWO', status: 'in_stock' })
  expect(await read(three)).toMatchObject({ name: 'third' })
  await api.call(updateDevice, { params: { id: three.id }, body: { model: 'Since' } }, { ifMatch: '*' })
  await undo(done.id)
  expect(await read(one)).toMatchObject({ name: 'one', maker: null })
  expect(await read(two)).toMatchObject({ name: 'two', status: 'in_use' })
  expect(await read(three)).toMatchObject({ name: 'third', model: 'Since' })
})

it('that were taken out come in again as nothing new', async () => {
  const { id, code } = await customer()
  const told = {
    serialNumber: 'RT-1',
    ipAddresses: ['10.1.1.1'],
    macAddresses: ['00:1a:2b:3c:4d:5e'],
    notes: 'Two\nlines',
  }
  await api.call(createDevice, {
    body: { organizationId: id, name: 'round', class: 'non_it_asset', monitorsPerformance: true, ...told } as never,
  })
  const file = await api.request('GET', `/api/v1${exportDevices.path}?format=csv&filter[organizationId][eq]=${id}`)
  expect(file.body).toContain(code)
  const done = await imported(world, world.first.providerId, world.first.admin, file.body, {
    kind: 'devices',
    existing: 'update',
  })
  expect(await problemsOf(done.id)).toEqual([])
  expect(done.progress).toMatchObject({ unchanged: 1, failed: 0 })
})
