/** Devices with all that is told of them, retired, monitored and moved, through HTTP (EC1, IF7, IF15). */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createDevice, getDevice, listDevices, moveDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { getLicensePool } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from '../customers/customers.fixture.ts'

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

const make = (body: object, by = api) =>
  by.call(createDevice, {
    body: { name: 'nyc-srv-01', class: 'server', organizationId: world.first.customerId, ...body } as never,
  })
async function device(body: object = {}) {
  const answer = await make(body)
  expect(answer.status, answer.raw.body).toBe(201)
  return answer.body
}
const change = (id: string, body: object, by = api) =>
  by.call(updateDevice, { params: { id: id as never }, body }, { ifMatch: '*' })
const move = (id: string, organizationId: string, more: object = {}, query: object = {}) =>
  api.call(moveDevice, { params: { id: id as never }, query, body: { organizationId, ...more } as never } as never, {
    ifMatch: '*',
  })
const used = async (type: string) =>
  (await api.call(getLicensePool)).body.items.find((item) => item.type === type)?.used ?? 0
let homes = 0
const customer = async (more: object = {}) =>
  (await added(api, { name: `Home ${++homes}`, code: `WHOLE${homes}`, ...more })).body.id
const offered = async (to: string, by = api) =>
  (await by.call(listUsers, { query: { assignableToDevicesOf: to as never } })).body.items.map(({ id }) => id).sort()
const memberOf = (organizationId: string) =>
  world.addPerson({
    providerId: world.first.providerId,
    organizationId,
    role: 'customer_administrator',
    reach: 'subtree',
  })

