/** What customers are metered by the month, through HTTP (RI6, EC5). */
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice, deleteDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import {
  exportLicenseUsage,
  getLicenseUsage,
  listLicenseUsage,
  totalLicenseUsage,
} from '@tenantry/contract/license-usage.ts'
import { getCustomerLicenses, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Context } from '../../platform/http/context.ts'
import { type Scope, systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from '../customers/customers.fixture.ts'
import { leaveAccount } from '../license-counts/public.ts'
import { runTask } from '../lifecycle/lifecycle.fixture.ts'
import { findMergedNames } from './ledger.queries.ts'
import { findLeft } from './left-accounts.queries.ts'
import { keepMonthsSoFar } from './license-months.queries.ts'
import { renewPoolsTask } from './public.ts'
import { findMerged } from './usage.queries.ts'

let world: World
let api: HttpCaller
const time = { now: new Date('2026-10-20T12:00:00Z') }

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => time.now } })
  api = world.first.admin.api
})
afterAll(() => world.close())

const at = async (moment: string) => {
  time.now = new Date(moment)
  await runTask(world, renewPoolsTask)
}
let count = 0
const customer = async (more: object = {}): Promise<string> =>
  (await added(api, { name: `Metered ${++count}`, code: `MET${count}`, ...more })).body.id
const box = async (organizationId: string, name = 'box') =>
  (await api.call(createDevice, { body: { organizationId, name, class: 'server' } as never })).body.id
const drop = (id: string) => api.call(deleteDevice, { params: { id: id as never } }, { ifMatch: '*' })
const usage = async (id: string, month: string, by = api) =>
  by.call(getLicenseUsage, { params: { id: id as never }, query: { month } })
const assets = async (id: string, month: string) => {
  const { body, raw } = await usage(id, month)
  const found = body.types?.find(({ type }) => type === 'it_assets')
  if (!found) throw new TypeError(raw.body)
  return { ...body, ...found }
}
const settle = (id: string, body: object) =>
  api.call(setCustomerLicenses, { params: { id: id as never }, body: body as never }, { ifMatch: '*' })

it('from what was in use as it began: the last that was written before, not the last by its clock', async () => {
  await at('2027-01-31T23:59:00Z')
  const id = await customer()
  await at('2027-01-31T23:59:59.900Z')
  await box(id, 'first')
  // Its clock was read before, and then it had to wait for the first.
  time.now = new Date('2027-01-31T23:59:59.800Z')
  await box(id, 'second')
  await at('2027-02-10T12:00:00Z')
  await box(id, 'third')
  expect(await assets(id, '2027-02')).toMatchObject({ atStart: 2, taken: 1, quantity: 3 })
  await at('2026-10-20T12:00:00Z')
})

it('by the highest number in use at one moment, with the row of the ledger that explains it (B26)', async () => {
  await at('2026-10-20T12:00:00Z')
  const id = await customer()
  const first = await box(id, 'standing')
  await at('2026-11-03T08:00:00Z')
  const second = await box(id, 'second')
  await at('2026-11-03T09:00:00Z')
  await box(id, 'third')
  await at('2026-11-04T09:00:00Z')
  await drop(first)
  await drop(second)
  expect(await assets(id, '2026-11')).toMatchObject({
    quantity: 3,
    why: 'peak',
    moment: '2026-11-03T09:00:00.000Z',
    row: { number: 3, reason: 'device.created', subjectName: 'third' },
    atStart: 1,
    taken: 2,
    given: 2,
    atEnd: 1,
    isProvisional: true,
    basis: 'peak',
    timeZone: 'UTC',
  })
  await at('2026-12-05T00:00:00Z')
  expect(await assets(id, '2026-11')).toMatchObject({ quantity: 3, isProvisional: false })
  expect(await assets(id, '2026-12')).toMatchObject({ quantity: 1, why: 'standing', row: null, taken: 0 })
  expect(await assets(id, '2026-09')).toMatchObject({ quantity: 0, why: 'none', atEnd: 0 })
})

