/** What keeps a bulk change from going on: whoever made it may no longer, and what nobody has foreseen. */
import { createApiKey, revokeApiKey } from '@tenantry/contract/api-keys.ts'
import {
  type BulkChangeInput,
  createBulkChange,
  getBulkChange,
  undoBulkChange,
} from '@tenantry/contract/bulk-changes.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { runJob } from './bulk-changes.fixture.ts'

let world: World
let maker: Person

beforeAll(async () => {
  world = await createWorld()
  const { providerId } = world.first
  maker = await world.addPerson({
    providerId,
    organizationId: providerId,
    role: 'provider_administrator',
    reach: 'all',
  })
})
afterAll(() => world.close())

async function begun(word: string, change: BulkChangeInput['change'], by = maker.api): Promise<string> {
  const ids: BulkChangeInput['ids'] = []
  for (const name of [`${word} 1`, `${word} 2`]) ids.push((await added(maker.api, { name })).body.id)
  const { body, raw } = await by.call(createBulkChange, { body: { list: 'customers', ids, change } })
  if (!body.bulkChange) throw new TypeError(raw.body)
  return body.bulkChange.id
}

const run = (id: string) => runJob(world, id, maker)

const read = async (id: string) => (await maker.api.call(getBulkChange, { params: { id: id as never } })).body
const tag = async (name: string) => (await maker.api.call(createTag, { body: { name } })).body.id
const undo = (id: string) => maker.api.call(undoBulkChange, { params: { id: id as never } })
const stand = (status: 'active' | 'deactivated') =>
  world.test.owner.query('UPDATE memberships SET status = $1 WHERE id = $2', [status, maker.membershipId])

describe('a bulk change (B24)', () => {
  it('ends with the key that it was begun with', async () => {
    const { body: key } = await maker.api.call(createApiKey, { body: { name: 'Script', expiresInDays: 1 } })
    const byKey = new HttpCaller(world.app, { authorization: `Bearer ${key.key}` })
    const id = await begun('By key', { kind: 'settings', currency: 'CHF' }, byKey)
    await maker.api.call(revokeApiKey, { params: { id: key.id } })
    await run(id)
    expect(await read(id)).toMatchObject({ state: 'stopped', changed: 0 })
  })

  it('that is being taken back by somebody who may no longer is taken back once they may', async () => {
    const id = await begun('Back', { kind: 'settings', currency: 'SEK' })
    await run(id)
    await undo(id)
    await stand('deactivated')
    await run(id)
    await stand('active')
    expect(await read(id)).toMatchObject({ state: 'stopped', changed: 2, restored: 0 })
    expect((await undo(id)).status).toBe(200)
    await run(id)
    expect(await read(id)).toMatchObject({ state: 'undone', restored: 2 })
  })

  it('takes away no tag that somebody puts on meanwhile', async () => {
    const { owner } = world.test
    const { providerId } = world.first
    const [mine, theirs] = [await tag('Mine'), await tag('Theirs')]
    const id = await begun('Tagged', { kind: 'tags', add: [mine], remove: [] })
    const find = { query: { q: 'Tagged' } } as never
    const [first] = (await maker.api.call(listCustomers, find)).body.items
    const other = await owner.connect()
    try {
      await other.query('BEGIN')
      await other.query('UPDATE organizations SET version = version + 1 WHERE id = $1', [first?.id])
      await other.query('INSERT INTO organization_tags VALUES ($1, $2, $3, $1)', [providerId, first?.id, theirs])
      const running = run(id)
      const waiting = 'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted'
      await expect.poll(async () => (await owner.query(waiting)).rows[0].n, { timeout: 20_000 }).toBeGreaterThan(0)
      await other.query('COMMIT')
      await running
    } finally {
      other.release(true)
    }
    const { items } = (await maker.api.call(listCustomers, find)).body
    expect(items.map(({ tags }) => tags.map(({ name }) => name))).toEqual([['Mine', 'Theirs'], ['Mine']])
    expect(await read(id)).toMatchObject({ state: 'done', changed: 2 })
  })

  it('leaves out what is in its way again and again', async () => {
    const { owner } = world.test
    await owner.query("CREATE UNIQUE INDEX unforeseen ON organization_settings (value) WHERE value = 'NOK'")
    try {
      const id = await begun('Odd', { kind: 'settings', currency: 'NOK' })
      await run(id)
      expect(await read(id)).toMatchObject({ state: 'done', changed: 1, refused: 1, left: [{ code: 'conflict' }] })
    } finally {
      await owner.query('DROP INDEX unforeseen')
    }
  })
})