describe('what is told of a device', () => {
  it('comes back as it was told, addresses in one form', async () => {
    const home = await customer()
    const person = await memberOf(home)
    const told = {
      organizationId: home,
      status: 'in_repair',
      serialNumber: ' CZC1234567 ',
      maker: 'HPE',
      model: 'DL380',
      operatingSystem: 'Debian 13',
      ipAddresses: ['2001:DB8::0:10', '192.0.2.10', '2001:db8::10'],
      macAddresses: ['00-1A-2B-3C-4D-5E'],
      userId: person.membershipId,
      purchasedOn: '2026-01-31',
      warrantyEndsOn: '2029-01-31',
      notes: 'Second rack\nfrom the left',
      customData: { Rack: 'B2', Colour: 'grey' },
    }
    const made = await device(told)
    const kept = {
      ...told,
      serialNumber: 'CZC1234567',
      ipAddresses: ['2001:db8::10', '192.0.2.10'],
      macAddresses: ['00:1a:2b:3c:4d:5e'],
      monitorsAvailability: false,
    }
    expect(made).toMatchObject(kept)
    expect(made.userName).not.toBeNull()
    expect((await api.call(getDevice, { params: { id: made.id } })).body).toEqual(made)
    const same = await change(made.id, { customData: { Colour: 'grey', Rack: 'B2' }, maker: 'HPE' })
    expect(same.body.updatedAt).toBe(made.updatedAt)
    const emptied = await change(made.id, {
      serialNumber: '',
      notes: null,
      customData: {},
      ipAddresses: [],
      userId: null,
    })
    expect(emptied.body).toMatchObject({
      serialNumber: null,
      notes: null,
      customData: {},
      ipAddresses: [],
      userId: null,
    })
  })

  it.each([
    [{ ipAddresses: ['10.0.0.300'] }, 'ipAddresses.0', 'ip_invalid'],
    [{ macAddresses: ['00:1a'] }, 'macAddresses.0', 'mac_invalid'],
    [
      { customData: Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`k${n}`, 'v'])) },
      'customData',
      'too_many',
    ],
  ])('is refused where it is wrong: %j', async (body, path, code) => {
    expect(problems(await make(body))).toEqual([`${path}: ${code}`])
  })

  it('is asked about where another device there has its serial number, and kept where that is confirmed', async () => {
    const home = await customer()
    const first = await device({ organizationId: home, name: 'first', serialNumber: 'TWIN-1' })
    const second = { organizationId: home, name: 'second', serialNumber: ' twin-1' }
    const asked = await make(second)
    expect([asked.status, asked.problem.code]).toEqual([409, 'serial_number_taken'])
    expect(asked.problem.errors).toMatchObject([{ path: 'serialNumber', params: { id: first.id, name: 'first' } }])
    expect((await make({ ...second, confirm: true })).status).toBe(201)
    // Its own number in other letters is no other's; what makers leave in its place, and what lies elsewhere, is nobody's.
    const elsewhere = await device({ organizationId: await customer(), name: 'elsewhere', serialNumber: 'TWIN-1' })
    for (const name of ['third', 'fourth'])
      expect((await make({ organizationId: home, name, serialNumber: 'N/A' })).status).toBe(201)
    expect((await change(elsewhere.id, { serialNumber: 'Twin-1' })).status).toBe(200)
    const other = await device({ organizationId: home, name: 'other' })
    expect((await change(other.id, { serialNumber: 'TWIN-1' })).problem.code).toBe('serial_number_taken')
    expect((await change(other.id, { serialNumber: 'TWIN-1', confirm: true })).status).toBe(200)
    expect((await change(other.id, { name: 'another', serialNumber: 'TWIN-1' })).status).toBe(200)
  })

  it('names no warranty that ends before the purchase', async () => {
    const wrong = { purchasedOn: '2026-02-01', warrantyEndsOn: '2026-01-31' }
    expect(problems(await make(wrong))).toEqual(['warrantyEndsOn: before_purchase'])
    const made = await device({ purchasedOn: '2026-02-01', warrantyEndsOn: '2026-02-01' })
    expect(problems(await change(made.id, { purchasedOn: '2026-02-02' }))).toEqual(['warrantyEndsOn: before_purchase'])
    expect((await change(made.id, { purchasedOn: '2026-01-31' })).status).toBe(200)
    expect((await change(made.id, { purchasedOn: '2026-02-02', warrantyEndsOn: null })).status).toBe(200)
    // What was kept before that was refused keeps nothing else from being changed.
    await world.test.owner.query("UPDATE devices SET warranty_ends_on = '2026-02-01' WHERE id = $1", [made.id])
    expect((await change(made.id, { name: 'wrong since long' })).status).toBe(200)
  })

  it('keeps notes and data of one’s own from a customer’s people', async () => {
    const home = await customer()
    const person = await memberOf(home)
    const made = await device({ organizationId: home, notes: 'Pays late', customData: { Price: '900' } })
    const seen = await person.api.call(getDevice, { params: { id: made.id } })
    expect(seen.body).toMatchObject({ notes: null, customData: {} })
  })

  it('names users of the organization or of its account, and shows them to nobody who does not see them', async () => {
    const enterprise = await customer({ type: 'enterprise' })
    const division = await customer({ type: 'division', parentId: enterprise })
    const boss = await memberOf(enterprise)
    const own = await memberOf(division)
    const made = await device({ organizationId: division, userId: boss.membershipId })
    expect(made.userId).toBe(boss.membershipId)
    const seen = await own.api.call(getDevice, { params: { id: made.id } })
    expect(seen.body).toMatchObject({ userId: null, userName: null })
    const filter = { userId: { eq: boss.membershipId } }
    expect((await api.call(listDevices, { query: { filter } })).body.total).toBe(1)
    expect((await own.api.call(listDevices, { query: { filter } })).body.total).toBe(0)
    for (const userId of [
      world.first.admin.membershipId,
      world.second.admin.membershipId,
      world.first.partnerAdmin.membershipId,
    ])
      expect(problems(await change(made.id, { userId }))).toEqual(['userId: unknown_reference'])
  })

  it('offers as users those whom saving takes, and none of what the caller does not see', async () => {
    const { admin, partnerAdmin, partnerId, providerId } = world.first
    const enterprise = await customer({ type: 'enterprise' })
    const division = await customer({ type: 'division', parentId: enterprise })
    const [boss, own, gone] = [await memberOf(enterprise), await memberOf(division), await memberOf(division)]
    const put = (status: string) =>
      world.test.owner.query('UPDATE memberships SET status = $2 WHERE id = $1', [gone.membershipId, status])
    await put('deactivated')
    expect(await offered(division)).toEqual([boss.membershipId, own.membershipId].sort())
    expect(await offered(enterprise)).toEqual([boss.membershipId])
    expect(await offered(division, own.api)).toEqual([own.membershipId])
    expect(await offered(providerId)).toContain(admin.membershipId)
    expect(await offered(partnerId)).toEqual([partnerAdmin.membershipId])
    for (const hidden of [enterprise, division, world.second.customerId, newId()])
      expect(await offered(hidden, partnerAdmin.api)).toEqual([])
    const { membershipId } = await memberOf(world.first.partnerCustomerId)
    expect(await offered(world.first.partnerCustomerId)).toEqual([membershipId])
    const made = await device({ organizationId: division })
    for (const { membershipId: userId } of [boss, own, gone, admin, partnerAdmin]) {
      const { status } = await change(made.id, { userId })
      expect(status).toBe((await offered(division)).includes(userId as never) ? 200 : 422)
    }
    // Its license was not given back.
    await put('active')
  })

  it('is searched by serial number, and filtered and sorted by', async () => {
    const home = await customer()
    await device({
      organizationId: home,
      name: 'box-a',
      serialNumber: 'ZX-99-ALPHA',
      maker: 'Dell',
      warrantyEndsOn: '2027-05-01',
    })
    await device({
      organizationId: home,
      name: 'box-b',
      maker: 'acer',
      warrantyEndsOn: '2026-05-01',
      monitorsAvailability: true,
    })
    await device({ organizationId: home, name: 'box-c' })
    const names = async (query: { q?: string; sort?: string; filter?: object }) =>
      (
        await api.call(listDevices, {
          query: { ...query, filter: { organizationId: { eq: home }, ...query.filter } } as never,
        })
      ).body.items.map(({ name }) => name)
    expect(await names({ q: '99-alp' })).toEqual(['box-a'])
    expect(await names({ sort: 'maker' })).toEqual(['box-b', 'box-a', 'box-c'])
    expect(await names({ sort: '-warrantyEndsOn' })).toEqual(['box-c', 'box-a', 'box-b'])
    expect(await names({ filter: { warrantyEndsOn: { lt: '2027-01-01' } } })).toEqual(['box-b'])
    expect(await names({ filter: { monitorsAvailability: { eq: 'true' } } })).toEqual(['box-b'])
    expect(await names({ filter: { monitorsAvailability: { ne: 'true' } } })).toEqual(['box-a', 'box-c'])
    expect(await names({ filter: { serialNumber: { empty: 'true' } } })).toEqual(['box-b', 'box-c'])
  })
})