it('by another basis from the month on that has not ended', async () => {
  await at('2027-01-10T12:00:00Z')
  const id = await customer()
  const gone = await box(id)
  await box(id)
  await drop(gone)
  await at('2027-01-10T12:15:00Z')
  await at('2027-02-02T12:00:00Z')
  expect(problems(await settle(id, { mode: 'unlimited', basis: 'allocated' }))).toEqual(['basis: mode_has_no_limits'])
  expect((await usage(id, '2027-02')).body.bases).toEqual(['peak', 'month_end'])
  expect((await settle(id, { mode: 'unlimited', basis: 'month_end' })).body.basis).toBe('month_end')
  const more = await box(id)
  await at('2027-02-03T12:00:00Z')
  await drop(more)
  // What comes and goes within one instant was never in use.
  expect(await assets(id, '2027-01')).toMatchObject({ quantity: 1, basis: 'peak' })
  expect(await assets(id, '2027-02')).toMatchObject({ quantity: 1, basis: 'month_end', why: 'month_end' })
  const types = [{ type: 'it_assets', limit: 7 }]
  await settle(id, { mode: 'allocated', basis: 'allocated', types })
  expect((await usage(id, '2027-02')).body.bases).toEqual(['peak', 'month_end', 'allocated'])
  expect(await assets(id, '2027-02')).toMatchObject({
    quantity: 7,
    why: 'allocated',
    limit: 7,
    row: { reason: 'limits.changed' },
  })
  await settle(id, { mode: 'unlimited' })
  expect((await api.call(getCustomerLicenses, { params: { id: id as never } })).body.basis).toBe('peak')
  expect(await assets(id, '2027-01')).toMatchObject({ basis: 'peak' })
})

it('at 0 for a trial, from its purchase on, and up to its archive', async () => {
  await at('2027-03-01T00:00:00Z')
  const id = await customer({ plan: { kind: 'trial', expiresOn: '2027-05-01' } })
  await box(id)
  await box(id)
  expect(await assets(id, '2027-03')).toMatchObject({ quantity: 0, why: 'trial', plans: [{ kind: 'trial' }] })
  await at('2027-03-15T10:00:00Z')
  await api.call(
    updateCustomer,
    { params: { id: id as never }, body: { plan: { kind: 'purchased' } } },
    { ifMatch: '*' },
  )
  expect(await assets(id, '2027-03')).toMatchObject({
    quantity: 2,
    why: 'converted',
    moment: '2027-03-15T10:00:00.000Z',
    plans: [
      { kind: 'trial', from: '2027-03-01T00:00:00.000Z' },
      { kind: 'purchased', from: '2027-03-15T10:00:00.000Z' },
    ],
  })
  await at('2027-04-10T10:00:00Z')
  for (const status of ['offboarding', 'archived'])
    await api.call(changeCustomerStatus, { params: { id: id as never }, body: { status } as never }, { ifMatch: '*' })
  await at('2027-05-02T00:00:00Z')
  expect(await assets(id, '2027-04')).toMatchObject({ quantity: 2, why: 'standing', given: 2, atEnd: 0 })
  expect(await assets(id, '2027-05')).toMatchObject({ quantity: 0, why: 'none' })
})

it('by a basis that those above may choose, while the month has not ended and the customer is not archived', async () => {
  await at('2027-05-10T12:00:00Z')
  const { admin, partnerAdmin, partnerId, partnerCustomerId, providerId } = world.first
  const mayChange = async (id: string, by = admin.api, month = '2027-05') => (await usage(id, month, by)).body.mayChange
  const id = await customer()
  expect(await mayChange(id)).toBe(true)
  expect(await mayChange(id, admin.api, '2027-04')).toBe(false)
  const own = { organizationId: id, role: 'customer_administrator' as const, reach: 'subtree' as const }
  expect(await mayChange(id, (await world.addPerson({ providerId, ...own })).api)).not.toBe(true)
  expect(await mayChange(partnerId)).toBe(true)
  const enterprise = await customer({ type: 'enterprise' })
  expect(await mayChange(enterprise)).toBe(true)
  expect(await mayChange(partnerId, partnerAdmin.api)).toBe(false)
  expect(await mayChange(partnerCustomerId, partnerAdmin.api)).toBe(true)
  for (const status of ['offboarding', 'archived'])
    await api.call(changeCustomerStatus, { params: { id: id as never }, body: { status } as never }, { ifMatch: '*' })
  expect(await mayChange(id)).toBe(false)
})

