/** Devices that come in from files, with the licenses that they take (B4, EC1). */

import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createDeviceClass, updateDeviceClass } from '@tenantry/contract/device-classes.ts'
import { createDevice, getDevice, listDevices, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { exportDevices } from '@tenantry/contract/exports.ts'
import { listImportProblemGroups, listImportProblems, listImportShortages } from '@tenantry/contract/import-problems.ts'
import { getImport, type ImportPatch, startImport, undoImport, updateImport } from '@tenantry/contract/imports.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { getLicenseUsage } from '@tenantry/contract/license-usage.ts'
import { getCustomerLicenses, getLicensePool, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import { newId } from '../../platform/clock/clock.ts'
import { xlsxFile } from '../../platform/files/xlsx-file.ts'
import type { Context } from '../../platform/http/context.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { withoutPermission } from '../../testing/without-permission.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { holdLicenses } from '../license-counts/public.ts'
import { verifyLicenses } from '../licenses/public.ts'
import { mustSet } from '../lifecycle/lifecycle.fixture.ts'
import { imported, rowsOfPiece, runJob, uploaded } from './imports.fixture.ts'

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
const problemsOf = async (id: string, by = api) =>
  (await by.call(listImportProblems, { params: { id: id as never } })).body.items.map(
    ({ row, code, field }) => `${row} ${field} ${code}`,
  )
const shortagesOf = async (id: string) =>
  (await api.call(listImportShortages, { params: { id: id as never } })).body.items
const devicesOf = async (organizationId: string) =>
  (await api.call(listDevices, { query: { filter: { organizationId: { eq: organizationId } } } })).body.items
const undo = async (id: string) => {
  expect((await api.call(undoImport, { params: { id: id as never } })).status).toBe(200)
  await runJob(world, { providerId: world.first.providerId, person: world.first.admin, id })
}
const names = (word: string, count: number) => Array.from({ length: count }, (_, n) => `${word}-${n}`)
const limits = async (id: string, type: string, limit: number) => {
  const body = { mode: 'allocated' as const, types: [{ type, limit, overage: 0 }] }
  const answer = await api.call(setCustomerLicenses, { params: { id: id as never }, body }, { ifMatch: '*' })
  expect(answer.status, answer.raw.body).toBe(200)
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
    `${code},odd-2,Server,,,,31.02.2027,,`,
  ])
  expect(done.progress).toMatchObject({ created: 3, failed: 3 })
  expect(await problemsOf(done.id)).toEqual([
    '4 entityName unknown_reference',
    '6 class cell_choice',
    '6 ipAddresses ip_invalid',
    '7 warrantyEndsOn cell_date',
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

it('find their customer by its name where nothing has that code, if it is the only one of those that the importer sees', async () => {
  const { partnerId, partnerAdmin } = world.first
  const add = async (name: string, code: string, more: object = {}) =>
    (await added(api, { name, code, ...more } as never)).body.id
  const one = await add('Named Only', 'BYNAME1')
  const slashed = await add('Named / Slash', 'BYNAME2')
  const below = await add('Named Below', 'BYNAME3', { parentId: partnerId })
  // What a code is suggested from is called like it.
  const suggested = await add('Bynamed', 'BYNAMED', { parentId: partnerId })
  await add('Named Twice', 'BYNAME4')
  // One that is archived is not meant beside one that is not; by itself it is.
  const live = await add('Named Again', 'BYNAME9')
  await mustSet(api, await add('Named Again', 'BYNAME10'), 'archived')
  await mustSet(api, await add('Named Gone', 'BYNAME11'), 'archived')
  for (const code of ['BYNAME12', 'BYNAME13']) await mustSet(api, await add('Named Gone Twice', code), 'archived')
  const theirs = await add('Named Twice', 'BYNAME5', { parentId: partnerId })
  const coded = await add('Named Coded', 'BYNAME6')
  await add('BYNAME6', 'BYNAME7')
  await add('Bynamed8', 'BYNAME8')
  await add('Else', 'BYNAMED8', { parentId: partnerId })
  const lines = [
    'Customer name,Name,Class',
    'named ONLY,pc,computer',
    'byname1,pc,computer',
    'Named / Slash,pc,computer',
    'Named Below,pc,computer',
    'bynamed,pc,computer',
    'BYNAME6,pc,computer',
    'Named Twice,pc,computer',
    'Named Nobody,pc,computer',
    'Named On,pc,computer',
    'Bynamed8,pc,computer',
    'Named Again,pc,computer',
    'Named Gone,pc,computer',
    'Named Gone Twice,pc,computer',
  ]
  const told = async (done: { id: string }, by = api) =>
    (await by.call(listImportProblems, { params: { id: done.id as never } })).body.items.map(
      ({ row, field, message }) => `${row} ${field} ${message}`,
    )
  const done = await bring(lines)
  expect(await told(done)).toEqual([
    '3 name Row 2 is about the same one',
    '8 customerCodes Several customers are called Named Twice: write the code of the one that is meant',
    '9 customerCodes There is no customer with the code or the name Named Nobody',
    '10 customerCodes There is no customer with the code or the name Named On',
    '11 customerCodes There is no customer with the code Bynamed8 that lies below no partner: write PARTNER/BYNAMED8 for the one below a partner',
    '13 null Nothing new is added here: this organization or one above it is suspended, in offboarding or archived',
    '14 customerCodes Several customers are called Named Gone Twice: write the code of the one that is meant',
  ])
  const counts = async (...ids: string[]) => Promise.all(ids.map(async (id) => (await devicesOf(id)).length))
  expect(await counts(one, slashed, below, suggested, coded, live, theirs)).toEqual([1, 1, 1, 1, 1, 1, 0])
  // Whoever sees one alone is told of no other, and whoever sees none of none.
  const theirLines = ['Customer name,Name,Class', 'Named Twice,own,computer', 'Named Only,own,computer']
  const their = await bring(theirLines, {}, partnerAdmin)
  expect(await told(their, partnerAdmin.api)).toEqual([
    '3 customerCodes There is no customer with the code or the name Named Only',
  ])
  expect(await counts(theirs, one)).toEqual([1, 1])
  // Below a parent that is chosen the others are not meant.
  const chosen = await bring(['Customer,Name,Class', 'Named Twice,two,computer', 'Named Only,two,computer'], {
    parentId: partnerId,
  })
  expect([chosen.progress.created, (await told(chosen)).length]).toEqual([1, 1])
  expect(await counts(theirs, one)).toEqual([2, 1])
})

it('that somebody has changed since are left with their licenses when the others are taken back', async () => {
  const { code, id } = await customer()
  const before = await used('it_assets')
  const done = await bring(['Customer code,Name,Class', `${code},srv-1,Server`, `${code},srv-2,Server`])
  const [changed] = await devicesOf(id)
  const any = { ifMatch: '*' }
  await api.call(updateDevice, { params: { id: changed?.id as never }, body: { maker: 'HPE' } }, any)
  await undo(done.id)
  const now = await api.call(getImport, { params: { id: done.id } })
  expect(now.body.progress).toMatchObject({ takenBack: 1, kept: 1 })
  expect([(await devicesOf(id)).map(({ name }) => name), await used('it_assets')]).toEqual([['srv-1'], before + 1])
})

it('whose days nobody would be let type now are put back with these', async () => {
  const { code, id } = await customer()
  await api.call(createDevice, { body: { organizationId: id, name: 'old', class: 'server' } })
  await world.test.owner.query(
    "UPDATE devices SET purchased_on = '1980-01-01', warranty_ends_on = '1985-01-01' WHERE organization_id = $1",
    [id],
  )
  const lines = ['Customer code,Name,Class,Purchased,Warranty until', `${code},old,Server,2025-01-01,2027-01-01`]
  const done = await bring(lines, { existing: 'update' })
  expect(done.progress).toMatchObject({ updated: 1, failed: 0 })
  await undo(done.id)
  const days = async () => (await devicesOf(id)).map(({ purchasedOn, warrantyEndsOn }) => [purchasedOn, warrantyEndsOn])
  expect(await days()).toEqual([['1980-01-01', '1985-01-01']])
})

it('that lie on a trial which is over since are taken back with their licenses, and it stays over by the rest', async () => {
  const plan = (trialLicenses: number) => ({ plan: { kind: 'trial' as const, trialLicenses } })
  const { id, code } = (await added(api, { name: 'On trial', code: 'DEVTRIAL', ...plan(5) } as never)).body
  const own = ['own-1', 'own-2', 'own-3'].map((name) => ({ organizationId: id, name, class: 'server' as const }))
  for (const body of own) await api.call(createDevice, { body })
  const before = await used('it_assets')
  const done = await bring(['Customer code,Name,Class', `${code},srv-1,Server`, `${code},phone-1,Phone`])
  expect(done.progress).toMatchObject({ created: 2, failed: 0 })
  const params = { id }
  const body = { ...plan(2), confirm: true }
  expect((await api.call(updateCustomer, { params, body }, { ifMatch: '*' })).status).toBe(200)
  const trial = async () => (await api.call(getCustomerLicenses, { params })).body.trial
  expect(await trial()).toMatchObject({ limit: 2, used: 5, free: 0, overBy: 3 })
  await undo(done.id)
  expect(await trial()).toMatchObject({ limit: 2, used: 3, free: 0, overBy: 1 })
  expect([(await devicesOf(id)).map(({ name }) => name), await used('it_assets')]).toEqual([
    ['own-1', 'own-2', 'own-3'],
    before,
  ])
  expect(await verifyLicenses(world.installation.database, [world.first.providerId])).toEqual([])
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
  // They were in use meanwhile: that stays in the ledger, and the month's peak holds it (RI6).
  const usage = async (basis: 'peak' | 'month_end') => {
    const body = { mode: 'unlimited' as const, types: [], basis }
    await api.call(setCustomerLicenses, { params: { id }, body }, { ifMatch: '*' })
    const { types } = (await api.call(getLicenseUsage, { params: { id } })).body
    return types.find(({ type }) => type === 'mobile_devices')
  }
  expect(await usage('peak')).toMatchObject({ quantity: 3, why: 'peak', taken: 3, given: 3, atEnd: 0 })
  expect(await usage('month_end')).toMatchObject({ quantity: 0 })
})

it('of several pieces are told by a check where their licenses run out, which the import confirms', async () => {
  const [one, two, three] = [await customer(), await customer(), await customer()]
  const buy = (quantity: number) =>
    api.call(createLicensePurchase, { body: { type: 'mobile_devices', quantity, startsOn: '2020-01-01' } })
  await bring(['Customer code,Name,Class', ...names('there', 10).map((name) => `${one.code},${name},Server`)])
  await limits(one.id, 'it_assets', 155)
  // Two customers draw on the provider's 20.
  await buy(17)
  const lines = [
    'Customer code,Name,Class,Maker,Status',
    ...names('phone', 15).map((name) => `${two.code},${name},Phone,,`),
    ...names('there', 10).map((name) => `${one.code},${name},Server,HPE,`),
    ...names('stock', 10).map((name) => `${one.code},${name},Server,,Retired`),
    ...names('srv', 200).map((name) => `${one.code},${name},Computer,,`),
    ...names('phone', 15).map((name) => `${three.code},${name},Phone,,`),
  ]
  const expected = [
    {
      organizationId: one.id,
      organizationName: `Devices ${one.code.slice(4)}`,
      type: 'it_assets',
      firstRow: 182,
      rows: 55,
    },
    { organizationId: three.id, type: 'mobile_devices', firstRow: 242, rows: 10 },
  ]
  const check = await bring(lines, { isCheck: true, existing: 'update' })
  expect(check.progress).toMatchObject({ created: 175, updated: 10, failed: 65 })
  expect(await shortagesOf(check.id)).toMatchObject(expected)
  expect((await problemsOf(check.id))[0]).toBe('182 null license_exhausted')
  // Advice: what is free is free for anybody until the import itself takes it.
  expect(await used('mobile_devices')).toBe(0)
  const params = { id: check.id }
  const changed = await api.call(updateImport, { params, body: { existing: 'skip' } }, { ifMatch: '*' })
  expect([changed.status, await shortagesOf(check.id)]).toEqual([200, []])
  await buy(5)
  const done = await bring(lines, { existing: 'update' })
  expect(await shortagesOf(done.id)).toMatchObject([expected[0], { ...expected[1], firstRow: 247, rows: 5 }])
  await buy(1_000)
})

it('a check lets rows that bring devices back or retire them count for the pieces after them', async () => {
  const { code, id } = await customer()
  await limits(id, 'mobile_devices', 3)
  const phone = async (name: string, status: string) => {
    const body = { organizationId: id, class: 'phone', name, status } as never
    return (await api.call(createDevice, { body })).body.id
  }
  const old = await phone('old', 'in_use')
  const others = ['one', 'two', 'last']
  const retired: string[] = []
  for (const name of others) retired.push(await phone(name, 'retired'))
  const header = 'ID,Customer code,Name,Class,Status'
  const back = retired.map((each, index) => `${each},${code},${others[index]},phone,In use`)
  const filler = names('nobody', rowsOfPiece).map((name) => `,NOSUCH,${name},phone,In use`)
  const fresh = ['three', 'four'].map((name) => `,${code},${name},phone,In use`)
  const check = async (...rows: string[]) => {
    const { progress } = await bring([header, ...rows, ...filler, ...fresh], { isCheck: true, existing: 'update' })
    return [progress.updated, progress.created, progress.failed - filler.length]
  }
  expect(await check(...back.slice(0, 2))).toEqual([2, 0, 2])
  expect(await check(`${old},${code},old,phone,Retired`, ...back.slice(0, 2))).toEqual([3, 1, 1])
  // What finds no license on its way back is told as what is new is.
  for (const isCheck of [true, false]) {
    const done = await bring([header, ...back], { isCheck, existing: 'update' })
    expect([done.progress.updated, await shortagesOf(done.id)]).toMatchObject([
      2,
      [{ organizationId: id, type: 'mobile_devices', firstRow: 4, rows: 1 }],
    ])
  }
})

it('count exactly where licenses run out, however many customers lack some', async () => {
  const partner = await added(api, { name: 'Wide partner', code: 'WIDE', type: 'partner' })
  await limits(partner.body.id, 'mobile_devices', 0)
  const parentId = partner.body.id
  const codes = names('W', 202)
  const customers = ['Name,Code', ...codes.map((each) => `Wide ${each},${each}`)]
  await imported(world, world.first.providerId, world.first.admin, customers.join('\n'), { parentId })
  const phones = (each: string | undefined, from: number, to: number) =>
    names('phone', to).flatMap((name, index) => (index < from ? [] : [`${each},${name},phone`]))
  const last = codes.at(-1)
  const lines = ['Customer code,Name,Class', ...codes.slice(0, -1).flatMap((each) => phones(each, 0, 2))]
  // One of the last piece that has found least before.
  lines.push(
    ...phones(last, 0, 1),
    ...names('nobody', rowsOfPiece).map((name) => `NOSUCH,${name},phone`),
    ...phones(last, 1, 3),
  )
  const check = await bring(lines, { isCheck: true, parentId })
  const shortages = await shortagesOf(check.id)
  expect([shortages.length, shortages[0]]).toMatchObject([
    200,
    { organizationName: `Wide ${last}`, firstRow: 404, rows: 3 },
  ])
})

it('that a check holds licenses for find as many as are left, should somebody have taken some meanwhile', async () => {
  const { id } = await customer()
  await limits(id, 'mobile_devices', 7)
  const { database, clock } = world.installation
  const scope = { ...systemScope(world.first.providerId), membershipId: world.first.admin.membershipId }
  const held = await database.within(
    scope,
    async (tx) => {
      const actor = { scope, name: 'A check' } as unknown as Context['actor']
      const origin = { id: 'test', source: null }
      const taken = [
        { organizationId: id, type: 'it_assets', count: 3 },
        { organizationId: id, type: 'mobile_devices', count: 20 },
        // It went out of sight while the check went on.
        { organizationId: newId(), type: 'it_assets', count: 1 },
      ]
      await holdLicenses({ tx, actor, clock, origin } as Context, taken, [])
      return tx
        .selectFrom('license_counters')
        .select(['type', 'used'])
        .where('organization_id', '=', id)
        .where('used', '>', 0)
        .orderBy('type')
        .execute()
    },
    { dryRun: true },
  )
  // The other type has no limit here: its counter is one above.
  expect(held).toEqual([{ type: 'mobile_devices', used: 7 }])
})

it('whose warranty ends before their purchase are told at its column, new ones and those that are there', async () => {
  const { code, id } = await customer()
  const purchasedOn = '2026-02-01'
  const there = { organizationId: id, class: 'server', name: 'there', purchasedOn } as const
  await api.call(createDevice, { body: there })
  const lines = ['Customer code,Name,Class,Purchased,Warranty until', `${code},new,Server,2026-02-01,2026-01-31`]
  const done = await bring([...lines, `${code},there,Server,2026-02-01,2026-01-31`], { existing: 'update' })
  expect(done.progress).toMatchObject({ created: 0, updated: 0, failed: 2 })
  expect(await problemsOf(done.id)).toEqual(['2 warrantyEndsOn before_purchase', '3 warrantyEndsOn before_purchase'])
  const unlikely = await bring([...lines.slice(0, 1), `${code},new,Server,0026-02-01,1926-01-31`])
  expect(await problemsOf(unlikely.id)).toEqual(['2 purchasedOn too_early', '2 warrantyEndsOn too_early'])
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
  const refused = await bring(
    [
      'Customer code,Name,Class,Serial number',
      `${code},new,Server,A-1`,
      `${code},other,Server,a-1`,
      `${code},TWO,Server,`,
    ],
    {},
  )
  expect(await problemsOf(refused.id)).toEqual([
    '2 serialNumber name_there',
    '3 serialNumber repeated_in_file',
    '4 name name_there',
  ])
  // What makers leave in the place of a serial number tells none from the other.
  const unnumbered = await bring(
    [
      'Customer code,Name,Class,Serial number',
      `${code},first N/A,Server,N/A`,
      `${code},second N/A,Server,n/a`,
      `${code},TWO,Server,Default string`,
    ],
    {},
  )
  expect(await problemsOf(unnumbered.id)).toEqual(['4 name name_there'])
  await api.call(updateDevice, { params: { id: three.id }, body: { model: 'Since' } }, { ifMatch: '*' })
  await undo(done.id)
  expect(await read(one)).toMatchObject({ name: 'one', maker: null })
  expect(await read(two)).toMatchObject({ name: 'two', status: 'in_use' })
  expect(await read(three)).toMatchObject({ name: 'third', model: 'Since' })
})

it('that are brought back have their serial number again, also where another one has got it since', async () => {
  const { code, id } = await customer()
  const body = { organizationId: id, class: 'server' } as const
  const first = (await api.call(createDevice, { body: { ...body, name: 'first', serialNumber: 'BACK-1' } as never }))
    .body
  const done = await bring(['ID,Customer code,Name,Serial number', `${first.id},${code},first,BACK-2`], {
    existing: 'update',
  })
  expect(done.progress).toMatchObject({ updated: 1 })
  const second = await api.call(createDevice, { body: { ...body, name: 'second', serialNumber: 'BACK-1' } as never })
  expect(second.status).toBe(201)
  await undo(done.id)
  expect((await devicesOf(id)).map(({ serialNumber }) => serialNumber)).toEqual(['BACK-1', 'BACK-1'])
})

it('are left alone by a row that may be about several of them, whatever is done with what is there', async () => {
  const { code, id } = await customer()
  const make = async (name: string, serialNumber: string | null) => {
    const body = { organizationId: id, class: 'server', name, serialNumber, confirm: true } as never
    return (await api.call(createDevice, { body })).body.id
  }
  await make('one', 'TWICE-1')
  const second = await make('two', 'TWICE-1')
  await make('three', null)
  await make('Three', null)
  await make('four', null)
  const head = 'ID,Customer code,Name,Class,Serial number,Maker'
  const rows = [`,${code},one,Server,twice-1,HPE`, `,${code},three,Server,,HPE`, `,${code},four,Server,,HPE`]
  for (const [existing, made] of [
    ['update', { updated: 1 }],
    ['skip', { skipped: 1 }],
    ['refuse', {}],
  ] as const) {
    const done = await bring([head, ...rows], { existing, isCheck: existing === 'refuse' })
    expect(done.progress).toMatchObject({
      updated: 0,
      skipped: 0,
      created: 0,
      failed: 3 - Object.keys(made).length,
      ...made,
    })
    expect((await problemsOf(done.id)).slice(0, 2)).toEqual(['2 serialNumber several_there', '3 name several_there'])
  }
  const makers = async () => (await devicesOf(id)).map(({ name, maker }) => `${name} ${maker}`).sort()
  expect(await makers()).toEqual(['Three null', 'four HPE', 'one null', 'three null', 'two null'])
  const told = await bring([head, ...rows.slice(0, 1)], { existing: 'update' })
  const { items } = (await api.call(listImportProblems, { params: { id: told.id } })).body
  expect(items.map(({ message }) => message)).toEqual([
    '2 devices there have this serial number; give the row the ID of one of them, as an export has it, or change them by hand',
  ])
  // As it says: the ID tells which one is meant.
  const named = await bring([head, `${second},${code},two,Server,TWICE-1,HPE`], { existing: 'update' })
  expect([named.progress.updated, (await makers()).at(-1)]).toEqual([1, 'two HPE'])
})

describe('are given to users by email', () => {
  const member = (organizationId: string) =>
    world.addPerson({
      providerId: world.first.providerId,
      organizationId,
      role: 'customer_administrator',
      reach: 'subtree',
    })
  const deviceNamed = async (organizationId: string, name: string) => {
    const found = (await devicesOf(organizationId)).find((each) => each.name === name)
    if (!found) throw new TypeError(name)
    return found
  }
  const exported = (id: string, by = api) =>
    by.request('GET', `/api/v1${exportDevices.path}?format=csv&filter[organizationId][eq]=${id}`)

  it('of the organization and of its account alone, and everybody else is told at the column', async () => {
    const enterprise = (await added(api, { name: 'Holding', code: 'DEVHOLD', type: 'enterprise' })).body.id
    const { id, code } = (
      await added(api, { name: 'Works', code: 'DEVWORKS', type: 'division', parentId: enterprise } as never)
    ).body
    const [own, above, elsewhere] = [await member(id), await member(enterprise), await member((await customer()).id)]
    const done = await bring(
      [
        'Customer code,Name,Class,User email,Entity',
        `${code},pc-1,Computer, ${own.email.toUpperCase()} ,`,
        `${code},pc-2,Computer,${above.email},`,
        `${code},pc-3,Computer,${elsewhere.email},Nowhere`,
        `${code},pc-4,Computer,nobody@first.example,`,
        `${code},pc-5,Computer,${world.second.admin.email},`,
        `${code},pc-6,Computer,not an address,`,
        `${code},pc-7,Computer,,`,
      ].map((line) => line.replaceAll(`${code},`, `DEVHOLD/${code},`)),
    )
    expect(await problemsOf(done.id)).toEqual([
      '4 userEmail unknown_reference',
      '4 entityName unknown_reference',
      '5 userEmail unknown_reference',
      '6 userEmail unknown_reference',
      '7 userEmail email_invalid',
    ])
    const users = (await devicesOf(id)).map(({ name, userId }) => `${name} ${userId}`)
    expect(users).toEqual([`pc-1 ${own.membershipId}`, `pc-2 ${above.membershipId}`, 'pc-7 null'])
  })

  it('and one with a place in both keeps the device, but is not chosen among the two', async () => {
    const enterprise = (await added(api, { name: 'Group', code: 'DEVGROUP', type: 'enterprise' })).body.id
    const { id } = (
      await added(api, { name: 'Plant', code: 'DEVPLANT', type: 'division', parentId: enterprise } as never)
    ).body
    const [twice, other] = [await member(id), await member(id)]
    await world.test.owner.query(
      `insert into memberships select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'organization_id', $2::uuid))).*
       from memberships m where id = $1`,
      [twice.membershipId, enterprise],
    )
    await api.call(createDevice, {
      body: { organizationId: id, name: 'pc-1', class: 'computer', userId: twice.membershipId } as never,
    })
    const there = await deviceNamed(id, 'pc-1')
    const change = (line: string, emptyCells: 'leave' | 'clear' = 'leave') =>
      bring(['ID,Customer code,Name,User email,Maker', `${there.id},,pc-1,${line}`], { existing: 'update', emptyCells })
    const same = await change(`${twice.email},Dell`)
    expect([await problemsOf(same.id), await deviceNamed(id, 'pc-1')]).toMatchObject([
      [],
      { maker: 'Dell', userId: twice.membershipId },
    ])
    const given = await change(`${other.email},Dell`)
    expect((await deviceNamed(id, 'pc-1')).userId).toBe(other.membershipId)
    const back = await change(`${twice.email},Dell`)
    expect(await problemsOf(back.id)).toEqual(['2 userEmail user_of_several'])
    await undo(given.id)
    expect((await deviceNamed(id, 'pc-1')).userId).toBe(twice.membershipId)
    const taken = await change(',Dell', 'clear')
    expect(taken.progress).toMatchObject({ updated: 1 })
    expect((await deviceNamed(id, 'pc-1')).userId).toBeNull()
    await world.test.owner.query('delete from memberships where organization_id = $1', [enterprise])
  })

  it('and files name nobody to whom users do not exist, nor lose whoever is out of sight', async () => {
    const { id, code } = await customer()
    const person = await member(id)
    await api.call(createDevice, {
      body: { organizationId: id, name: 'pc-1', class: 'computer', userId: person.membershipId } as never,
    })
    await world.test.owner.query(`update memberships set name = 'Ann' where id = $1`, [person.membershipId])
    expect((await exported(id)).body).toContain(`,Ann,${person.email},`)
    const blind = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.providerId,
      role: 'provider_administrator',
      reach: 'all',
    })
    await withoutPermission(world, blind.membershipId, 'users.read')
    const file = (await exported(id, blind.api)).body
    expect(file).toContain(',Ann,,')
    expect(file).not.toContain(person.email)
    const cleared = await imported(world, world.first.providerId, blind, file.replace('pc-1', 'pc-2'), {
      kind: 'devices',
      existing: 'update',
      emptyCells: 'clear',
    })
    expect(await problemsOf(cleared.id, blind.api)).toEqual([])
    expect(cleared.progress).toMatchObject({ updated: 1, failed: 0 })
    expect((await deviceNamed(id, 'pc-2')).userId).toBe(person.membershipId)
    const guessed = await bring(
      ['Customer code,Name,Class,User email', `${code},pc-3,Computer,${person.email}`],
      {},
      blind,
    )
    expect(guessed.progress).toMatchObject({ created: 0, failed: 1 })
  })
})

it('that were taken out come in again as nothing new', async () => {
  const { id, code } = await customer()
  const person = await world.addPerson({
    providerId: world.first.providerId,
    organizationId: id,
    role: 'customer_administrator',
    reach: 'subtree',
  })
  await world.test.owner.query(`update memberships set email = '+calc@people.example' where id = $1`, [
    person.membershipId,
  ])
  const told = {
    userId: person.membershipId,
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
  expect(file.body).toContain(",'+calc@people.example,")
  const done = await imported(world, world.first.providerId, world.first.admin, file.body, {
    kind: 'devices',
    existing: 'update',
    emptyCells: 'clear',
  })
  expect(await problemsOf(done.id)).toEqual([])
  expect(done.progress).toMatchObject({ unchanged: 1, failed: 0 })
})

it('have classes by what inventories call them, unless a class of one’s own is called so', async () => {
  const { code, id } = await customer()
  const own = { name: 'Firewall', icon: 'phone', licenseTypes: ['mobile_devices'] } as never
  await api.call(createDeviceClass, { body: own })
  const words = ['LAPTOP', 'desktop-pc', 'VM', 'Switch', 'Firewall', 'mfp', 'cell phone', 'iPad']
  const done = await bring(['Customer code,Name,Class', ...words.map((word, n) => `${code},called-${n},${word}`)])
  expect(await problemsOf(done.id)).toEqual([])
  expect((await devicesOf(id)).map((device) => device.class)).toEqual([
    'computer',
    'computer',
    'server',
    'network_device',
    'firewall',
    'printer',
    'phone',
    'tablet',
  ])
})

it('have their classes by German words as well', async () => {
  const { code, id } = await customer()
  const words = ['Drucker', 'Telefon', 'Handy', 'Laptop', 'Server', 'Rechner', 'Netzwerkgerät', 'Virtuelle Maschine']
  const done = await bring(['Kundennummer,Name,Klasse', ...words.map((word, n) => `${code},genannt-${n},${word}`)])
  expect(await problemsOf(done.id)).toEqual([])
  expect((await devicesOf(id)).map((device) => device.class)).toEqual([
    'printer',
    'phone',
    'phone',
    'computer',
    'server',
    'computer',
    'network_device',
    'server',
  ])
})

it('are told what they lack by its name, where the file has no column for it', async () => {
  const { code } = await customer()
  const lines = ['Customer code,Name', `${code},classless`]
  const { id, missing } = await uploaded(api, lines.join('\n'), 'devices')
  const begun = await api.call(startImport, { params: { id } })
  expect([missing, begun.status, begun.raw.json().code]).toEqual([['class'], 409, 'import_not_possible'])
  const params = { state: 'analysed', reason: 'field_not_matched', fields: 'class' }
  expect(begun.raw.json()).toMatchObject({ detail: 'No column is matched with Class', params })
  const bare = await uploaded(api, 'City\nDelhi', 'entities')
  const refused = (await api.call(startImport, { params: { id: bare.id } })).raw.json()
  expect([refused.detail, refused.params.fields]).toEqual([
    'No column is matched with Customer code and Name',
    'customerCodes, name',
  ])
  // Rows may change what is there without it, and nothing is new without it.
  const done = await bring(lines, { existing: 'update' })
  expect(done.missing).toEqual([])
  const { items } = (await api.call(listImportProblems, { params: { id: done.id as never } })).body
  expect(items).toMatchObject([{ row: 2, header: null, code: 'required', message: 'Class: This is needed' }])
})

it('have classes of one’s own by name or by key, and come back as they were taken out', async () => {
  const { code, id } = await customer()
  const of = (name: string) => ({ body: { name, icon: 'phone', licenseTypes: ['mobile_devices'] } as never })
  await api.call(createDeviceClass, of('Security camera'))
  // Read loosely it would be a built-in one; what is written out is read as what it is.
  await api.call(createDeviceClass, of('Net-work device'))
  await api.call(createDeviceClass, of('Old camera'))
  const archive = { params: { code: 'old_camera' }, body: { isArchived: true } }
  await api.call(updateDeviceClass, archive, { ifMatch: '*' })
  const before = await used('mobile_devices')
  const done = await bring([
    'Customer code,Name,Class',
    `${code},cam-1,security CAMERA`,
    `${code},cam-2,security_camera`,
    `${code},cam-3,Net-work device`,
    `${code},cam-4,Network-device`,
    `${code},cam-5,Old camera`,
    `${code},cam-6,Sofa`,
  ])
  expect(await problemsOf(done.id)).toEqual(['6 class class_archived', '7 class cell_choice'])
  const { items } = (await api.call(listImportProblems, { params: { id: done.id as never } })).body
  expect(items[1]?.message).toMatch(/^There is no class “Sofa”; there are Computer, /)
  expect(items[1]?.message).toContain(', Security camera, Net-work device')
  expect(items[1]?.message).not.toContain('Old camera')
  const there = (await devicesOf(id)).map((device) => device.class)
  expect(there).toEqual(['security_camera', 'security_camera', 'net_work_device', 'network_device'])
  expect(await used('mobile_devices')).toBe(before + 3)
  const file = await api.request('GET', `/api/v1${exportDevices.path}?format=csv&filter[organizationId][eq]=${id}`)
  expect(file.body).toContain(',Security camera,')
  const again = await imported(world, world.first.providerId, world.first.admin, file.body, {
    kind: 'devices',
    existing: 'update',
    emptyCells: 'clear',
  })
  expect(again.progress).toMatchObject({ unchanged: 4, failed: 0 })
})

it('tells of serial numbers that a workbook has cut short, which come in as it shows them (B4)', async () => {
  const columns = [
    { header: 'Name', type: 'text' },
    { header: 'Serial number', type: 'number' },
  ] as const
  async function* rows() {
    yield [['cut short', 1_234_567_890_123_450]]
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of xlsxFile([{ name: 'Devices', columns, rows: rows() }])) chunks.push(chunk)
  const { id } = await uploaded(api, Buffer.concat(chunks), 'devices')
  const { body } = await api.call(getImport, { params: { id } })
  expect(body.columns).toMatchObject([
    { field: 'name', isCutShort: false },
    { field: 'serialNumber', isCutShort: true, samples: ['1234567890123450'] },
  ])
})

it('with an error of a workbook in a cell that stands for something are told there and not taken (B4)', async () => {
  const { id, code } = await customer()
  const done = await bring([
    'Customer code,Customer,Name,Class,Serial number,Model,Rack',
    `${code},#N/A,no error,computer,REF-1,A #REF! B,#REF!`,
    `${code},,error,computer,#REF!,,`,
    `#N/A,,lost,computer,,,`,
    `${code},,unclassed,#NV,,#DIV/0!,`,
  ])
  expect(await problemsOf(done.id)).toEqual([
    '3 serialNumber cell_workbook_error',
    '4 customerCodes cell_workbook_error',
    '5 class cell_workbook_error',
    '5 model cell_workbook_error',
  ])
  expect((await devicesOf(id)).map(({ name, model }) => [name, model])).toEqual([['no error', 'A #REF! B']])
})

it('whose customer or serial number is an error of a workbook are about none that is there, and about none further down (B4)', async () => {
  const { code } = await customer()
  const first = await bring(['Customer code,Name,Class', ',lost-pc,computer', `${code},lost-pc,computer`])
  expect(first.progress).toMatchObject({ created: 2 })
  const done = await bring(
    [
      'Customer code,Name,Class,Serial number',
      '#N/A,lost-pc,computer,',
      `${code},lost-pc,computer,#REF!`,
      ',lost-pc,computer,',
      '#N/A,later-pc,computer,',
      ',later-pc,computer,',
    ],
    { existing: 'skip' },
  )
  expect(await problemsOf(done.id)).toEqual([
    '2 customerCodes cell_workbook_error',
    '3 serialNumber cell_workbook_error',
    '5 customerCodes cell_workbook_error',
  ])
  expect(done.progress).toMatchObject({ created: 1, skipped: 1, failed: 3 })
  await undo(done.id)
  await undo(first.id)
})

it('whose ID is an error of a workbook are about none that is there, and about none further down (B4)', async () => {
  const { id, code } = await customer()
  const first = await bring(['Customer code,Name,Class', `${code},known-pc,computer`, `${code},by-id,computer`])
  const named = (await devicesOf(id)).find(({ name }) => name === 'by-id')
  const done = await bring(
    [
      'ID,Customer code,Name,Class',
      `${named?.id},${code},by-id,computer`,
      `#N/A,${code},known-pc,computer`,
      `,${code},known-pc,computer`,
      `#N/A,${code},fresh-pc,computer`,
      `,${code},fresh-pc,computer`,
    ],
    { existing: 'skip' },
  )
  expect(await problemsOf(done.id)).toEqual(['3 id cell_workbook_error', '5 id cell_workbook_error'])
  expect(done.progress).toMatchObject({ created: 1, skipped: 2, failed: 2 })
  await undo(done.id)
  await undo(first.id)
})

it('without a column for their customer belong to one that a technician chooses, who does not see the own house', async () => {
  const { technician, customerId } = world.first
  const file = ['Name,Class', 'unowned,Server'].join('\n')
  const { id, missing } = await uploaded(technician.api, file, 'devices')
  expect([missing, (await uploaded(api, file, 'devices')).missing]).toEqual([['parentId'], []])
  const refused = await technician.api.call(startImport, { params: { id } })
  const asked = { path: 'parentId', code: 'required', message: 'Choose whose the devices become' }
  expect([refused.status, refused.raw.json().errors]).toEqual([422, [asked]])
  const chosen = await technician.api.call(
    updateImport,
    { params: { id }, body: { parentId: customerId as never } },
    { ifMatch: '*' },
  )
  expect(chosen.body.missing).toEqual([])
  const done = await bring(['Name,Class', 'unowned,Server'], { parentId: customerId as never }, technician)
  expect(done.progress).toMatchObject({ created: 1, failed: 0 })
  // An empty cell names nobody, either.
  const unnamed = await bring(['Customer code,Name,Class', ',unowned-2,Server'], {}, technician)
  expect(await problemsOf(unnamed.id, technician.api)).toEqual(['2 customerCodes required'])
  // What is there is found by its ID, wherever it lies.
  const there = (await devicesOf(customerId)).find(({ name }) => name === 'unowned')
  const changed = await bring(
    ['ID,Name,Maker', `${there?.id},unowned,HPE`],
    { existing: 'update', matching: ['id', 'name', 'maker'] },
    technician,
  )
  expect(changed.progress).toMatchObject({ updated: 1, failed: 0 })
})

it('lack licenses of several types, of which each is told by itself with its rows', async () => {
  const { code, id } = await customer()
  const none = ['it_assets', 'mobile_devices'].map((type) => ({ type, limit: 0, overage: 0 }))
  const body = { mode: 'allocated' as const, types: none }
  await api.call(setCustomerLicenses, { params: { id }, body }, { ifMatch: '*' })
  const rows = ['short-1,Phone', 'short-2,Server', 'short-3,Phone'].map((row) => `${code},${row}`)
  const check = await bring(['Customer code,Name,Class', ...rows], { isCheck: true })
  const { items } = (await api.call(listImportProblemGroups, { params: { id: check.id } })).body
  expect(items).toMatchObject([
    { message: expect.stringContaining('mobile device'), isVaried: false, rows: [2, 4] },
    { message: expect.stringContaining('IT asset'), isVaried: false, rows: [3] },
  ])
})
