/** Devices that enroll themselves by a token, and what waits for a license (RI8). */
import {
  createDevice,
  deleteDevice,
  getDevice,
  listDevices,
  moveDevice,
  updateDevice,
} from '@tenantry/contract/devices.ts'
import {
  createEnrollmentToken,
  enrollDevices,
  listEnrollmentTokens,
  revokeEnrollmentToken,
} from '@tenantry/contract/enrollments.ts'
import { createEntity, deleteEntity } from '@tenantry/contract/entities.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { forgetSeenDevice, licenseSeenDevices, listSeenDevices } from '@tenantry/contract/seen-devices.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { withoutPermission } from '../../testing/without-permission.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { merge, merged } from '../customer-merges/customer-merges.fixture.ts'
import { added, problems } from '../customers/customers.fixture.ts'
import { markRevoked } from './seen-devices.queries.ts'

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

let homes = 0
const customer = async (more: object = {}) =>
  (await added(api, { name: `Enrolled ${++homes}`, code: `ENR${homes}`, ...more })).body.id
async function tokenOf(id: string, more: object = {}, by = api) {
  const made = await by.call(createEnrollmentToken, {
    params: { id: id as never },
    body: { name: 'Roll-out', ...more } as never,
  })
  expect(made.status, made.raw.body).toBe(201)
  return made.body
}
const send = (token: string, devices: object[]) =>
  world.anonymous.request('POST', `/api/v1${enrollDevices.path}`, { devices }, { authorization: `Bearer ${token}` })
async function enroll(token: string, devices: object[]) {
  const answer = await send(token, devices)
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as { items: { result: string; deviceId: string | null; code: string | null }[] }).items
}
const told = (items: { result: string; code: string | null }[]) =>
  items.map(({ result, code }) => (code === null ? result : `${result} ${code}`))
const devicesOf = async (id: string) =>
  (await api.call(listDevices, { query: { filter: { organizationId: { eq: id } }, limit: 200 } })).body.items
const seenOf = async (id: string, by = api) =>
  (await by.call(listSeenDevices, { query: { filter: { organizationId: { eq: id } }, sort: 'name' } })).body.items
const limit = (id: string, type: string, count: number) =>
  api.call(
    setCustomerLicenses,
    { params: { id: id as never }, body: { mode: 'allocated', types: [{ type, limit: count, overage: 0 }] } },
    { ifMatch: '*' },
  )
const box = (serialNumber: string, more: object = {}) => ({
  name: `box-${serialNumber}`,
  class: 'server',
  serialNumber,
  ...more,
})