it('by the months of its time zone as it was when they began, where clocks are moved, too', async () => {
  await at('2027-05-20T00:00:00Z')
  const id = await customer({ timeZone: 'America/New_York' })
  await at('2027-06-01T03:59:00Z')
  const late = await box(id, 'still in May')
  await at('2027-06-01T04:00:00Z')
  await drop(late)
  expect(await assets(id, '2027-05')).toMatchObject({ quantity: 1, endsAt: '2027-06-01T04:00:00.000Z' })
  expect(await assets(id, '2027-06')).toMatchObject({ quantity: 0, atStart: 1, given: 1, atEnd: 0 })
  await api.call(updateCustomer, { params: { id: id as never }, body: { timeZone: 'Asia/Tokyo' } }, { ifMatch: '*' })
  expect(await assets(id, '2027-06')).toMatchObject({ timeZone: 'America/New_York' })
  await at('2027-07-01T04:30:00Z')
  expect(await assets(id, '2027-07')).toMatchObject({ timeZone: 'Asia/Tokyo', startsAt: '2027-06-30T15:00:00.000Z' })
  // Its November begins in summer time and ends in winter time.
  const far = await customer({ timeZone: 'America/New_York' })
  time.now = new Date('2027-11-10T12:00:00Z')
  expect(await assets(far, '2027-11')).toMatchObject({
    startsAt: '2027-11-01T04:00:00.000Z',
    endsAt: '2027-12-01T05:00:00.000Z',
  })
})

it('each thing once: with the nearest above it that is no division, under which a division cannot be asked for', async () => {
  await at('2027-08-01T10:00:00Z')
  const partner = await customer({ type: 'partner' })
  const reseller = await customer({ type: 'partner', parentId: partner })
  const enterprise = await customer({ type: 'enterprise', parentId: reseller })
  const division = await customer({ type: 'division', parentId: enterprise })
  const office = await customer({ type: 'division', parentId: division })
  const below = await customer({ parentId: reseller })
  for (const id of [partner, division, office, office, below]) await box(id)
  const quantities = async () =>
    Promise.all([partner, reseller, enterprise, below].map(async (id) => (await assets(id, '2027-08')).quantity))
  expect(await quantities()).toEqual([1, 0, 3, 1])
  await at('2027-09-02T12:00:00Z')
  expect(await quantities()).toEqual([1, 0, 3, 1])
  for (const id of [division, office]) expect((await usage(id, '2027-08')).status).toBe(404)
  await at('2027-08-01T10:00:00Z')
})

