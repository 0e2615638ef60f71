import type { Socket } from 'node:net'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { systemScope } from '../tenancy/scope.ts'
import { createPool } from './pools.ts'
import { prepared } from './prepared.ts'
import { TenantDatabase, type TenantTransaction, withCommit } from './tenant-database.ts'

let world: World
/** One connection, so that each transaction gets the one of the transaction before. */
let database: TenantDatabase
let pool: pg.Pool

beforeAll(async () => {
  world = await createWorld()
  const { user, password, host, port, database: name } = world.installation.appPool.options
  const connectionString =
    world.installation.appPool.options.connectionString ?? `postgres://${user}:${password}@${host}:${port}/${name}`
  pool = createPool({ connectionString, max: 1 }, () => {})
  database = new TenantDatabase(pool)
})
afterAll(async () => {
  await pool.end()
  await world.close()
})

const names = (tx: TenantTransaction) =>
  tx.selectFrom('organizations').select('name').where('type', '=', 'provider').execute()
const providerName = prepared((db) => db.selectFrom('organizations').select('name').where('type', '=', 'provider'))
const first = () => systemScope(world.first.providerId)
const second = () => systemScope(world.second.providerId)
const rename = (tx: TenantTransaction, name: string) =>
  tx.updateTable('organizations').set({ region: name }).where('type', '=', 'provider').execute()
const region = async () =>
  (
    await database.within(first(), (tx) =>
      tx.selectFrom('organizations').select('region').where('type', '=', 'provider').execute(),
    )
  )[0]?.region

describe('a transaction', () => {
  it('sees the rows of its own scope on a connection that has just had another', async () => {
    expect(await database.within(first(), names)).toEqual([{ name: 'First Provider' }])
    expect(await database.within(second(), names)).toEqual([{ name: 'Second Provider' }])
    expect(await database.within(first(), names)).toEqual([{ name: 'First Provider' }])
  })

  it('commits what it did, and takes all of it back when it throws', async () => {
    await database.within(first(), (tx) => rename(tx, 'kept'))
    const failing = database.within(first(), async (tx) => {
      await rename(tx, 'lost')
      throw new RangeError('after the write')
    })
    await expect(failing).rejects.toThrow('after the write')
    expect(await region()).toBe('kept')
  })

  it('takes everything back in a dry run and refuses writes when it only reads', async () => {
    await database.within(first(), (tx) => rename(tx, 'dry'), { dryRun: true })
    expect(await region()).toBe('kept')
    await expect(database.within(first(), (tx) => rename(tx, 'read'), { readOnly: true })).rejects.toMatchObject({
      code: '25006',
    })
  })

  it('sees one moment in all of its statements when it only reads', async () => {
    const seen = await database.within(
      first(),
      async (tx) => {
        const before = await names(tx)
        await world.test.owner.query("UPDATE organizations SET name = name || '!' WHERE type = 'provider'")
        return [before, await names(tx)]
      },
      { readOnly: true },
    )
    expect(seen).toEqual([[{ name: 'First Provider' }], [{ name: 'First Provider' }]])
    await world.test.owner.query("UPDATE organizations SET name = rtrim(name, '!') WHERE type = 'provider'")
  })

  it('keeps what travels with the commit, and takes everything back when that fails', async () => {
    await database.within(first(), async (tx) => void (await withCommit(tx, rename(tx, 'with the commit'))))
    expect(await region()).toBe('with the commit')
    const failing = database.within(first(), async (tx) => {
      await rename(tx, 'lost')
      await withCommit(
        tx,
        tx.updateTable('organizations').set({ status: 'nowhere' }).where('type', '=', 'provider').execute(),
      )
    })
    await expect(failing).rejects.toMatchObject({ code: '23514' })
    expect(await region()).toBe('with the commit')
    await database.within(first(), (tx) => rename(tx, 'kept'))
  })

  it('ends with what failed, not with what failed because of it and was heard of first', async () => {
    const failing = database.within(first(), async (tx) => {
      const broken = tx.updateTable('organizations').set({ status: 'nowhere' }).where('type', '=', 'provider').execute()
      // Some promises later than the statement after it.
      await withCommit(tx, Promise.all([Promise.all([broken])]))
      await names(tx)
    })
    await expect(failing).rejects.toMatchObject({ code: '23514' })
    const atOnce = database.within(first(), async (tx) => {
      const broken = tx.updateTable('organizations').set({ status: 'nowhere' }).where('type', '=', 'provider').execute()
      await Promise.all([Promise.all([Promise.all([broken])]), names(tx)])
    })
    await expect(atOnce).rejects.toMatchObject({ code: '23514' })
  })

  it('cannot be opened inside another', async () => {
    await expect(database.within(first(), () => database.within(second(), names))).rejects.toThrow('open already')
  })

  it('takes no statement after its end, so that none runs under the scope of the next one', async () => {
    let resume = () => {}
    const late = new Promise<void>((resolve) => {
      resume = resolve
    })
    let straggler: Promise<unknown> = Promise.resolve()
    const failing = database.within(first(), async (tx) => {
      straggler = late.then(() => rename(tx, 'late'))
      straggler.catch(() => {})
      throw new RangeError('a neighbour failed')
    })
    await expect(failing).rejects.toThrow('a neighbour failed')
    await database.within(first(), async (tx) => {
      resume()
      await expect(straggler).rejects.toThrow('The transaction has ended')
      await names(tx)
    })
    expect(await region()).toBe('kept')
  })

  it('leaves no connection behind that holds prepared statements without end', async () => {
    const held = async () => {
      const client = await pool.connect()
      const { rows } = await client.query<{ held: number }>('SELECT count(*)::int AS held FROM pg_prepared_statements')
      client.release()
      return rows[0]?.held ?? -1
    }
    const ever = (from: number) =>
      database.within(first(), async (tx) => {
        for (let each = from; each < from + 400; each++)
          await tx.selectFrom('organizations').select(sql.lit(each).as('n')).execute()
      })
    await ever(0)
    expect(await held()).toBeGreaterThanOrEqual(400)
    await ever(400)
    expect(await held()).toBe(0)
  })

  it('that has committed takes no statement either', async () => {
    const kept = await database.within(first(), async (tx) => ({ tx }))
    await expect(names(kept.tx)).rejects.toThrow('The transaction has ended')
  })

  it('sends what it is asked for at once, in one piece, however it is built', async () => {
    const client = await pool.connect()
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
    client.release()
    const pieces = vi.spyOn(stream, '_write')
    const bundles = vi.spyOn(stream, '_writev')
    const query = vi.spyOn(client, 'query')
    await database.within(first(), async (tx) => {
      const asked = [names(tx), providerName(tx, {}), names(tx), providerName(tx, {})]
      // The transaction's begin, and each of them already.
      expect(query).toHaveBeenCalledTimes(5)
      await Promise.all(asked)
    })
    // What it began with, and the commit.
    expect(pieces).toHaveBeenCalledTimes(2)
    expect(bundles).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })

  it('refuses a scope that is none before anything is sent', async () => {
    await expect(database.within(systemScope("'; RESET ROLE; --"), names)).rejects.toThrow('UUIDs only')
    expect(await database.within(first(), names)).toHaveLength(1)
  })
})
