/** Classes of devices of a provider's own, wherever a device can have one (IF7, IF15). */
import {
  createDeviceClass,
  deleteDeviceClass,
  getDeviceClass,
  listDeviceClasses,
  setDeviceClassTypes,
  updateDeviceClass,
} from '@tenantry/contract/device-classes.ts'
import { createDevice, deleteDevice, listDevices, moveDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createEnrollmentToken, enrollDevices } from '@tenantry/contract/enrollments.ts'
import { createLicensePurchase, updateLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseRule, deleteLicenseRule, runLicenseRules } from '@tenantry/contract/license-rules.ts'
import { getLicensePool } from '@tenantry/contract/licenses.ts'
import { licenseSeenDevices, listSeenDevices } from '@tenantry/contract/seen-devices.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { problems } from '../customers/customers.fixture.ts'
import { verifyLicenses } from '../licenses/public.ts'

let world: World
let api: HttpCaller
let portal: Person

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  const { providerId, customerId: organizationId } = world.first
  portal = await world.addPerson({ providerId, organizationId, role: 'customer_administrator', reach: 'subtree' })
})
afterAll(async () => {
  expect(await verifyLicenses(world.installation.database, [world.first.providerId])).toEqual([])
  await world.close()
})

const make = (body: object, by = api) => by.call(createDeviceClass, { body: body as never })
const change = (code: string, body: object, ifMatch = '*', by = api) =>
  by.call(updateDeviceClass, { params: { code }, body: body as never }, { ifMatch })
const remove = (code: string, by = api) => by.call(deleteDeviceClass, { params: { code } }, { ifMatch: '*' })
const device = (code: string, more: object = {}) =>
  api.call(createDevice, {
    body: { organizationId: world.first.customerId, name: `a ${code}`, class: code, ...more } as never,
  })
const used = async (type: string) =>
  (await api.call(getLicensePool)).body.items.find((each) => each.type === type)?.used ?? 0

/** Devices that report themselves at the customer. */
async function enroll(devices: object[], license = 'take') {
  const { customerId: id } = world.first
  const body = { name: 'Roll-out', license } as never
  const { token } = (await api.call(createEnrollmentToken, { params: { id: id as never }, body })).body
  const sent = await world.anonymous.request(
    'POST',
    `/api/v1${enrollDevices.path}`,
    { devices },
    { authorization: `Bearer ${token}` },
  )
  return sent.json() as { items: { result: string; code: string | null }[] }
}