it('with its divisions, as a list of all that somebody sees, and as a file', async () => {
  await at('2027-08-01T12:00:00Z')
  const id = await customer({ type: 'enterprise' })
  const division = await customer({ type: 'division', parentId: id })
  await box(id)
  await box(division)
  expect(await assets(id, '2027-08')).toMatchObject({ quantity: 2 })
  const list = async (by: HttpCaller, query: object = {}) =>
    (await by.call(listLicenseUsage, { query: { month: '2027-08', limit: 200, ...query } as never })).body
  const { items, total } = await list(api)
  expect(items.map((each) => each.id as string)).toContain(id)
  expect(items.map((each) => each.id as string)).not.toContain(division)
  expect(total).toBe(items.length)
  const { nextCursor } = await list(api, { limit: 1 })
  expect((await list(api, { limit: 1, cursor: nextCursor })).items[0]?.id).toBe(items[1]?.id)
  expect(
    (await api.call(listLicenseUsage, { query: { month: '2027-07', limit: 1, cursor: nextCursor ?? '' } })).status,
  ).toBe(422)
  const seen = await list(world.first.partnerAdmin.api)
  expect(seen.items.map((each) => each.id).sort()).toEqual(
    [world.first.partnerId, world.first.partnerCustomerId].sort(),
  )
  expect((await usage(id, '2027-08', world.first.partnerAdmin.api)).status).toBe(404)
  const file = await api.request('GET', `/api/v1${exportLicenseUsage.path}?month=2027-08`)
  expect(file.headers['content-type']).toContain('text/csv')
  expect(file.headers['content-disposition']).toContain('license-usage-2027-08.csv')
  const line = file.body.split('\r\n').find((each) => each.includes(`MET${count - 1},`) && each.includes('IT assets'))
  expect(line).toContain('2027-08')
  expect(line).toContain('IT assets,2,peak,peak,2027-08-01T12:00:00.000Z')
  // What all of them come to, here and at the foot of the file, and to each caller of what they see.
  const quantities = (all: typeof items) =>
    all.map(({ types }) => types.find(({ type }) => type === 'it_assets')?.quantity ?? 0)
  const sum = (all: typeof items) => quantities(all).reduce((one, other) => one + other, 0)
  const totals = async (by: HttpCaller, query: object = {}) =>
    (await by.call(totalLicenseUsage, { query: { month: '2027-08', ...query } })).body
  const inAll = await totals(api)
  expect(sum(items)).toBeGreaterThan(2)
  expect(inAll).toMatchObject({ customers: items.length, isProvisional: true })
  expect(inAll.types?.find(({ type }) => type === 'it_assets')).toEqual({
    type: 'it_assets',
    name: 'IT assets',
    quantity: sum(items),
    customers: quantities(items).filter((each) => each > 0).length,
  })
  expect((await totals(api, { q: `MET${count - 1}` })).types).toContainEqual(
    expect.objectContaining({ type: 'it_assets', quantity: 2, customers: 1 }),
  )
  expect(await totals(world.first.partnerAdmin.api)).toMatchObject({ customers: 2 })
  // Of nobody the month is told as well, and each type as 0.
  const none = await totals(api, { q: 'nobody is called so' })
  expect(none).toMatchObject({ month: '2027-08', customers: 0, isProvisional: true })
  expect(none.types?.map(({ type }) => type)).toEqual(inAll.types?.map(({ type }) => type))
  expect(await totals(api, { q: 'nobody is called so', month: '2027-07' })).toMatchObject({ isProvisional: false })
  expect(file.body.split('\r\n')).toContain(`2027-08,,Total,IT assets,${sum(items)},,,,,,,,,,,`)
  const ahead = await api.call(listLicenseUsage, { query: { month: '2099-01' } })
  expect(problems(ahead)).toEqual(['month: not_begun'])
  expect(problems(await usage(world.first.customerId, '2099-01'))).toEqual(['month: not_begun'])
  const wrong = await api.request('GET', '/api/v1/license-usage?month=2027-13')
  expect(wrong.statusCode).toBe(422)
})