describe('a token', () => {
  it('is shown once, works until it is revoked, and is kept as nothing that opens anything', async () => {
    const id = await customer()
    const made = await tokenOf(id)
    expect(made.token).toMatch(/^tne_[0-9a-f]{32}_[\w-]{43}$/)
    const listed = await api.call(listEnrollmentTokens, { params: { id } })
    expect(listed.body.items).toMatchObject([{ id: made.id, name: 'Roll-out', devices: 0, mostDevices: null }])
    expect(listed.raw.body).not.toContain(made.token.slice(-30))
    expect(told(await enroll(made.token, [box('T1')]))).toEqual(['enrolled'])
    expect((await api.call(listEnrollmentTokens, { params: { id } })).body.items).toMatchObject([{ devices: 1 }])
    const other = await customer()
    const elsewhere = { params: { id: other, tokenId: made.id } }
    expect((await api.call(revokeEnrollmentToken, elsewhere)).status).toBe(404)
    expect((await api.call(revokeEnrollmentToken, { params: { id, tokenId: made.id } })).status).toBe(204)
    expect((await send(made.token, [box('T2')])).statusCode).toBe(401)
  })

  it('that is revoked is told of whatever waits by it, also where whoever revokes it sees nothing of that', async () => {
    const [id, other] = [await customer(), await customer()]
    const entity = async (name: string) => (await api.call(createEntity, { params: { id }, body: { name } })).body.id
    const [east, west] = [await entity('East'), await entity('West')]
    const most = { license: 'wait', mostDevices: 5 }
    const [eastern, western] = [
      await tokenOf(id, { entityId: east, ...most }),
      await tokenOf(id, { entityId: west, ...most }),
    ]
    // It waits in the entity where it was seen first.
    await enroll(eastern.token, [box('RV1'), box('RV2')])
    await enroll(western.token, [box('RV1'), box('RV3')])
    const place = {
      providerId: world.first.providerId,
      organizationId: id,
      role: 'technician',
      reach: 'entities',
    } as const
    const westerner = await world.addPerson({ ...place, entities: [west] })
    expect(await seenOf(id, westerner.api)).toMatchObject([{ name: 'box-RV3' }])
    const reasons = async () => (await seenOf(id)).map(({ reason }) => reason)
    const unchanged = ['on_purpose', 'on_purpose', 'on_purpose']
    const wholly = systemScope(world.first.providerId)
    const unseen = { ...wholly, organizationId: id, membershipId: westerner.membershipId, reach: 'entities' as const }
    for (const [scope, organization, token] of [
      [wholly, other, western.id],
      [unseen, id, eastern.id],
      [systemScope(world.second.providerId), id, western.id],
    ] as const)
      await world.installation.database.within(scope, (tx) => markRevoked(tx, organization, token))
    expect(await reasons()).toEqual(unchanged)
    const revoked = await westerner.api.call(revokeEnrollmentToken, { params: { id, tokenId: western.id } })
    expect(revoked.status, revoked.raw.body).toBe(204)
    expect(await reasons()).toEqual(['token_revoked', 'on_purpose', 'token_revoked'])
    const found = await api.call(listSeenDevices, {
      query: { filter: { organizationId: { eq: id }, reason: { eq: 'token_revoked' } } },
    })
    expect(found.body.items).toHaveLength(2)
    // Another token tells why it waits by that one.
    await enroll(eastern.token, [box('RV3')])
    expect(await reasons()).toEqual(['token_revoked', 'on_purpose', 'on_purpose'])
  })

  it('is sent by programs, which name no page that they come from', async () => {
    const { token } = await tokenOf(await customer())
    const answer = await world.app.inject({
      method: 'POST',
      url: `/api/v1${enrollDevices.path}`,
      headers: { authorization: `Bearer ${token}` },
      payload: { devices: [box('P-1')] },
    })
    expect(answer.statusCode, answer.body).toBe(200)
  })

  it.each(['', 'tne_x', `tne_${'0'.repeat(32)}_${'a'.repeat(43)}`])('that is none opens nothing: %j', async (token) => {
    expect((await send(token, [box('N1')])).statusCode).toBe(401)
  })

  it('ends on its day, and opens nothing else of the API', async () => {
    const id = await customer()
    const { token, id: tokenId } = await tokenOf(id)
    const other = await world.anonymous.request('GET', '/api/v1/devices', undefined, {
      authorization: `Bearer ${token}`,
    })
    expect(other.statusCode).toBe(401)
    await world.test.owner.query(
      "UPDATE enrollment_tokens SET expires_at = now() - interval '1 second' WHERE id = $1",
      [tokenId],
    )
    // Whatever is wrong with what is sent, too.
    for (const devices of [[box('E1')], []])
      expect((await send(token, devices)).json()).toMatchObject({ status: 401, code: 'enrollment_token_expired' })
    const working = await tokenOf(id, { name: 'Works' })
    const listed = async (query: object = {}) =>
      (await api.call(listEnrollmentTokens, { params: { id }, query } as never)).body.items.map(
        ({ id: each, state }) => [each, state],
      )
    expect(await listed()).toEqual([
      [working.id, 'working'],
      [tokenId, 'expired'],
    ])
    expect(await listed({ state: 'expired' })).toEqual([[tokenId, 'expired']])
    expect(await listed({ state: 'working' })).toEqual([[working.id, 'working']])
    expect((await api.call(revokeEnrollmentToken, { params: { id, tokenId } })).status).toBe(204)
    expect((await send(token, [box('E1')])).json().code).toBe('not_signed_in')
  })

  it('is given for what the caller sees, into an entity of it, and for so many devices', async () => {
    const [id, other] = [await customer(), await customer()]
    const branch = await api.call(createEntity, { params: { id }, body: { name: 'Branch' } })
    const strange = await api.call(createEnrollmentToken, {
      params: { id: other },
      body: { name: 'Odd', entityId: branch.body.id },
    })
    expect(problems(strange)).toEqual(['entityId: unknown_reference'])
    const { partnerAdmin } = world.first
    const unseen = await partnerAdmin.api.call(createEnrollmentToken, { params: { id }, body: { name: 'No' } })
    expect(unseen.status).toBe(404)
    expect((await partnerAdmin.api.call(listEnrollmentTokens, { params: { id } })).status).toBe(404)
    const { token } = await tokenOf(id, { entityId: branch.body.id, mostDevices: 2 })
    const results = await enroll(token, [box('M1'), box('M2'), box('M3')])
    expect(told(results)).toEqual(['enrolled', 'enrolled', 'refused token_used_up'])
    expect(await devicesOf(id)).toMatchObject([{ entityName: 'Branch' }, { entityName: 'Branch' }])
    // What is there goes on reporting.
    expect(told(await enroll(token, [box('M1', { model: 'New' }), box('M3')]))).toEqual([
      'updated',
      'refused token_used_up',
    ])
    expect(await seenOf(id)).toMatchObject([{ name: 'box-M3', reason: 'token_used_up', entityName: 'Branch' }])
    // Where its entity has gone since it was used, what is new lies in none.
    const annex = await api.call(createEntity, { params: { id }, body: { name: 'Annex' } })
    const { token: into } = await tokenOf(id, { entityId: annex.body.id })
    expect(told(await enroll(into, [box('M1')]))).toEqual(['updated'])
    const gone = await api.call(deleteEntity, { params: { id, entityId: annex.body.id } }, { ifMatch: '*' })
    expect(gone.status, gone.raw.body).toBe(204)
    expect(told(await enroll(into, [box('M4')]))).toEqual(['enrolled'])
    expect((await devicesOf(id)).find(({ name }) => name === 'box-M4')).toMatchObject({ entityId: null })
  })

  it('goes along with a customer that is merged into another, also after it was used', async () => {
    const [id, other, elsewhere] = [await customer(), await customer(), await customer()]
    const { token } = await tokenOf(id)
    const [first, away] = await enroll(token, [box('MG1'), box('MG9')])
    expect(told([first, away] as never)).toEqual(['enrolled', 'enrolled'])
    const params = { id: away?.deviceId as never }
    await api.call(moveDevice, { params, body: { organizationId: elsewhere } }, { ifMatch: '*' })
    await limit(id, 'it_assets', 1)
    await enroll((await tokenOf(other, { license: 'wait' })).token, [box('MG7')])
    const short = 'refused license_exhausted'
    expect(told(await enroll(token, [box('MG0'), box('MG7')]))).toEqual([short, short])
    const place = { providerId: world.first.providerId, organizationId: world.first.providerId }
    const blind = await world.addPerson({ ...place, role: 'provider_administrator', reach: 'all' })
    await withoutPermission(world, blind.membershipId, 'licenses.read')
    const unseen = await merge(blind.api, id, other, {}, { dryRun: true })
    expect([unseen.status, unseen.body.limitsDropped]).toEqual([200, []])
    const { counts, limitsDropped } = await merged(api, id, other)
    expect(counts).toMatchObject({ enrollmentTokens: 1, waitingDevices: 1 })
    expect(limitsDropped).toMatchObject([{ type: 'it_assets', limit: 1, overage: 0 }])
    expect(told(await enroll(token, [box('MG1'), box('MG2')]))).toEqual(['updated', 'enrolled'])
    // What was moved away before is known there from now on.
    expect(told(await enroll(token, [box('MG9')]))).toEqual(['updated'])
    expect(await devicesOf(other)).toHaveLength(2)
    expect(await seenOf(other)).toMatchObject([{ name: 'box-MG0' }, { name: 'box-MG7' }])
  })
})

