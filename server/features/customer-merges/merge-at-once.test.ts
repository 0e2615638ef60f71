import { getCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { createNote } from '@tenantry/contract/notes.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { lockSpaces } from '../../platform/database/advisory-lock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { addCustomer, contradictions, furnished, merge } from './customer-merges.fixture.ts'

let world: World
let api: HttpCaller
let codes = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const name = () => ({ name: 'Airtel', code: `ONCE${++codes}` })
const rowsOf = async (table: string, ids: string[]) => {
  const { rows } = await world.test.owner.query<{ organization_id: string }>(
    `SELECT organization_id FROM ${table} WHERE organization_id = ANY ($1)`,
    [ids],
  )
  return rows.map(({ organization_id }) => organization_id)
}

describe('two who merge the same two customers at once (B10)', () => {
  it('into each other: one of them wins, nothing is lost, and the other is told that there is no such customer', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await furnished(api, name()), await furnished(api, name(), 'Branch')]
      const answers = await Promise.all([merge(api, a.id, b.id), merge(api, b.id, a.id)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
      const [gone, left] = answers[0].status === 200 ? [a.id, b.id] : [b.id, a.id]
      const { body } = await api.call(getCustomer, { params: { id: left as never } })
      expect(body.counts).toMatchObject({ devices: 4, entities: 2 })
      expect((await api.request('GET', `/api/v1/customers/${gone}`)).headers.location).toBe(`/api/v1/customers/${left}`)
    }
  })

  it('into different ones: it goes into one of them', async () => {
    const [a, b, c] = [await furnished(api, name()), await addCustomer(api, name()), await addCustomer(api, name())]
    const answers = await Promise.all([merge(api, a.id, b), merge(api, a.id, c)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  })

  it('round in a circle: all end in one', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => addCustomer(api, name())))
    const [a, b, c] = ids as [string, string, string]
    const answers = await Promise.all([merge(api, a, b), merge(api, b, c), merge(api, c, a)])
    const done = answers.filter(({ status }) => status === 200).length
    const asked = await Promise.all(ids.map((id) => api.request('GET', `/api/v1/customers/${id}`)))
    expect(asked.filter(({ statusCode }) => statusCode === 308).length).toBe(done)
    expect(asked.map(({ statusCode }) => statusCode)).toContain(200)
  })
})

describe('what is added to a customer while it becomes part of another', () => {
  it('is in the other one, or is refused; it never stays behind', async () => {
    const [a, b] = [await addCustomer(api, name()), await addCustomer(api, name())]
    const params = { id: a as never }
    const device = { organizationId: a as never, name: 'nyc-srv', class: 'server' as const }
    const adding = [1, 2, 3, 4].flatMap((each) => [
      api.call(createDevice, { body: device }),
      api.call(createNote, { params, body: { body: `Note ${each}` } }),
      api.call(createEntity, { params, body: { name: `Entity ${each}` } }),
    ])
    const [merging, ...answers] = await Promise.all([merge(api, a, b), ...adding])
    expect(merging?.status).toBe(200)
    expect(answers.filter(({ status }) => status !== 201 && status !== 404)).toEqual([])
    const added = answers.filter(({ status }) => status === 201).length
    const rows = [
      ...(await rowsOf('devices', [a, b])),
      ...(await rowsOf('notes', [a, b])),
      ...(await rowsOf('entities', [a, b])),
    ]
    expect(rows).toEqual(Array.from({ length: added }, () => b))
    expect(await contradictions(world)).toEqual([])
  })
})

describe('a preview', () => {
  it('waits for whoever adds something, and holds nothing meanwhile that they may need', async () => {
    const [a, b] = [await furnished(api, name()), await addCustomer(api, name())]
    const adding = await world.test.owner.connect()
    await adding.query('BEGIN')
    await adding.query('SELECT pg_advisory_xact_lock_shared($1, hashtext($2))', [
      lockSpaces.trees,
      world.first.providerId,
    ])
    const preview = merge(api, a.id, b, {}, { dryRun: true })
    const waiting = 'SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))'
    await vi.waitFor(async () => expect((await adding.query(waiting)).rowCount).toBe(1), {
      timeout: 15_000,
      interval: 20,
    })
    for (const [table, column] of needed)
      await adding.query(`SELECT 1 FROM ${table} WHERE ${column} = ANY ($1) FOR UPDATE NOWAIT`, [[a.id, b]])
    await adding.query('COMMIT')
    adding.release()
    expect((await preview).status).toBe(200)
  })
})

const needed = [
  ['organizations', 'id'],
  ['organization_counters', 'organization_id'],
  ['license_counters', 'organization_id'],
  ['devices', 'organization_id'],
]