describe('the licenses of a device', () => {
  it('go back when it is retired and are taken again when it returns, which may be refused', async () => {
    const bought = { type: 'mobile_devices', quantity: 1, startsOn: '2020-01-01' }
    await api.call(createLicensePurchase, { body: bought })
    const first = await device({ class: 'phone' })
    expect(await used('mobile_devices')).toBe(1)
    const retired = await change(first.id, { status: 'retired' })
    expect([retired.status, await used('mobile_devices')]).toEqual([200, 0])
    const second = await device({ class: 'tablet' })
    const refused = await change(first.id, { status: 'in_use' })
    expect([refused.status, refused.problem.code]).toEqual([409, 'license_exhausted'])
    expect((await change(second.id, { status: 'retired' })).status).toBe(200)
    expect((await change(first.id, { status: 'in_stock' })).status).toBe(200)
    expect(await used('mobile_devices')).toBe(1)
  })

  it('of monitoring are its own', async () => {
    const made = await device({ monitorsAvailability: true, monitorsPerformance: true })
    const both = async () => [await used('availability_monitors'), await used('performance_monitors')]
    const before = await both()
    await change(made.id, { monitorsPerformance: false })
    expect(await both()).toEqual([before[0], (before[1] ?? 0) - 1])
    await change(made.id, { status: 'retired' })
    expect(await both()).toEqual([(before[0] ?? 0) - 1, (before[1] ?? 0) - 1])
  })

  it('are not taken for what returns to a customer on hold', async () => {
    const home = await customer()
    const made = await device({ organizationId: home, status: 'retired' })
    await api.call(changeCustomerStatus, { params: { id: home }, body: { status: 'suspended' } }, { ifMatch: '*' })
    expect(problems(await change(made.id, { status: 'in_use' }))).toEqual(['status: organization_not_growing'])
  })
})