describe('a class of one’s own', () => {
  it('gets its key from its name, and is read, renamed and deleted', async () => {
    const made = await make({ name: 'Security camera', icon: 'phone', licenseTypes: ['non_it_assets'] })
    expect([made.status, made.body]).toEqual([
      201,
      {
        code: 'security_camera',
        name: 'Security camera',
        icon: 'phone',
        isBuiltIn: false,
        isArchived: false,
        licenseTypes: ['non_it_assets'],
        devices: 0,
      },
    ])
    expect((await make({ name: 'Security-camera' })).body.code).toBe('security_camera_2')
    const listed = (await api.call(listDeviceClasses, { query: { counted: 'true' } })).body.items
    const [uncounted] = (await api.call(listDeviceClasses, { query: { counted: 'false' } })).body.items
    expect([listed[0]?.devices, uncounted?.devices]).toEqual([expect.any(Number), null])
    expect(listed.map(({ code }) => code)).toEqual([
      'computer',
      'server',
      'network_device',
      'printer',
      'phone',
      'tablet',
      'non_it_asset',
      'security_camera',
      'security_camera_2',
    ])
    const first = await api.call(getDeviceClass, { params: { code: 'security_camera' } })
    const renamed = await change('security_camera', { name: 'Camera', icon: 'tablet' }, first.etag)
    expect(renamed.body).toMatchObject({ code: 'security_camera', name: 'Camera', icon: 'tablet' })
    expect((await change('security_camera', { name: 'Cam' }, first.etag)).status).toBe(412)
    expect((await remove('security_camera_2')).status).toBe(204)
    expect((await api.call(getDeviceClass, { params: { code: 'security_camera_2' } })).status).toBe(404)
    const { rows } = await world.test.owner.query(
      "SELECT action FROM audit_events WHERE provider_id = $1 AND action LIKE 'device_class.%' ORDER BY occurred_at",
      [world.first.providerId],
    )
    expect(rows.map(({ action }) => action).slice(-4)).toEqual([
      'device_class.created',
      'device_class.created',
      'device_class.updated',
      'device_class.deleted',
    ])
  })

  it('has a name and a key that no other has, and takes types of devices alone', async () => {
    expect(problems(await make({ name: 'CAMERA' }))).toEqual(['name: name_taken'])
    expect(problems(await make({ name: 'printer' }))).toEqual(['name: name_taken'])
    expect(problems(await change('security_camera', { name: 'Tablet' }))).toEqual(['name: name_taken'])
    expect(problems(await make({ name: 'Another', code: 'printer' }))).toEqual(['code: code_taken'])
    expect(problems(await make({ name: ' ' }))).toEqual(['name: text_required'])
    expect(problems(await make({ name: 'x'.repeat(61) }))).toEqual(['name: text_too_long'])
    expect(problems(await make({ name: 'Wrong', licenseTypes: ['users', 'nothing'] }))).toEqual([
      'licenseTypes.0: type_not_of_devices',
      'licenseTypes.1: unknown_reference',
    ])
  })

  it('is told from a built-in one, which keeps its name and is archived, not deleted', async () => {
    expect(problems(await change('printer', { name: 'Plotter', icon: 'server' }))).toEqual([
      'name: class_built_in',
      'icon: class_built_in',
    ])
    expect(problems(await remove('printer'))).toEqual(['code: class_built_in'])
    expect((await change('printer', { isArchived: true })).body).toMatchObject({ isArchived: true, icon: 'printer' })
    expect(problems(await device('printer'))).toEqual(['class: class_archived'])
    expect((await portal.api.call(getDeviceClass, { params: { code: 'printer' } })).status).toBe(200)
    expect((await change('printer', { isArchived: false })).body.isArchived).toBe(false)
    expect((await device('printer')).status).toBe(201)
  })

  it('is seen by name by all who give devices one or see one of it, and changed by administrators of its provider alone (EC1)', async () => {
    const known = async (by: HttpCaller) =>
      (await by.call(listDeviceClasses, { query: { counted: 'true' } })).body.items.find(
        ({ code }) => code === 'security_camera',
      )
    for (const { api: by } of [world.first.technician, world.first.partnerAdmin])
      expect(await known(by)).toMatchObject({ name: 'Camera', devices: 0 })
    for (const { api: by } of [world.first.technician, world.first.partnerAdmin, portal]) {
      expect((await make({ name: 'Mine' }, by)).status).toBe(403)
      expect((await change('security_camera', { name: 'Mine' }, '*', by)).status).toBe(403)
      expect((await remove('security_camera', by)).status).toBe(403)
    }
    // What the provider's pool is about is not for those below.
    for (const { api: by } of [world.first.partnerAdmin, portal])
      expect((await by.call(listDeviceClasses)).body.items.every(({ licenseTypes }) => licenseTypes === null)).toBe(
        true,
      )
    // What nothing is of that they see does not exist for those who give no device a class, and archived for nobody below.
    const { code } = (await make({ name: 'Secret scanner' })).body
    const at = { params: { code } }
    expect((await portal.api.call(getDeviceClass, at)).status).toBe(404)
    expect((await world.first.partnerAdmin.api.call(getDeviceClass, at)).body).toMatchObject({ devices: 0 })
    // Neither does it where it is asked for as a condition.
    const filtered = { query: { filter: { class: { eq: code } } } } as never
    for (const list of [listDevices, listSeenDevices] as const) {
      const untold = await portal.api.call(list, filtered)
      expect([untold.status, untold.raw.body.includes(code)]).toEqual([422, false])
      expect((await world.first.partnerAdmin.api.call(list, filtered)).status).toBe(200)
    }
    const { body: scanner } = await device(code)
    expect((await portal.api.call(listDevices, filtered)).body.items).toHaveLength(1)
    expect((await portal.api.call(getDeviceClass, at)).body).toMatchObject({ name: 'Secret scanner', devices: 1 })
    // The partner sees no device of this customer, nor that there is one.
    expect((await world.first.partnerAdmin.api.call(getDeviceClass, at)).body).toMatchObject({ devices: 0 })
    expect((await change(code, { isArchived: true })).status).toBe(200)
    expect((await portal.api.call(getDeviceClass, at)).body).toMatchObject({ isArchived: true, devices: 1 })
    expect((await world.first.partnerAdmin.api.call(getDeviceClass, at)).status).toBe(404)
    const wrong = { query: { filter: { class: { eq: 'no_such' } } } } as never
    const refused = await world.first.partnerAdmin.api.call(listDevices, wrong)
    expect([refused.status, refused.raw.body.includes(code)]).toEqual([422, false])
    await api.call(deleteDevice, { params: { id: scanner.id } }, { ifMatch: '*' })
    expect((await portal.api.call(getDeviceClass, at)).status).toBe(404)
    expect((await api.call(getDeviceClass, at)).body).toMatchObject({ isArchived: true, devices: 0 })
    // What waits is seen as well.
    await change(code, { isArchived: false })
    await enroll([{ name: 'waits', class: code, serialNumber: 'SECRET-1' }], 'wait')
    expect((await portal.api.call(getDeviceClass, at)).body).toMatchObject({ name: 'Secret scanner', devices: 0 })
    await world.test.owner.query('DELETE FROM seen_devices WHERE class = $1', [code])
    await change(code, { isArchived: true })
    expect((await remove(code)).status).toBe(204)
    const elsewhere = world.second.admin.api
    expect((await elsewhere.call(listDeviceClasses)).body.items).toHaveLength(7)
    expect((await elsewhere.call(getDeviceClass, { params: { code: 'security_camera' } })).status).toBe(404)
    expect((await change('security_camera', { name: 'Theirs' }, '*', elsewhere)).status).toBe(404)
    expect((await remove('security_camera', elsewhere)).status).toBe(404)
    const part = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.providerId,
      role: 'provider_administrator',
      reach: 'selected',
      selected: [world.first.providerId, world.first.customerId],
    })
    // Who sees a part of the devices would delete a class that others have.
    expect((await remove('security_camera', part.api)).status).toBe(403)
  })
})