it('without those who were added after the month, and with those who were there and took nothing', async () => {
  await at('2027-08-01T12:00:00Z')
  const [idle, part] = [await customer(), await customer()]
  const enterprise = await customer({ type: 'enterprise' })
  const division = await customer({ type: 'division', parentId: enterprise })
  await box(part)
  // There it is August still.
  await at('2027-09-01T10:30:00Z')
  const west = await customer({ timeZone: 'Pacific/Pago_Pago' })
  const here = await customer()
  const august = (await api.call(listLicenseUsage, { query: { month: '2027-08', limit: 200 } })).body.items
  expect([west, here].map((id) => august.some((each) => each.id === (id as never)))).toEqual([true, false])
  await at('2027-09-01T20:00:00Z')
  const later = await customer({ type: 'partner' })
  const [into, holding] = [await customer(), await customer({ type: 'enterprise' })]
  const [laterPart, laterInto] = [await customer(), await customer()]
  for (const [id, intoId] of [
    [part, into],
    [laterPart, laterInto],
  ]) {
    const body = { intoId: intoId as never, intoVersion: '*' } as const
    expect((await api.call(mergeCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })).status).toBe(200)
  }
  const to = { parentId: holding } as never
  const moved = await api.call(moveOrganization, { params: { id: division as never }, body: to }, { ifMatch: '*' })
  expect(moved.status, moved.raw.body).toBe(200)
  const ours = [idle, part, enterprise, division, west, here, later, into, holding, laterPart, laterInto]
  const listed = async (month: string) => {
    const { items, total } = (await api.call(listLicenseUsage, { query: { month, limit: 200 } })).body
    expect(total).toBe(items.length)
    expect((await api.call(totalLicenseUsage, { query: { month } })).body.customers).toBe(items.length)
    return ours.filter((id) => items.some((each) => each.id === (id as never)))
  }
  // What counted for the others then is told with what it is part of now.
  expect(await listed('2027-08')).toEqual([idle, enterprise, west, into, holding])
  expect(await listed('2027-09')).toEqual([idle, enterprise, west, here, later, into, holding, laterInto])
  expect((await usage(later, '2027-08')).status).toBe(200)
  await at('2027-08-01T10:00:00Z')
})

