/** Who gives a serial number to a device of a customer while somebody else does: of the two one has looked before the other writes. */
import { createDevice, listDevices, updateDevice } from '@tenantry/contract/devices.ts'
import { createEnrollmentToken, enrollDevices } from '@tenantry/contract/enrollments.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { startImport } from '@tenantry/contract/imports.ts'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { runJob, uploaded } from '../imports/imports.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

let homes = 0
/** A customer with an entity and with ways to give its devices one serial number, each telling what came of it. */
async function site() {
  const code = `SERIAL${++homes}`
  const id = (await added(api, { name: `Serial ${homes}`, code })).body.id
  const entityId = (await api.call(createEntity, { params: { id }, body: { name: 'Branch' } })).body.id
  const { body } = await api.call(createEnrollmentToken, { params: { id }, body: { name: 'Site' } })
  const authorization = `Bearer ${body.token}`
  const make = (name: string, more: object = {}) =>
    api.call(createDevice, { body: { name, class: 'server', organizationId: id, ...more } })
  const changed = (await make('changed')).body.id
  return {
    id,
    entityId,
    create: async () => (await make('created', { serialNumber: 'SAME-1' })).status,
    confirm: async () => (await make('confirmed', { serialNumber: 'SAME-1', confirm: true })).status,
    // Into the entity, which it waits for after it has looked whose the number is.
    change: async () => {
      const patch = { serialNumber: 'same-1', entityId }
      return (await api.call(updateDevice, { params: { id: changed }, body: patch }, { ifMatch: '*' })).status
    },
    enroll: async () => {
      const devices = [{ name: 'enrolled', hardwareId: `hw-${code}`, serialNumber: 'SAME-1' }]
      const url = `/api/v1${enrollDevices.path}`
      const answer = await world.anonymous.request('POST', url, { devices }, { authorization })
      return answer.json().items[0].result
    },
    bring: async () => {
      const file = `Customer code;Device;Class;Serial number\n${code};brought;server;SAME-1`
      const { id: importId } = await uploaded(api, file, 'devices')
      await api.call(startImport, { params: { id: importId } })
      await runJob(world, { providerId: world.first.providerId, person: world.first.admin, id: importId })
      return 'brought'
    },
  }
}
type Site = Awaited<ReturnType<typeof site>>
type Way = 'create' | 'confirm' | 'change' | 'enroll' | 'bring'

/** Begins the second once the first has looked and waits to write, and lets both go on once the second is done or waits. */
async function atOnce(home: Site, first: Way, second: Way): Promise<(string | number)[]> {
  const holder = await world.test.owner.connect()
  const waiting = async () =>
    (
      await world.test.owner.query(
        'SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0',
      )
    ).rowCount ?? 0
  try {
    await holder.query('BEGIN')
    const held = first === 'change' ? home.entityId : home.id
    const table = first === 'change' ? 'entities WHERE id' : 'organization_counters WHERE organization_id'
    await holder.query(`SELECT FROM ${table} = $1 FOR UPDATE`, [held])
    const one = home[first]()
    await vi.waitFor(async () => expect(await waiting()).toBe(1), 30_000)
    let isDone = false
    const other = home[second]().finally(() => {
      isDone = true
    })
    await vi.waitFor(async () => expect(isDone || (await waiting()) > 1).toBe(true), 30_000)
    await holder.query('COMMIT')
    return await Promise.all([one, other])
  } finally {
    holder.release()
  }
}

it.each<[Way, Way, (string | number)[]]>([
  ['create', 'create', [201, 409]],
  ['create', 'change', [201, 409]],
  ['create', 'enroll', [201, 'updated']],
  ['create', 'bring', [201, 'brought']],
  ['change', 'create', [200, 409]],
  ['change', 'enroll', [200, 'updated']],
  ['enroll', 'create', ['enrolled', 409]],
  ['enroll', 'change', ['enrolled', 409]],
  ['enroll', 'bring', ['enrolled', 'brought']],
  ['bring', 'create', ['brought', 409]],
  ['bring', 'enroll', ['brought', 'updated']],
])('one device has a serial number that is given to two at once: %s and %s', async (first, second, answers) => {
  const home = await site()
  expect(await atOnce(home, first, second)).toEqual(answers)
  expect(await withNumber(home)).toBe(1)
})

it('two have a serial number where that is confirmed, also at once', async () => {
  const home = await site()
  expect(await atOnce(home, 'create', 'confirm')).toEqual([201, 201])
  expect(await withNumber(home)).toBe(2)
})

it('of many who add one serial number at once one gets it, and others of other numbers theirs', async () => {
  const home = await site()
  const others = Array.from({ length: 4 }, (_, n) =>
    api.call(createDevice, {
      body: { name: `other ${n}`, class: 'server', organizationId: home.id, serialNumber: `OTHER-${n}` },
    }),
  )
  const answers = await Promise.all([...Array.from({ length: 6 }, home.create), home.enroll()])
  expect((await Promise.all(others)).map(({ status }) => status)).toEqual([201, 201, 201, 201])
  expect(answers.filter((answer) => answer === 201 || answer === 'enrolled')).toHaveLength(1)
  expect(await withNumber(home)).toBe(1)
})

async function withNumber({ id }: Site): Promise<number> {
  const { items } = (await api.call(listDevices, { query: { filter: { organizationId: { eq: id } } } })).body
  return items.filter(({ serialNumber }) => serialNumber?.toUpperCase() === 'SAME-1').length
}