describe('a device', () => {
  it('that enrolls again is updated and takes one license, by its hardware id or its serial number', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    const [first] = await enroll(token, [box('S-1', { hardwareId: 'AA-1', ipAddresses: ['10.0.0.1'] })])
    const again = await enroll(token, [
      box('S-1', { hardwareId: 'aa-1', name: 'renamed', ipAddresses: ['10.0.0.2'] }),
      box('s-1', { name: 'renamed again' }),
      box('S-1', { hardwareId: 'BB-2' }),
      { name: 'nobody', serialNumber: 'To be filled by O.E.M.' },
    ])
    expect(told(again)).toEqual(['updated', 'updated', 'enrolled', 'refused identity_missing'])
    expect(again[0]?.deviceId).toBe(first?.deviceId)
    expect(await devicesOf(id)).toHaveLength(2)
    const { body } = await api.call(getDevice, { params: { id: first?.deviceId as never } })
    expect(body).toMatchObject({ name: 'renamed again', ipAddresses: ['10.0.0.2'] })
    // That its token was used is kept to the minute, also where all reports itself as it was.
    const same = [box('S-1', { hardwareId: 'aa-1', name: 'as it was' })]
    await enroll(token, same)
    await world.test.owner.query(
      "UPDATE enrollment_tokens SET last_used_at = now() - interval '2 minutes' WHERE organization_id = $1",
      [id],
    )
    expect(told(await enroll(token, same))).toEqual(['updated'])
    const { rows } = await world.test.owner.query(
      "SELECT last_used_at > now() - interval '1 minute' AS lately FROM enrollment_tokens WHERE organization_id = $1",
      [id],
    )
    expect(rows).toEqual([{ lately: true }])
  })

  it('that tells one thing otherwise than before is changed by it, whichever it is', async () => {
    const { token } = await tokenOf(await customer())
    const whole = {
      ...box('W-1', { hardwareId: 'whole-1', maker: 'HPE', model: 'DL380', operatingSystem: 'Debian 13' }),
      ipAddresses: ['10.0.0.1'],
      macAddresses: ['00:1b:44:11:3a:b7'],
    }
    const [first] = await enroll(token, [whole])
    const others = {
      name: 'renamed',
      serialNumber: 'W-2',
      maker: 'Dell',
      model: 'R760',
      operatingSystem: 'Debian 14',
      ipAddresses: ['10.0.0.2'],
      macAddresses: ['00:1b:44:11:3a:b8'],
    }
    for (const [field, value] of Object.entries(others)) {
      await enroll(token, [whole])
      expect(await enroll(token, [{ ...whole, [field]: value }])).toMatchObject([{ deviceId: first?.deviceId }])
      const { body } = await api.call(getDevice, { params: { id: first?.deviceId as never } })
      expect(body).toMatchObject({ [field]: value })
    }
  })

  it('that cannot be read is refused in its place with what is wrong with it, and keeps no other back', async () => {
    const { token } = await tokenOf(await customer())
    const bad: [unknown, object[]][] = [
      [box('B-1', { ipAddresses: ['10.0.0.1/24'] }), [{ path: 'ipAddresses.0', code: 'ip_invalid' }]],
      [box('B-2', { name: 'X' }), [{ path: 'name', code: 'name_too_short' }]],
      [box('B-3', { serialNumber: 'x'.repeat(101) }), [{ path: 'serialNumber', code: 'text_too_long' }]],
      [box('B-4', { colour: 'red' }), [{ path: 'colour', code: 'unknown_field' }]],
      [{ serialNumber: 'B-5' }, [{ path: 'name', code: 'required' }]],
      ['B-6', [{ path: '', code: 'invalid_type' }]],
      [null, [{ path: '', code: 'invalid_type' }]],
    ]
    const items = await enroll(token, [box('G-1'), ...bad.map(([row]) => row as object), box('G-2'), box('G-1')])
    expect(told(items)).toEqual(['enrolled', ...bad.map(() => 'refused invalid_input'), 'enrolled', 'updated'])
    for (const [index, [, errors]] of bad.entries()) expect(items[index + 1]).toMatchObject({ errors })
    expect(items[1]).toMatchObject({ errors: [{ message: expect.stringContaining('IPv4') }] })
    expect(items[0]).not.toHaveProperty('errors')
    expect(told(await enroll(token, [{ name: 'X' }]))).toEqual(['refused invalid_input'])
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 1]))
    expect((await enroll(token, [box('B-7', many)]))[0]).toMatchObject({ errors: { length: 10 } })
    // What is no batch is answered as a whole, and nobody is told of rows, or of what is no batch, without a token.
    for (const devices of [[], {}, null, Array.from({ length: 1_001 }, () => box('B-8'))])
      expect((await send(token, devices as never)).statusCode).toBe(422)
    expect((await send('tne_x', [{ name: 'X' }])).statusCode).toBe(401)
    const gone = `${token.slice(0, -3)}AAA`
    for (const devices of [[box('B-9')], [], {}, null])
      for (const wrong of [gone, 'tne_x', ''])
        expect((await send(wrong, devices as never)).json()).toMatchObject({
          status: 401,
          code: 'not_signed_in',
          detail: expect.stringMatching(
            wrong === gone ? /^There is no such enrollment token/ : /^Send the enrollment token/,
          ),
        })
  })

  it('tells nothing by null and by what is blank, and its addresses without their interface', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    const known = { hardwareId: 'N-1', maker: 'Dell', ipAddresses: ['10.0.0.9'], macAddresses: ['00:1a:2b:3c:4d:5e'] }
    const [first] = await enroll(token, [box('N-1', known)])
    const read = async () => (await api.call(getDevice, { params: { id: first?.deviceId as never } })).body
    const nothing = { class: null, maker: null, model: '', operatingSystem: ' ', ipAddresses: null, macAddresses: null }
    for (const untold of [nothing, { ...nothing, class: '', hardwareId: null }, { hardwareId: '', ipAddresses: [''] }])
      expect(told(await enroll(token, [box('N-1', untold)]))).toEqual(['updated'])
    expect(await read()).toMatchObject({ class: 'server', maker: 'Dell', ipAddresses: ['10.0.0.9'] })
    expect((await read()).macAddresses).toEqual(known.macAddresses)
    const scoped = { ipAddresses: ['FE80::1%eth0', 'fe80::1%2', '10.0.0.9', ''] }
    expect(told(await enroll(token, [box('N-1', scoped)]))).toEqual(['updated'])
    expect(await read()).toMatchObject({ ipAddresses: ['fe80::1', '10.0.0.9'] })
    const [second] = await enroll(token, [{ name: 'bare', serialNumber: 'N-2', class: null, hardwareId: '' }])
    expect((await api.call(getDevice, { params: { id: second?.deviceId as never } })).body).toMatchObject({
      class: 'computer',
    })
  })

  it('that reports itself as it was is seen anew, and changed in nothing; what differs is written', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    const report = {
      hardwareId: 'same-1',
      maker: 'Dell',
      model: 'R760',
      operatingSystem: 'Debian 12',
      ipAddresses: ['10.0.0.1', '10.0.0.2'],
      macAddresses: ['00:1a:2b:3c:4d:5e'],
    }
    const [first] = await enroll(token, [box('R-1', report), box('R-2', { hardwareId: 'same-2' })])
    const read = async () => (await api.call(getDevice, { params: { id: first?.deviceId as never } })).body
    const before = await read()
    const again = await enroll(token, [
      box('R-1', report),
      box('R-2', { hardwareId: 'same-2', maker: 'HPE' }),
      box('R-3'),
    ])
    expect(told(again)).toEqual(['updated', 'updated', 'enrolled'])
    const after = await read()
    expect(after).toEqual({ ...before, lastSeenAt: after.lastSeenAt })
    expect(Date.parse(after.lastSeenAt ?? '')).toBeGreaterThan(Date.parse(before.lastSeenAt ?? ''))
    const changes = async () => {
      const { rows } = await world.test.owner.query(
        "SELECT count(*)::int AS count FROM audit_events WHERE object_id = $1 AND action = 'device.updated'",
        [first?.deviceId],
      )
      return rows[0].count
    }
    expect(await changes()).toBe(0)
    // What is not told stays.
    const untold = { ...report, serialNumber: null, maker: null, model: null, operatingSystem: null }
    expect(told(await enroll(token, [box('R-1', untold), box('R-2', { hardwareId: 'same-2', maker: null })]))).toEqual([
      'updated',
      'updated',
    ])
    expect({ ...(await read()), lastSeenAt: '' }).toEqual({ ...before, lastSeenAt: '' })
    expect(told(await enroll(token, [box('R-1', { ...untold, name: 'Re' })]))).toEqual(['updated'])
    expect(await read()).toMatchObject({ name: 'Re', maker: 'Dell', model: 'R760' })
    await enroll(token, [box('R-1', report)])
    const differing = [
      { name: 'other' },
      { model: 'R770' },
      { operatingSystem: 'Debian 13' },
      { ipAddresses: ['10.0.0.1'] },
      { macAddresses: [] },
    ]
    for (const [index, difference] of differing.entries()) {
      expect(told(await enroll(token, [box('R-1', { ...report, ...difference })]))).toEqual(['updated'])
      expect(await read()).toMatchObject(difference)
      await enroll(token, [box('R-1', report)])
      expect(await changes()).toBe(2 * (index + 2))
    }
    expect({ ...(await read()), version: 1, updatedAt: '', lastSeenAt: '' }).toEqual({
      ...before,
      version: 1,
      updatedAt: '',
      lastSeenAt: '',
    })
  })

  it('that somebody has called something keeps that name, and tells what it calls itself beside it', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    const [made] = await enroll(token, [box('N-1', { name: 'win-7f3a' })])
    const params = { id: made?.deviceId as never }
    const names = async () => {
      const { name, hostName } = (await api.call(getDevice, { params })).body
      return [name, hostName]
    }
    const call = (name: string) => api.call(updateDevice, { params, body: { name } }, { ifMatch: '*' })
    expect(await names()).toEqual(['win-7f3a', 'win-7f3a'])
    await call('Reception')
    await enroll(token, [box('N-1', { name: 'win-7f3a' })])
    expect(await names()).toEqual(['Reception', 'win-7f3a'])
    await enroll(token, [box('N-1', { name: 'win-99' })])
    expect(await names()).toEqual(['Reception', 'win-99'])
    // Called as it calls itself, it follows that again.
    await call('win-99')
    await enroll(token, [box('N-1', { name: 'win-100' })])
    expect(await names()).toEqual(['win-100', 'win-100'])
    // After an upgrade it first tells what it is called already, which is nothing for the log.
    const changes = "SELECT count(*)::int FROM audit_events WHERE object_id = $1 AND action = 'device.updated'"
    const logged = async () => (await world.test.owner.query(changes, [params.id])).rows
    const before = await logged()
    await world.test.owner.query('UPDATE devices SET host_name = NULL WHERE id = $1', [params.id])
    await enroll(token, [box('N-1', { name: 'win-100' })])
    expect(await names()).toEqual(['win-100', 'win-100'])
    expect(await logged()).toEqual(before)
    const byHand = await api.call(createDevice, {
      body: { organizationId: id, name: 'By hand', class: 'server', serialNumber: 'N-2' },
    })
    await enroll(token, [box('N-2')])
    expect((await api.call(getDevice, { params: { id: byHand.body.id } })).body).toMatchObject({
      name: 'By hand',
      hostName: 'box-N-2',
    })
  })

  it('that somebody has moved reports to where it is now with its old token, takes no second license and tells nothing of it', async () => {
    const [id, elsewhere] = [await customer(), await customer()]
    const { token, name } = await tokenOf(id, { name: 'Old site' })
    const report = { hardwareId: 'MV-1', ipAddresses: ['10.0.0.1'] }
    const [made] = await enroll(token, [box('MV-1', report)])
    const params = { id: made?.deviceId as never }
    const byHand = await api.call(createDevice, {
      body: { organizationId: id, name: 'By hand', class: 'server', serialNumber: 'MV-2' },
    })
    const move = (deviceId: string, organizationId: string) =>
      api.call(
        moveDevice,
        { params: { id: deviceId as never }, body: { organizationId: organizationId as never } } as never,
        { ifMatch: '*' },
      )
    await move(params.id, elsewhere)
    await move(byHand.body.id, elsewhere)
    await limit(id, 'it_assets', 5)
    const again = await enroll(token, [
      box('MV-9', { ...report, ipAddresses: ['10.9.9.9'] }),
      box('MV-2', { hardwareId: 'other' }),
    ])
    expect(again).toEqual([
      { result: 'updated', deviceId: made?.deviceId, code: null },
      { result: 'updated', deviceId: byHand.body.id, code: null },
    ])
    expect(await devicesOf(id)).toEqual([])
    expect(await seenOf(id)).toEqual([])
    const device = (await api.call(getDevice, { params })).body
    // What tells it apart there is not for a token of elsewhere to change.
    expect(device).toMatchObject({ organizationId: elsewhere, ipAddresses: ['10.9.9.9'], serialNumber: 'MV-1' })
    const { rows } = await world.test.owner.query(
      "SELECT organization_id, used FROM license_counters WHERE organization_id = ANY ($1) AND type = 'it_assets' ORDER BY used",
      [[id, elsewhere]],
    )
    expect(rows).toEqual([
      { organization_id: id, used: 0 },
      { organization_id: elsewhere, used: 2 },
    ])
    const log = await world.test.owner.query(
      "SELECT actor_name FROM audit_events WHERE object_id = $1 AND action = 'device.updated'",
      [device.id],
    )
    expect(log.rows).toEqual([{ actor_name: 'Enrollment' }])
    expect(log.rows[0].actor_name).not.toContain(name)
    // The archive there takes no report, and says nothing of that here.
    for (const status of ['offboarding', 'archived'] as const)
      await api.call(changeCustomerStatus, { params: { id: elsewhere }, body: { status } }, { ifMatch: '*' })
    expect(told(await enroll(token, [box('MV-1', { ...report, model: 'New' })]))).toEqual(['updated'])
    expect((await api.call(getDevice, { params })).body.model).toBeNull()
    await api.call(changeCustomerStatus, { params: { id: elsewhere }, body: { status: 'disabled' } }, { ifMatch: '*' })
    // Back here it is one of here again; deleted, it is new.
    await move(params.id, id)
    expect(told(await enroll(token, [box('MV-1', { ...report, model: 'New' })]))).toEqual(['updated'])
    expect(await devicesOf(id)).toMatchObject([{ id: params.id, model: 'New' }])
    const trails = await world.test.owner.query('SELECT organization_id FROM moved_devices WHERE device_id = $1', [
      params.id,
    ])
    expect(trails.rows).toEqual([{ organization_id: elsewhere }])
    await move(params.id, elsewhere)
    await api.call(deleteDevice, { params }, { ifMatch: '*' })
    expect(told(await enroll(token, [box('MV-1', report)]))).toEqual(['enrolled'])
  })

  it('that was moved to where one with its id reports already leaves the reports to that one', async () => {
    const [id, elsewhere] = [await customer(), await customer()]
    const [{ token }, there] = [await tokenOf(id), await tokenOf(elsewhere)]
    const [moved] = await enroll(token, [box('TW', { hardwareId: 'TW' })])
    const [twin] = await enroll(there.token, [box('TW', { hardwareId: 'TW' })])
    const params = { id: moved?.deviceId as never }
    await api.call(moveDevice, { params, body: { organizationId: elsewhere } }, { ifMatch: '*' })
    expect(told(await enroll(token, [box('TW', { hardwareId: 'TW', model: 'New' })]))).toEqual(['updated'])
    const models = Object.fromEntries((await devicesOf(elsewhere)).map(({ id: device, model }) => [device, model]))
    expect(models).toEqual({ [moved?.deviceId ?? '']: null, [twin?.deviceId ?? '']: 'New' })
  })

  it('is one of those that were added by hand with its serial number, and stays retired', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    const [made] = await enroll(token, [box('H-1')])
    await api.call(
      updateDevice,
      { params: { id: made?.deviceId as never }, body: { status: 'retired' } },
      { ifMatch: '*' },
    )
    expect(told(await enroll(token, [box('H-1', { hardwareId: 'h1', maker: 'HPE' })]))).toEqual(['updated'])
    expect(await devicesOf(id)).toMatchObject([{ status: 'retired', maker: 'HPE' }])
  })

  it('is new at a disabled customer by tokens of the provider alone', async () => {
    const { partnerAdmin, partnerId } = world.first
    const id = await customer({ parentId: partnerId })
    const [own, theirs] = [await tokenOf(id), await tokenOf(id, {}, partnerAdmin.api)]
    await api.call(changeCustomerStatus, { params: { id }, body: { status: 'disabled' } }, { ifMatch: '*' })
    const refused = await send(theirs.token, [box('DS')])
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'organization_not_growing'])
    expect(told(await enroll(own.token, [box('DS')]))).toEqual(['enrolled'])
  })

  describe('sent twice in a batch is as sent by two requests, one after the other', () => {
    const rows: [string, object[]][] = [
      ['a class, then none', [{ class: 'phone', serialNumber: 'B1' }, { serialNumber: 'B1' }]],
      ['no class, then one', [{ serialNumber: 'B1' }, { class: 'phone', serialNumber: 'B1' }]],
      [
        'a class, then one that there is not',
        [
          { class: 'phone', serialNumber: 'B1' },
          { class: 'odd', serialNumber: 'B1' },
        ],
      ],
      [
        'all, then its hardware id',
        [{ serialNumber: 'B1', hardwareId: 'hw', maker: 'HP', class: 'phone' }, { hardwareId: 'hw' }],
      ],
      [
        'all, then its serial number',
        [
          { serialNumber: 'B1', hardwareId: 'hw', maker: 'HP' },
          { serialNumber: 'b1', model: 'M1' },
        ],
      ],
      [
        'its serial number, then a hardware id',
        [
          { serialNumber: 'B1', maker: 'HP' },
          { serialNumber: 'B1', hardwareId: 'hw' },
        ],
      ],
      [
        'two hardware ids',
        [
          { serialNumber: 'B1', hardwareId: 'hw' },
          { serialNumber: 'B1', hardwareId: 'other' },
        ],
      ],
      [
        'one thing and another',
        [
          { serialNumber: 'B1', model: 'M1' },
          { serialNumber: 'B1', operatingSystem: 'OS1' },
        ],
      ],
      [
        'three times',
        [
          { hardwareId: 'hw', model: 'M1' },
          { hardwareId: 'hw', serialNumber: 'B1' },
          { serialNumber: 'B1', maker: 'HP' },
        ],
      ],
    ]
    const outcome = async (id: string, mark: string) => {
      const ask = async (statement: string, ...more: string[]) =>
        (await world.test.owner.query(statement, [id, ...more])).rows
      return {
        used: await ask(
          'SELECT type, used FROM license_counters WHERE organization_id = $1 AND used > 0 ORDER BY type',
        ),
        kept: await ask(
          `SELECT name, host_name, class, serial_number, hardware_id, enrollment_key, maker, model, operating_system
             FROM devices WHERE organization_id = $1 AND (serial_number LIKE '%' || $2 OR hardware_id LIKE '%' || $2) ORDER BY serial_number, hardware_id, name`,
          mark,
        ),
        seen: await ask(
          `SELECT name, class, maker, model FROM seen_devices
             WHERE organization_id = $1 AND (serial_number LIKE '%' || $2 OR hardware_id LIKE '%' || $2) ORDER BY serial_number, hardware_id, name`,
          mark,
        ),
      }
    }
    /** Devices of one case are none of another one. */
    const marked = (row: object, mark: string) =>
      Object.fromEntries(
        Object.entries(row).map(([field, value]) => [
          field,
          field === 'serialNumber' || field === 'hardwareId' ? `${value}${mark}` : value,
        ]),
      )
    /** A customer for those that are sent in one request, and one for the others. */
    let places: { id: string; new: string; waiting: string }[]
    beforeAll(async () => {
      const place = async () => {
        const id = await customer()
        return { id, new: (await tokenOf(id)).token, waiting: (await tokenOf(id, { license: 'wait' })).token }
      }
      places = [await place(), await place()]
    })
    let tried = 0
    const [, pair] = rows[3] as [string, object[]]
    const first = { name: 'known', class: 'server', model: 'M0', operatingSystem: 'OS0', serialNumber: 'B1' }
    const withId = { ...first, hardwareId: 'hw' }
    const asItWas: [string, object[]][] = [
      ['another name, then all as it was', [{ name: 'other', serialNumber: 'B1' }, withId]],
      ['all as it was, then another name', [withId, { name: 'other', serialNumber: 'B1' }]],
    ]
    // What its rows tell together may find one that is there, which the first of them alone did not: of that, new ones are told.
    const ofNew = ['three times']
    const cases = rows.flatMap(([title, batch]) =>
      (ofNew.includes(title) ? (['new'] as const) : (['new', 'known', 'by hand'] as const)).map((which) => ({
        title,
        which,
        batch,
      })),
    )
    const ofIds = asItWas.map(([title, batch]) => ({ title, which: 'known by its hardware id' as const, batch }))
    it.each([...cases, ...ofIds, { title: 'waiting', which: 'waiting' as const, batch: pair }])(
      '$title, $which',
      async ({ which, batch }) => {
        const mark = `~${++tried}`
        const named = batch.map((row, index) => ({ name: `row ${index}`, ...marked(row, mark) }))
        const ways = [
          async (token: string) => enroll(token, named),
          async (token: string) => {
            const items = []
            for (const row of named) items.push(...(await enroll(token, [row])))
            return items
          },
        ]
        const done = []
        for (const [index, way] of ways.entries()) {
          const { id, ...tokens } = places[index] as (typeof places)[0]
          const token = tokens[which === 'waiting' ? 'waiting' : 'new']
          if (which === 'known') await enroll(token, [marked(first, mark)])
          if (which === 'known by its hardware id') await enroll(token, [marked(withId, mark)])
          if (which === 'by hand')
            expect(
              (await api.call(createDevice, { body: { organizationId: id, ...marked(first, mark) } } as never)).status,
            ).toBe(201)
          done.push([told(await way(token)), await outcome(id, mark)])
        }
        expect(done[0]).toEqual(done[1])
        expect(done[0]?.[1]).not.toMatchObject({ kept: [], seen: [] })
      },
    )
  })

  it('sent twice in a batch, and by many at once, takes one license', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    const batch = Array.from({ length: 40 }, (_, index) => box(`C-${index % 20}`))
    const answers = await Promise.all(Array.from({ length: 8 }, () => enroll(token, batch)))
    expect(await devicesOf(id)).toHaveLength(20)
    expect(answers.flat().filter(({ result }) => result === 'enrolled')).toHaveLength(20)
    const { rows } = await world.test.owner.query(
      "SELECT used FROM license_counters WHERE organization_id = $1 AND type = 'it_assets'",
      [id],
    )
    expect(rows).toEqual([{ used: 20 }])
  })

  it.each(['suspended', 'archived'] as const)(
    'is not enrolled where the customer is %s, and reports itself only where that is not the archive',
    async (status) => {
      const id = await customer()
      const { token } = await tokenOf(id)
      await enroll(token, [box('X0'), box('Y0')])
      for (const to of status === 'archived' ? (['offboarding', 'archived'] as const) : (['suspended'] as const))
        await api.call(changeCustomerStatus, { params: { id }, body: { status: to } }, { ifMatch: '*' })
      const answer = await send(token, [box('X1')])
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'organization_not_growing'])
      const known = await send(token, [box('X0'), box('Y0', { model: 'New' }), box('X1')])
      if (status === 'archived') expect(known.statusCode).toBe(409)
      else expect(told(known.json().items)).toEqual(['updated', 'updated', 'refused organization_not_growing'])
      const nobody = await send(token, [{ name: 'nobody', serialNumber: 'To be filled by O.E.M.' }])
      expect(nobody.statusCode).toBe(status === 'archived' ? 409 : 200)
      const all = await devicesOf(id)
      expect(all.map(({ model }) => model)).toEqual([null, status === 'archived' ? null : 'New'])
      expect(await seenOf(id)).toEqual([])
    },
  )
})