it('stays for months before it became part of another, told with that one, and its rows can be read (B10, IF7)', async () => {
  await at('2026-10-20T12:00:00Z')
  const [first, into, last] = [await customer({ timeZone: 'Asia/Tokyo' }), await customer(), await customer()]
  for (const id of [first, first, first, into]) await box(id)
  const october = async () => {
    const { types } = (await api.call(totalLicenseUsage, { query: { month: '2026-10' } })).body
    const { quantity = 0, customers = 0 } = types?.find(({ type }) => type === 'it_assets') ?? {}
    return { quantity, customers }
  }
  await at('2026-11-05T12:00:00Z')
  const before = await october()
  const merge = async (from: string, target: string) => {
    const body = { intoId: target as never, intoVersion: '*' } as const
    const answer = await api.call(mergeCustomer, { params: { id: from as never }, body }, { ifMatch: '*' })
    expect(answer.status, answer.raw.body).toBe(200)
  }
  // As of a month before the upgrade.
  await world.test.owner.query('DELETE FROM license_months WHERE organization_id = $1', [first])
  await merge(first, into)
  await at('2026-11-05T13:00:00Z')
  await merge(into, last)
  // Two customers used some; the one that both are part of now counts once.
  expect(await october()).toEqual({ quantity: before.quantity, customers: before.customers - 1 })
  const told = async (month: string) => {
    const { quantity, merged } = await assets(last, month)
    return [quantity, merged.map(({ id, types }) => [id, types.map(({ type, quantity: of }) => [type, of])])]
  }
  expect(await told('2026-10')).toEqual([
    0,
    [
      [first, [['it_assets', 3]]],
      [into, [['it_assets', 1]]],
    ],
  ])
  // What they had as the month began was theirs until then, by their peaks.
  expect(await told('2026-11')).toEqual([
    4,
    [
      [first, [['it_assets', 3]]],
      [into, [['it_assets', 4]]],
    ],
  ])
  expect((await assets(last, '2026-10')).merged.map(({ timeZone }) => timeZone)).toEqual(['Asia/Tokyo', 'UTC'])
  await at('2026-12-05T12:00:00Z')
  expect(await told('2026-12')).toEqual([4, []])
  // Who searches for what it was finds what it is part of, and is told so, also where nothing was metered.
  const { code, name } = (await assets(last, '2026-10')).merged[0] ?? {}
  const found = async (month: string, by = api) =>
    (await by.call(listLicenseUsage, { query: { month, q: code ?? 'none' } })).body.items.map(({ id, merged }) => [
      id,
      merged.map((part) => [part.id, part.types.map(({ quantity }) => quantity)]),
    ])
  expect(await found('2026-12')).toEqual([[last, [[first, []]]]])
  const byName = await api.call(listLicenseUsage, { query: { month: '2026-12', q: name ?? 'none' } })
  expect(byName.body.items.map(({ id }) => id)).toContain(last)
  expect(await found('2026-10')).toEqual([
    [
      last,
      [
        [first, [3]],
        [into, [1]],
      ],
    ],
  ])
  expect(await found('2026-10', world.first.partnerAdmin.api)).toEqual([])
  const sought = await api.call(totalLicenseUsage, { query: { month: '2026-10', q: code ?? 'none' } })
  expect(sought.body).toMatchObject({ customers: 1 })
  // The rows that explain its number are its own alone, although the others lie below it now.
  const { taken, startsAt, endsAt } = await assets(last, '2026-11')
  const counted = { type: { eq: 'it_assets' }, happenedAt: { gte: startsAt, lt: endsAt } }
  const rowsBy = async (column: 'accountId' | 'withinId') =>
    (await api.call(listLicenseLedger, { query: { filter: { [column]: { eq: last }, ...counted } } as never })).body
  const own = (await rowsBy('accountId')).items
  expect(own.map(({ organizationId }) => organizationId)).toEqual(Array.from({ length: 4 }, () => last))
  expect(own.reduce((sum, { count: by }) => sum + by, 0)).toBe(taken)
  expect((await rowsBy('withinId')).total).toBeGreaterThan(own.length)
  const file = (await api.request('GET', `/api/v1${exportLicenseUsage.path}?month=2026-10`)).body
  expect(file).toMatch(/MET\d+,Metered \d+ \(part of Metered \d+ since\),IT assets,3,peak/)
  const filter = { organizationId: { eq: first as never } }
  const ledger = await api.call(listLicenseLedger, { query: { filter } })
  expect(ledger.body.items).toHaveLength(ledger.body.total ?? 0)
  expect(ledger.body.items[0]).toMatchObject({
    organizationId: first,
    organizationName: expect.stringMatching(/^Metered/),
  })
  // Who sees neither learns of neither.
  const partner = world.first.partnerAdmin.api
  expect((await partner.call(listLicenseLedger, { query: { filter } })).body.items).toEqual([])
  expect((await usage(last, '2026-10', partner)).status).toBe(404)
  // Nor from the functions that tell of what the policy hides, which see more than whoever calls them.
  const mergedSeen = (scope: Scope) =>
    world.installation.database.within(scope, async (tx) => {
      const as = { tx, actor: { scope: systemScope(world.first.providerId) } } as never
      return [(await findMerged(as, [last])).length, (await findMergedNames(as, [first, into])).size]
    })
  const house = systemScope(world.first.providerId)
  expect(await mergedSeen(house)).toEqual([2, 2])
  expect(await mergedSeen({ ...house, organizationId: last, reach: 'subtree' })).toEqual([2, 2])
  expect(await mergedSeen({ ...house, organizationId: world.first.partnerId, reach: 'subtree' })).toEqual([0, 0])
  expect(await mergedSeen(systemScope(world.second.providerId))).toEqual([0, 0])
  // What it was called leads nobody there who does not see it.
  const foundBy = (scope: Scope) =>
    world.installation.database.within(scope, async (tx) => {
      const pattern = code?.toLowerCase()
      const found = sql<{
        into_id: string
      }>`(select * from tenancy.found_merged(${world.first.providerId}::uuid, ${pattern}::text))`
      return (await tx.selectFrom(found.as('f')).select('f.into_id').execute()).map((row) => row.into_id)
    })
  expect(await foundBy(house)).toEqual([last])
  expect(await foundBy({ ...house, organizationId: world.first.partnerId, reach: 'subtree' })).toEqual([])
  expect(await foundBy(systemScope(world.second.providerId))).toEqual([])
  await at('2026-10-20T12:00:00Z')
})