describe('devices of a class of one’s own', () => {
  it('take its licenses, and what takes none is always let in', async () => {
    const before = await used('mobile_devices')
    await make({ name: 'Badge', licenseTypes: ['mobile_devices'] })
    await make({ name: 'Chair', licenseTypes: [] })
    const bought = await api.call(createLicensePurchase, {
      body: { type: 'mobile_devices', quantity: before + 1, startsOn: '2020-01-01' },
    })
    const made = await device('badge')
    expect([made.status, await used('mobile_devices')]).toEqual([201, before + 1])
    const refused = await device('badge')
    expect([refused.status, refused.problem.code, refused.problem.params]).toMatchObject([
      409,
      'license_exhausted',
      { type: 'mobile_devices', free: 0 },
    ])
    const chair = await device('chair')
    expect(chair.status).toBe(201)
    // Becoming one takes it as well, and going elsewhere takes it along.
    const params = { id: chair.body.id }
    expect((await api.call(updateDevice, { params, body: { class: 'badge' } }, { ifMatch: '*' })).status).toBe(409)
    const to = { organizationId: world.first.providerId as never }
    const moved = await api.call(moveDevice, { params: { id: made.body.id }, body: to }, { ifMatch: '*' })
    expect([moved.status, await used('mobile_devices')]).toEqual([200, before + 1])
    const quantity = before + 100
    const more = { params: { id: bought.body.id }, body: { quantity } }
    await api.call(updateLicensePurchase, more, { ifMatch: '*' })
    // What lives takes what its class takes from now on.
    const set = await api.call(setDeviceClassTypes, { params: { code: 'badge' }, body: { licenseTypes: [] } })
    expect([set.body.devices, await used('mobile_devices')]).toEqual([1, before])
  })

  it('are found by it; a class that there is not is refused with those that there are', async () => {
    const listed = async (value: string, by = api) =>
      by.call(listDevices, { query: { filter: { class: { in: [value] } } } })
    expect((await listed('chair')).body.items).toMatchObject([{ class: 'chair' }])
    expect((await listed('chair', portal.api)).body.total).toBe(1)
    await change('chair', { isArchived: true })
    const unknown = await listed('sofa')
    expect(problems(unknown)).toEqual(['filter.class.in: filter_invalid'])
    expect(unknown.problem.errors?.[0]?.message).toContain('non_it_asset, security_camera, badge, or')
    await change('chair', { isArchived: false })
    expect(problems(await api.call(listSeenDevices, { query: { filter: { class: { eq: 'sofa' } } } }))).toEqual([
      'filter.class.eq: filter_invalid',
    ])
    const refused = await device('sofa')
    expect(problems(refused)).toEqual(['class: class_unknown'])
    expect(refused.problem.errors?.[0]?.message).toContain('computer, server')
    expect(problems(await device('Sofa bed'))).toEqual(['class: invalid_format'])
    const chair = (await listed('chair')).body.items[0]
    const patch = { params: { id: chair?.id as never }, body: { class: 'sofa' } }
    expect(problems(await api.call(updateDevice, patch, { ifMatch: '*' }))).toEqual(['class: class_unknown'])
    // The classes of another provider are none.
    const elsewhere = { organizationId: world.second.customerId, name: 'Theirs', class: 'chair' }
    expect(problems(await world.second.admin.api.call(createDevice, { body: elsewhere as never }))).toEqual([
      'class: class_unknown',
    ])
  })

  it('stay when it is archived, and nothing new gets it; it is deleted once nothing has it', async () => {
    await change('chair', { isArchived: true })
    expect(problems(await device('chair'))).toEqual(['class: class_archived'])
    const other = (await device('computer')).body
    const become = { params: { id: other.id }, body: { class: 'chair' } }
    expect(problems(await api.call(updateDevice, become, { ifMatch: '*' }))).toEqual(['class: class_archived'])
    const [chair] = (await api.call(listDevices, { query: { filter: { class: { eq: 'chair' } } } })).body.items
    const params = { id: chair?.id as never }
    const edited = await api.call(
      updateDevice,
      { params, body: { class: 'chair', name: 'Old chair', status: 'retired' } },
      { ifMatch: '*' },
    )
    expect(edited.body).toMatchObject({ class: 'chair', name: 'Old chair', status: 'retired' })
    const kept = await remove('chair')
    expect([kept.status, kept.problem.code, kept.problem.params]).toEqual([
      409,
      'device_class_in_use',
      { devices: 1, waiting: 0, rules: 0 },
    ])
    expect(kept.problem.detail).toBe('1 device has it, 0 wait with it, 0 rules name it')
    await api.call(deleteDevice, { params }, { ifMatch: '*' })
    expect((await remove('chair')).status).toBe(204)
    expect(problems(await device('chair'))).toEqual(['class: class_unknown'])
  })
})

