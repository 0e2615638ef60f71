/** Who gives a serial number to a device of a customer while somebody else does: of the two one has looked before the other writes. */
import { createDevice, listDevices, updateDevice } from '@tenantry/contract/devices.ts'
import { createEnrollmentToken, enrollDevices } from '@tenantry/contract/enrollments.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { startImport, undoImport } from '@tenantry/contract/imports.ts'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { lockSpaces } from '../../platform/database/advisory-lock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { imported, runJob, uploaded } from '../imports/imports.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

let homes = 0
const bring = (lines: string[]) =>
  imported(world, world.first.providerId, world.first.admin, lines.join('\n'), { kind: 'devices', existing: 'update' })
const begun = (id: string) => runJob(world, { providerId: world.first.providerId, person: world.first.admin, id })

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
  // Into the entity, which it waits for after it has looked whose the number is.
  const change = async (more: object = {}) => {
    const patch = { serialNumber: 'same-1', entityId, ...more }
    return (await api.call(updateDevice, { params: { id: changed }, body: patch }, { ifMatch: '*' })).status
  }
  const head = 'ID;Customer code;Device;Class;Serial number;Entity'
  return {
    id,
    code,
    changed,
    entityId,
    create: async () => (await make('created', { serialNumber: 'SAME-1' })).status,
    confirm: async () => (await make('confirmed', { serialNumber: 'SAME-1', confirm: true })).status,
    change: () => change(),
    insist: () => change({ confirm: true }),
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
      await begun(importId)
      return 'brought'
    },
    // By its id: what it is known by is what the row gives it.
    name: async () => {
      const { progress } = await bring([head, `${changed};;changed;server;SAME-1;Branch`])
      return progress.updated
    },
    /** Takes the number away from a device by an import, which then gives it back as it is undone. */
    takenAway: async () => {
      const { id: own } = (await make('numbered', { serialNumber: 'SAME-1' })).body
      const { id: importId } = await bring([head, `${own};${code};numbered;server;OTHER-1;Branch`])
      return async () => {
        expect((await api.call(undoImport, { params: { id: importId } })).status).toBe(200)
        await begun(importId)
        return 'given back'
      }
    },
  }
}
type Site = Awaited<ReturnType<typeof site>>
type Way = 'create' | 'confirm' | 'change' | 'insist' | 'enroll' | 'bring' | 'name'
type Answer = string | number | undefined

const waiting = async () =>
  (
    await world.test.owner.query(
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0',
    )
  ).rowCount ?? 0

/** Begins the second once the first has looked and waits to write, and lets both go on once the second is done or waits. */
async function atOnce(home: Site, first: Way | (() => Promise<Answer>), second: Way): Promise<Answer[]> {
  const holder = await world.test.owner.connect()
  try {
    await holder.query('BEGIN')
    const isNew = first === 'create' || first === 'confirm' || first === 'enroll' || first === 'bring'
    const held = isNew ? home.id : home.entityId
    const table = isNew ? 'organization_counters WHERE organization_id' : 'entities WHERE id'
    await holder.query(`SELECT FROM ${table} = $1 FOR UPDATE`, [held])
    const one = typeof first === 'function' ? first() : home[first]()
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

it.each<[Way, Way, Answer[]]>([
  ['create', 'create', [201, 409]],
  ['create', 'change', [201, 409]],
  ['create', 'enroll', [201, 'updated']],
  ['create', 'bring', [201, 'brought']],
  ['confirm', 'create', [201, 409]],
  ['confirm', 'change', [201, 409]],
  ['confirm', 'enroll', [201, 'updated']],
  ['confirm', 'bring', [201, 'brought']],
  ['change', 'create', [200, 409]],
  ['change', 'enroll', [200, 'updated']],
  ['insist', 'create', [200, 409]],
  ['insist', 'enroll', [200, 'updated']],
  ['enroll', 'create', ['enrolled', 409]],
  ['enroll', 'change', ['enrolled', 409]],
  ['enroll', 'bring', ['enrolled', 'brought']],
  ['bring', 'create', ['brought', 409]],
  ['bring', 'enroll', ['brought', 'updated']],
  ['name', 'create', [1, 409]],
  ['name', 'enroll', [1, 'updated']],
])('one device has a serial number that is given to two at once: %s and %s', async (first, second, answers) => {
  const home = await site()
  expect(await atOnce(home, first, second)).toEqual(answers)
  expect(await withNumber(home)).toBe(1)
})

it('one device has a serial number that an import gives back as it is undone, while it is given to another', async () => {
  const home = await site()
  expect(await atOnce(home, await home.takenAway(), 'create')).toEqual(['given back', 409])
  expect(await withNumber(home)).toBe(1)
})

it('two have a serial number where that is confirmed, also at once', async () => {
  const home = await site()
  expect(await atOnce(home, 'create', 'confirm')).toEqual([201, 201])
  expect(await withNumber(home)).toBe(2)
})

it('what a file brings to several customers waits for all of them in one order, whichever its numbers are for', async () => {
  const [one, other] = [await site(), await site()]
  const holder = await world.test.owner.connect()
  try {
    await holder.query('BEGIN')
    await holder.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [lockSpaces.enrollments, one.id])
    const importing = bring([
      'ID;Customer code;Device;Class;Serial number',
      `;${other.code};numbered;server;SAME-1`,
      `${one.changed};;renamed;server;`,
    ])
    await vi.waitFor(async () => expect(await waiting()).toBe(1), 30_000)
    // Who would wait for the other customer here holds what the file waits for.
    const free = 'SELECT pg_try_advisory_xact_lock_shared($1, hashtext($2)) AS is_free'
    expect((await holder.query(free, [lockSpaces.enrollments, other.id])).rows).toEqual([{ is_free: true }])
    await holder.query('COMMIT')
    expect((await importing).progress).toMatchObject({ created: 1, updated: 1 })
  } finally {
    holder.release()
  }
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