it('tells of what has become part of another also where it had some and was metered nothing (B10)', async () => {
  await at('2027-10-05T12:00:00Z')
  const tried = await customer({ plan: { kind: 'trial', expiresOn: '2028-05-01' } })
  const [emptied, idle, into] = [await customer(), await customer(), await customer()]
  await settle(emptied, { mode: 'unlimited', basis: 'month_end' })
  await box(tried)
  const gone = await box(emptied)
  await at('2027-11-02T12:00:00Z')
  await drop(gone)
  for (const id of [tried, emptied, idle]) {
    const body = { intoId: into as never, intoVersion: '*' as const }
    expect((await api.call(mergeCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })).status).toBe(200)
  }
  const parts = async (month: string) =>
    (await usage(into, month)).body.merged
      .map(({ id, types }) => [id, types.map(({ quantity, atStart, taken }) => [quantity, atStart, taken])])
      .sort(
        ([one], [other]) => [tried, emptied, idle].indexOf(String(one)) - [tried, emptied, idle].indexOf(String(other)),
      )
  expect(await parts('2027-10')).toEqual([
    [tried, [[0, 0, 1]]],
    [emptied, [[1, 0, 1]]],
  ])
  expect(await parts('2027-11')).toEqual([
    [tried, [[0, 1, 0]]],
    [emptied, [[0, 1, 0]]],
  ])
  await at('2026-10-20T12:00:00Z')
})