describe('moving a device', () => {
  it('takes its licenses along and tells what is left behind, before and after', async () => {
    const [from, to] = [await customer(), await customer()]
    const person = await memberOf(from)
    const branch = await api.call(createEntity, { params: { id: from }, body: { name: 'Branch' } })
    const tag = await api.call(createTag, { body: { name: 'Stays' } })
    const made = await device({
      organizationId: from,
      entityId: branch.body.id,
      userId: person.membershipId,
      tagIds: [tag.body.id],
    })
    const total = await used('it_assets')
    const preview = await move(made.id, to, {}, { dryRun: 'true' })
    expect(preview.body).toMatchObject({
      device: { organizationId: to, entityId: null, userId: null, tags: [{ name: 'Stays' }] },
      left: { entityName: 'Branch', userName: made.userName, tags: [] },
    })
    expect((await api.call(getDevice, { params: { id: made.id } })).body).toEqual(made)
    const body = { organizationId: to as never }
    const moved = await api.call(
      moveDevice,
      { params: { id: made.id }, body },
      { ifMatch: '*', idempotencyKey: 'move-1234567890-abcdef' },
    )
    expect(moved.body.left).toEqual(preview.body.left)
    expect(await used('it_assets')).toBe(total)
    const { rows } = await world.test.owner.query(
      `SELECT organization_id = $2 AS here, used FROM license_counters WHERE type = 'it_assets' AND organization_id IN ($1, $2) ORDER BY 1`,
      [from, to],
    )
    expect(rows).toEqual([
      { here: false, used: 0 },
      { here: true, used: 1 },
    ])
    for (const [home, action] of [
      [from, 'device.moved_away'],
      [to, 'device.moved_here'],
    ])
      expect(
        (
          await api.call(listAuditEvents, {
            query: { filter: { organizationId: { eq: home }, action: { eq: action } } } as never,
          })
        ).body.items,
      ).toHaveLength(1)
  })

  it('tells of another device there with its serial number, and goes on all the same', async () => {
    const [from, to] = [await customer(), await customer()]
    const there = await device({ organizationId: to, name: 'there', serialNumber: 'MOVE-1' })
    const made = await device({ organizationId: from, serialNumber: 'move-1' })
    const twin = { id: there.id, name: 'there' }
    expect((await move(made.id, to, {}, { dryRun: 'true' })).body.twin).toEqual(twin)
    expect(await move(made.id, to)).toMatchObject({ status: 200, body: { twin } })
    // What makers leave in its place is none.
    await device({ organizationId: to, serialNumber: 'n/a' })
    const unnumbered = await device({ organizationId: from, serialNumber: 'N/A' })
    expect((await move(unnumbered.id, to)).body.twin).toBeNull()
  })

  it('lets go of tags of houses that do not lie above, those out of sight too', async () => {
    const { partnerCustomerId, partnerAdmin, customerId, otherCustomerId, admin } = world.first
    const tag = await partnerAdmin.api.call(createTag, { body: { name: 'Of the partner' } })
    const made = await device({ organizationId: partnerCustomerId })
    await change(made.id, { tagIds: [tag.body.id] }, partnerAdmin.api)
    const mover = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.providerId,
      role: 'technician',
      reach: 'selected',
      selected: [partnerCustomerId, customerId],
    })
    const body = { organizationId: customerId as never }
    expect(
      (
        await mover.api.call(
          moveDevice,
          { params: { id: made.id }, body: { organizationId: otherCustomerId as never } },
          { ifMatch: '*' },
        )
      ).status,
    ).toBe(404)
    expect((await mover.api.call(moveDevice, { params: { id: made.id }, body }, { ifMatch: '*' })).status).toBe(200)
    expect((await admin.api.call(getDevice, { params: { id: made.id } })).body.tags).toEqual([])
    const { rows } = await world.test.owner.query('SELECT 1 FROM device_tags WHERE device_id = $1', [made.id])
    expect(rows).toEqual([])
  })

  it('is refused to where it is, to what is held, and to entities of elsewhere', async () => {
    const [from, held] = [await customer(), await customer()]
    const branch = await api.call(createEntity, { params: { id: from }, body: { name: 'Branch' } })
    const made = await device({ organizationId: from })
    expect(problems(await move(made.id, from))).toEqual(['organizationId: same_organization'])
    expect(problems(await move(made.id, held, { entityId: branch.body.id }))).toEqual(['entityId: unknown_reference'])
    await api.call(changeCustomerStatus, { params: { id: held }, body: { status: 'suspended' } }, { ifMatch: '*' })
    expect(problems(await move(made.id, held))).toEqual(['organizationId: organization_not_growing'])
    const { status, problem } = await move(made.id, world.second.customerId)
    expect([status, problem.errors]).toMatchObject([404, [{ path: 'organizationId', code: 'unknown_reference' }]])
  })
})