describe('devices that report themselves', () => {
  it('are of any class; of one that takes none they are told so row by row, and never wait', async () => {
    await make({ name: 'Sensor' })
    await make({ name: 'Old sensor' })
    await change('old_sensor', { isArchived: true })
    const { items } = await enroll([
      { name: 'one', class: 'sensor', serialNumber: 'CLS-1' },
      { name: 'two', class: 'toaster', serialNumber: 'CLS-2' },
      { name: 'three', class: 'old_sensor', serialNumber: 'CLS-3' },
      { name: 'four', serialNumber: 'CLS-4' },
    ])
    expect(items.map(({ result, code }) => `${result} ${code}`)).toEqual([
      'enrolled null',
      'refused class_unknown',
      'refused class_archived',
      'enrolled null',
    ])
    expect((await api.call(listSeenDevices)).body.items).toEqual([])
  })

  it('wait with it, are licensed by a rule that names it, and not once it is archived', async () => {
    await make({ name: 'Gate', licenseTypes: ['computers'] })
    const wrong = { name: 'Gates', conditions: { classes: ['gate', 'sofa'] } }
    expect(problems(await api.call(createLicenseRule, { body: wrong }))).toEqual([
      'conditions.classes.1: class_unknown',
    ])
    const rule = await api.call(createLicenseRule, { body: { name: 'Gates', conditions: { classes: ['gate'] } } })
    expect(rule.status).toBe(201)
    const owned = await used('non_it_assets')
    const bought = await api.call(createLicensePurchase, {
      body: { type: 'non_it_assets', quantity: Math.max(1, owned), startsOn: '2020-01-01', confirm: true },
    })
    await api.call(setDeviceClassTypes, { params: { code: 'gate' }, body: { licenseTypes: ['non_it_assets'] } })
    while ((await device('gate')).status === 201);
    const { items } = await enroll([
      { name: 'gate 1', class: 'gate', serialNumber: 'GATE-1' },
      { name: 'gate 2', class: 'gate', serialNumber: 'GATE-2' },
    ])
    expect(items.map(({ code }) => code)).toEqual(['license_exhausted', 'license_exhausted'])
    const kept = await remove('gate')
    expect(kept.problem.params).toMatchObject({ waiting: 2, rules: 1 })
    await api.call(updateLicensePurchase, { params: { id: bought.body.id }, body: { quantity: 100 } }, { ifMatch: '*' })
    await change('gate', { isArchived: true })
    const [seen] = (await api.call(listSeenDevices)).body.items
    const byHand = await api.call(licenseSeenDevices, { body: { ids: [seen?.id as never] } })
    expect(byHand.body.items).toMatchObject([{ deviceId: null, code: 'class_archived' }])
    expect((await api.call(runLicenseRules, { body: {} })).body).toMatchObject({
      licensed: 0,
      withoutLicense: 0,
      takingNothingNew: 2,
    })
    await change('gate', { isArchived: false })
    expect((await api.call(runLicenseRules, { body: {} })).body).toMatchObject({ licensed: 2 })
    await api.call(deleteLicenseRule, { params: { id: rule.body.id } }, { ifMatch: '*' })
  })
})