it('stays with the enterprise that a division lay under, however often it moves, and its rows explain it (B17, IF7)', async () => {
  await at('2027-10-05T12:00:00Z')
  const [left, entered, away] = await Promise.all([0, 1, 2].map(() => customer({ type: 'enterprise' })))
  if (!left || !entered || !away) throw new TypeError('There are three')
  const division = await customer({ type: 'division', parentId: left })
  const office = await customer({ type: 'division', parentId: division })
  for (const id of [left, division, division, office, entered]) await box(id)
  const gone = await box(office, 'gone in October')
  await at('2027-10-06T12:00:00Z')
  await drop(gone)
  const move = async (parentId: string) => {
    const place = { params: { id: division as never }, body: { parentId: parentId as never } }
    const answer = await api.call(moveOrganization, place, { ifMatch: '*' })
    expect(answer.status, answer.raw.body).toBe(200)
  }
  const figures = async (id: string, month: string) => {
    const { quantity, atStart, taken, given, atEnd, startsAt, endsAt } = await assets(id, month)
    // Its rows of the ledger come to the same.
    const filter = { accountId: { eq: id }, type: { eq: 'it_assets' }, happenedAt: { gte: startsAt, lt: endsAt } }
    const { items } = (await api.call(listLicenseLedger, { query: { filter, limit: 200 } as never })).body
    const sum = (sign: 1 | -1) => items.reduce((all, { count: by }) => all + Math.max(0, sign * by), 0)
    expect([id, month, sum(1), sum(-1)]).toEqual([id, month, taken, given])
    expect(atEnd).toBe(atStart + taken - given)
    return [quantity, atStart, atEnd]
  }
  const both = async (month: string) => [await figures(left, month), await figures(entered, month)]

  await at('2027-11-10T12:00:00Z')
  const october = await both('2027-10')
  expect(october).toEqual([
    [5, 0, 4],
    [1, 0, 1],
  ])
  await move(entered)
  expect(await both('2027-10')).toEqual(october)
  // In the month of the move each by what lay under it: the one up to then, the other from then on.
  const november = [
    [4, 4, 1],
    [4, 1, 4],
  ]
  expect(await both('2027-11')).toEqual(november)
  expect(await assets(entered, '2027-11')).toMatchObject({
    why: 'peak',
    moment: '2027-11-10T12:00:00.000Z',
    row: { reason: 'division.moved' },
  })

  await at('2027-12-10T12:00:00Z')
  await box(division)
  const whole = {
    providerId: world.first.providerId,
    role: 'customer_administrator' as const,
    reach: 'subtree' as const,
  }
  const [own, others] = [left, entered].map((organizationId) => world.addPerson({ ...whole, organizationId }))
  const seen = async (by: typeof own, id: string) =>
    (await usage(id, '2027-10', (await by)?.api)).body.types?.find(({ type }) => type === 'it_assets')?.quantity
  expect([await seen(own, left), await seen(others, entered)]).toEqual([5, 1])
  const itsRows = { query: { filter: { organizationId: { eq: division as never } } } }
  expect((await (await own)?.api.call(listLicenseLedger, itsRows))?.body.items).toEqual([])

  // There and back again, in one month and over several, and with an enterprise that becomes part of another customer.
  await move(away)
  time.now = new Date('2027-12-10T12:30:00Z')
  await move(entered)
  expect(await figures(away, '2027-12')).toEqual([4, 0, 0])
  expect(await figures(entered, '2027-12')).toEqual([5, 4, 5])
  await at('2028-01-10T12:00:00Z')
  await move(left)
  expect(await both('2027-10')).toEqual(october)
  expect(await both('2027-11')).toEqual(november)
  expect(await both('2028-01')).toEqual([
    [5, 1, 5],
    [5, 5, 1],
  ])
  const into = await customer()
  const merge = { params: { id: entered as never }, body: { intoId: into as never, intoVersion: '*' as const } }
  expect((await api.call(mergeCustomer, merge, { ifMatch: '*' })).status).toBe(200)
  await at('2028-02-10T12:00:00Z')
  await move(away)
  const parts = async (month: string) =>
    (await assets(into, month)).merged.map(({ types }) => types.find(({ type }) => type === 'it_assets')?.quantity)
  expect([await parts('2027-10'), await parts('2027-11'), await parts('2027-12')]).toEqual([[1], [4], [5]])
  expect(await figures(left, '2027-10')).toEqual(october[0])
  expect(await figures(left, '2028-01')).toEqual([5, 1, 5])
  // What the functions tell and write they wall by themselves: they see more than whoever calls them.
  const home = systemScope(world.first.providerId)
  const { startsAt, endsAt } = await assets(left, '2027-10')
  const october27 = { startsAt: new Date(startsAt), endsAt: new Date(endsAt), timeZone: 'UTC', basis: 'peak' as const }
  const within = <Result>(scope: Partial<Scope>, work: (context: Context) => Promise<Result>) =>
    world.installation.database.within({ ...home, ...scope }, (tx) =>
      work({ tx, clock: { now: () => time.now }, actor: { kind: 'system', name: 'Test', scope: home } } as never),
    )
  const leftRows = async (context: Context) =>
    (await findLeft(context, [{ accountId: left, ...october27 }])).rows.length
  const strangers = [
    { organizationId: world.first.partnerId, reach: 'subtree' as const },
    systemScope(world.second.providerId),
  ]
  expect(await within({}, leftRows)).toBeGreaterThan(0)
  expect(await within({ organizationId: left, reach: 'subtree' }, leftRows)).toBeGreaterThan(0)
  for (const scope of strangers) {
    await expect(within(scope, leftRows)).rejects.toThrow(/out of sight/)
    await expect(within(scope, (context) => leaveAccount(context, division, left))).rejects.toThrow(/out of sight/)
    await expect(within(scope, (context) => keepMonthsSoFar(context, [left]))).rejects.toThrow(/out of sight/)
  }
  // Who sees some entities of it sees no numbers of the whole.
  const { body: entity } = await api.call(createEntity, { params: { id: left as never }, body: { name: 'Branch' } })
  const ofEntity = await world.addPerson({ ...whole, organizationId: left, reach: 'entities', entities: [entity.id] })
  const narrow = { organizationId: left, membershipId: ofEntity.membershipId, reach: 'entities' as const }
  expect(await within(narrow, leftRows)).toBe(0)
  await at('2026-10-20T12:00:00Z')
})