describe('a token that lets devices wait', () => {
  it('takes no license, and one click gives them theirs; what is a device already is updated (RI8)', async () => {
    const id = await customer()
    const [known] = await enroll((await tokenOf(id)).token, [box('O-1')])
    const made = await tokenOf(id, { license: 'wait' })
    expect(made).toMatchObject({ license: 'wait', devices: 0 })
    const ledger = async () =>
      (
        await world.test.owner.query('SELECT count(*)::int AS rows FROM license_ledger WHERE organization_id = $1', [
          id,
        ])
      ).rows[0].rows
    const before = await ledger()
    const results = await enroll(made.token, [box('O-1', { model: 'New' }), box('O-2'), box('O-3')])
    expect(told(results)).toEqual(['updated', 'waiting on_purpose', 'waiting on_purpose'])
    expect(results[0]?.deviceId).toBe(known?.deviceId)
    expect(await ledger()).toBe(before)
    expect(await seenOf(id)).toMatchObject([
      { name: 'box-O-2', reason: 'on_purpose' },
      { name: 'box-O-3', reason: 'on_purpose' },
    ])
    await limit(id, 'it_assets', 1)
    await enroll((await tokenOf(id)).token, [box('O-4')])
    const because = async (reason: string) => {
      const query = { filter: { organizationId: { eq: id }, reason: { in: [reason] } }, sort: 'name' }
      return (await api.call(listSeenDevices, { query } as never)).body.items.map(({ name }) => name)
    }
    expect(await because('on_purpose')).toEqual(['box-O-2', 'box-O-3'])
    expect(await because('license_exhausted')).toEqual(['box-O-4'])
    await limit(id, 'it_assets', 2)
    const [first] = await seenOf(id)
    expect((await api.call(licenseSeenDevices, { body: { ids: [first?.id as never] } })).body.items).toMatchObject([
      { name: 'box-O-2', code: null },
    ])
    expect(await ledger()).toBeGreaterThan(before)
    expect(told(await enroll(made.token, [box('O-2')]))).toEqual(['updated'])
  })
})

describe('what there is no license for (B29)', () => {
  it('is told row by row, waits with what it has reported, and is licensed by a click as far as there are licenses', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    await limit(id, 'it_assets', 1)
    const batch = [
      box('W1'),
      box('W2', { maker: 'Dell' }),
      box('W3'),
      { name: 'phone', class: 'phone', serialNumber: 'P1' },
    ]
    expect(told(await enroll(token, batch))).toEqual([
      'enrolled',
      'refused license_exhausted',
      'refused license_exhausted',
      'enrolled',
    ])
    // Seen again it waits once, with what it reports now.
    await enroll(token, [box('W2', { maker: 'Dell', model: 'R760' })])
    const waiting = await seenOf(id)
    expect(waiting).toMatchObject([
      { name: 'box-W2', maker: 'Dell', model: 'R760', reason: 'license_exhausted' },
      { name: 'box-W3' },
    ])
    expect(await seenOf(id, world.first.partnerAdmin.api)).toEqual([])
    const ids = waiting.map((each) => each.id)
    await limit(id, 'it_assets', 2)
    const preview = await api.call(licenseSeenDevices, { body: { ids } }, { dryRun: true })
    expect(preview.body.items.map(({ code }) => code)).toEqual([null, 'license_exhausted'])
    expect(await seenOf(id)).toHaveLength(2)
    const done = await api.call(licenseSeenDevices, { body: { ids } })
    const ofLimit = /^No IT asset license is left at .+: 0 of 2 free$/
    expect(done.body.items).toMatchObject([
      { name: 'box-W2', code: null, detail: null },
      { name: 'box-W3', code: 'license_exhausted', detail: expect.stringMatching(ofLimit) },
    ])
    expect(await seenOf(id)).toMatchObject([{ name: 'box-W3' }])
    expect(await devicesOf(id)).toHaveLength(3)
    expect(told(await enroll(token, [box('W2')]))).toEqual(['updated'])
    const { rows } = await world.test.owner.query(
      "SELECT reason FROM license_ledger WHERE organization_id = $1 AND type = 'it_assets' AND kind = 'take' ORDER BY number",
      [id],
    )
    expect(rows.map(({ reason }) => reason)).toEqual(['device.enrolled', 'device.licensed'])
    // Once there is one, it enrolls by itself and waits no longer.
    await limit(id, 'it_assets', 3)
    expect(told(await enroll(token, [box('W3')]))).toEqual(['enrolled'])
    expect(await seenOf(id)).toEqual([])
    // One that has come from elsewhere does not wait where it is.
    await enroll(token, [box('W4')])
    const elsewhere = await customer()
    const [made] = await enroll((await tokenOf(elsewhere)).token, [box('W4')])
    await limit(id, 'it_assets', 4)
    const moved = await api.call(
      moveDevice,
      {
        params: { id: made?.deviceId as never },
        body: { organizationId: id as never },
      } as never,
      { ifMatch: '*' },
    )
    expect(moved.status, moved.raw.body).toBe(200)
    expect(told(await enroll(token, [box('W4')]))).toEqual(['updated'])
    expect(await seenOf(id)).toEqual([])
  })

  it('keeps what its next report leaves out, and is licensed by that', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    await limit(id, 'mobile_devices', 0)
    const whole = {
      serialNumber: 'KP1',
      class: 'phone',
      maker: 'HP',
      model: 'M1',
      operatingSystem: 'OS1',
      ipAddresses: ['10.9.9.9'],
      macAddresses: ['00:1a:2b:3c:4d:5e'],
    }
    const refused = ['refused license_exhausted']
    const short = { name: 'renamed', serialNumber: 'KP1' }
    const { serialNumber, ...shown } = whole
    expect(told(await enroll(token, [{ name: 'first', ...whole }]))).toEqual(refused)
    for (const untold of [{}, { class: null, maker: null, model: '', ipAddresses: null }]) {
      expect(told(await enroll(token, [{ ...short, ...untold }]))).toEqual(refused)
      expect(await seenOf(id)).toMatchObject([{ name: 'renamed', ...shown }])
    }
    // An empty list is told.
    expect(told(await enroll(token, [{ ...short, macAddresses: [] }]))).toEqual(refused)
    expect(await seenOf(id)).toMatchObject([{ ...shown, macAddresses: [] }])
    await limit(id, 'mobile_devices', 1)
    expect(told(await enroll(token, [short]))).toEqual(['enrolled'])
    expect(await devicesOf(id)).toMatchObject([{ name: 'renamed', ...whole, macAddresses: [] }])
    const { rows } = await world.test.owner.query(
      "SELECT used FROM license_counters WHERE organization_id = $1 AND type = 'mobile_devices'",
      [id],
    )
    expect(rows).toEqual([{ used: 1 }])
    expect(await seenOf(id)).toEqual([])
  })

  it('at a limit further up is told without it to whoever does not see that', async () => {
    const { providerId } = world.first
    const partner = await customer({ type: 'partner' })
    const id = await customer({ parentId: partner })
    const { token } = await tokenOf(id)
    await limit(partner, 'it_assets', 0)
    await enroll(token, [box('UP-1')])
    const ids = (await seenOf(id)).map((each) => each.id)
    const technician = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [id],
    })
    const detailFor = async (by: typeof api) =>
      (await by.call(licenseSeenDevices, { body: { ids } })).body.items.map(({ detail }) => detail)
    expect(await detailFor(technician.api)).toEqual(['Not enough IT asset licenses are left for you'])
    expect(await detailFor(api)).toEqual([expect.stringMatching(/^No IT asset license is left at .+: 0 of 0 free$/)])
  })

  it('is forgotten, and never by those who do not see it', async () => {
    const id = await customer()
    const { token } = await tokenOf(id)
    await limit(id, 'it_assets', 0)
    await enroll(token, [box('F1')])
    const [seen] = await seenOf(id)
    const params = { id: seen?.id as never }
    expect((await world.first.partnerAdmin.api.call(forgetSeenDevice, { params })).status).toBe(404)
    const strange = await world.first.partnerAdmin.api.call(licenseSeenDevices, { body: { ids: [seen?.id as never] } })
    const gone = { id: seen?.id, name: null, deviceId: null, code: 'not_found', detail: null }
    expect(strange.body.items).toEqual([gone])
    expect((await api.call(forgetSeenDevice, { params })).status).toBe(204)
    expect(await seenOf(id)).toEqual([])
    const { rows: told } = await world.test.owner.query(
      `SELECT e.organization_id, e.action, p.before, p.after FROM audit_events e
       JOIN audit_payloads p ON p.provider_id = e.provider_id AND p.audit_event_id = e.id WHERE e.object_id = $1`,
      [seen?.id],
    )
    const before = { name: 'box-F1', class: seen?.class, serialNumber: seen?.serialNumber, hardwareId: null }
    expect(told).toEqual([{ organization_id: id, action: 'seen_device.forgotten', before, after: null }])
    // What is not there is answered like what somebody does not see, and keeps back nothing else.
    await enroll(token, [box('F2')])
    const [other] = await seenOf(id)
    const ids = [seen?.id, other?.id, seen?.id] as never[]
    expect((await api.call(licenseSeenDevices, { body: { ids } })).body.items).toEqual([
      gone,
      { id: other?.id, name: 'box-F2', deviceId: null, code: 'license_exhausted', detail: expect.any(String) },
    ])
  })

  it('of a customer in the archive is left out where those are hidden', async () => {
    const id = await customer()
    const { token } = await tokenOf(id, { license: 'wait' })
    await enroll(token, [box('AR-1')])
    const listed = async (organizationStatus: object) =>
      (await api.call(listSeenDevices, { query: { filter: { organizationId: { eq: id }, organizationStatus } } })).body
        .total
    expect(await listed({ nin: ['disabled', 'archived'] })).toBe(1)
    const archived = await api.call(
      changeCustomerStatus,
      { params: { id }, body: { status: 'archived' } },
      { ifMatch: '*' },
    )
    expect(archived.status, archived.raw.body).toBe(200)
    expect(await listed({ nin: ['disabled', 'archived'] })).toBe(0)
    expect(await listed({ eq: 'archived' })).toBe(1)
  })

  it('of the pool runs out exactly, under batches of many customers at once', async () => {
    await api.call(createLicensePurchase, { body: { type: 'non_it_assets', quantity: 50, startsOn: '2020-01-01' } })
    const tokens = await Promise.all(Array.from({ length: 6 }, async () => (await tokenOf(await customer())).token))
    const batch = Array.from({ length: 20 }, (_, n) => ({
      name: `thing ${n}`,
      class: 'non_it_asset',
      serialNumber: `ZZ-${n}`,
    }))
    const answers = await Promise.all(tokens.map((token) => enroll(token, batch)))
    expect(answers.flat().filter(({ result }) => result === 'enrolled')).toHaveLength(50)
    expect(answers.flat().filter(({ code }) => code === 'license_exhausted')).toHaveLength(70)
  })
})
