import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tables } from '../../database/tables.generated.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { newId, systemClock } from '../clock/clock.ts'
import type { TenantTransaction } from '../database/tenant-database.ts'
import { systemScope } from './scope.ts'
import { UnwalledStatementError } from './statement-sources.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const inFirst = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
  world.installation.database.within(systemScope(world.first.providerId), work)

const refused = (work: (tx: TenantTransaction) => Promise<unknown>) =>
  expect(inFirst(work)).rejects.toThrow(UnwalledStatementError)

type AnyTable = { kysely_migration: { name: string } }
const beyond = (tx: TenantTransaction) => tx as Kysely<Tables & AnyTable>

describe('the typed data access', () => {
  it('refuses a table that is not registered, wherever a statement names it', async () => {
    await refused((tx) => beyond(tx).selectFrom('kysely_migration').selectAll().execute())
    await refused((tx) => beyond(tx).selectFrom('kysely_migration as o').select('o.name').execute())
    await refused((tx) =>
      beyond(tx)
        .selectFrom('organizations')
        .innerJoin('kysely_migration as k', 'k.name', 'organizations.name')
        .select('k.name')
        .execute(),
    )
    await refused((tx) =>
      beyond(tx)
        .selectFrom('organizations as o')
        .where('o.name', 'in', (eb) => eb.selectFrom('kysely_migration').select('name'))
        .selectAll()
        .execute(),
    )
    await refused((tx) => beyond(tx).updateTable('kysely_migration').set({ name: '' }).execute())
    await refused((tx) => beyond(tx).deleteFrom('kysely_migration').execute())
    await refused((tx) => beyond(tx).insertInto('kysely_migration').values({ name: '' }).execute())
  })

  it('refuses a raw statement', async () => {
    await refused((tx) => sql`select 1`.execute(tx))
    await refused((tx) => sql`RESET ROLE`.execute(tx))
  })

  it('refuses a row without a provider or of another one', async () => {
    const row = { organization_id: world.first.customerId, name: 'x', value: 'y' }
    await refused((tx) =>
      tx
        .insertInto('organization_settings')
        .values(row as never)
        .execute(),
    )
    await refused((tx) =>
      tx
        .insertInto('organization_settings')
        .values([
          { ...row, provider_id: world.first.providerId },
          { ...row, provider_id: world.second.providerId },
        ])
        .execute(),
    )
  })

  it('binds every table of a statement to the provider, joined, nested and combined ones too', async () => {
    const foreign = world.second.providerId
    const counts = await inFirst(async (tx) => [
      await tx.selectFrom('organizations').select('id').where('provider_id', '=', foreign).execute(),
      await tx
        .selectFrom('organizations as o')
        .innerJoin('organizations as other', (join) => join.onTrue())
        .select('other.id')
        .where('other.provider_id', '=', foreign)
        .execute(),
      await tx
        .selectFrom((eb) => eb.selectFrom('organizations').select('provider_id').as('nested'))
        .select('nested.provider_id')
        .where('nested.provider_id', '=', foreign)
        .execute(),
      await tx
        .selectFrom('providers')
        .crossJoin('organizations as other')
        .select('other.id')
        .where('other.provider_id', '=', foreign)
        .execute(),
      await tx
        .selectFrom('organizations')
        .select('id')
        .where('provider_id', '=', world.first.providerId)
        .unionAll((eb) => eb.selectFrom('organizations').select('id').where('provider_id', '=', foreign))
        .where('type', '=', 'nothing')
        .execute(),
    ])
    expect(counts).toEqual([[], [], [], [], []])
  })

  it('changes and deletes nothing of another provider', async () => {
    const change = { updated_at: systemClock.now() }
    const { providerId: foreign, customerId } = world.second
    const touched = await inFirst(async (tx) => [
      await tx.updateTable('organizations').set(change).where('id', '=', customerId).execute(),
      await tx.updateTable('organizations').set(change).where('provider_id', '=', foreign).execute(),
      await tx.deleteFrom('memberships').where('provider_id', '=', foreign).execute(),
    ])
    expect(
      touched.flat().map((result) => ('numUpdatedRows' in result ? result.numUpdatedRows : result.numDeletedRows)),
    ).toEqual([0n, 0n, 0n])
  })
})

describe('a connection of the application without a scope', () => {
  const tables = [
    'providers',
    'organizations',
    'organization_closure',
    'memberships',
    'devices',
    'audit_events',
    'api_keys',
  ]

  it('sees no row, before and after a transaction that had one', async () => {
    const client = await world.installation.appPool.connect()
    const seen = async () => {
      const counts: number[] = []
      for (const table of tables) {
        const { rows } = await client.query<{ count: number }>(
          `select count(*) as count from ${table} where ${table}.provider_id = ${table}.provider_id`,
        )
        counts.push(rows[0]?.count ?? -1)
      }
      return counts
    }
    try {
      expect(await seen()).toEqual(tables.map(() => 0))
      await client.query(`BEGIN; SET LOCAL app.provider_id = '${world.first.providerId}'; SET LOCAL app.reach = 'all'`)
      expect((await seen())[1]).toBeGreaterThan(3)
      await client.query('COMMIT')
      expect(await seen()).toEqual(tables.map(() => 0))
    } finally {
      client.release()
    }
  })

  it('can insert, change and delete nothing', async () => {
    const { providerId, customerId } = world.first
    const { appPool } = world.installation
    const insert =
      "insert into organization_settings (provider_id, organization_id, name, value) values ($1, $2, 'timeZone', 'UTC')"
    await expect(appPool.query(insert, [providerId, customerId])).rejects.toMatchObject({ code: '42501' })
    const update = "update organizations set name = 'x' where organizations.provider_id = $1"
    expect((await appPool.query(update, [providerId])).rowCount).toBe(0)
    expect((await appPool.query('delete from devices where devices.provider_id = $1', [providerId])).rowCount).toBe(0)
    await expect(appPool.query('truncate organizations')).rejects.toMatchObject({ code: '42501' })
    await expect(appPool.query('alter table organizations disable row level security')).rejects.toMatchObject({
      code: '42501',
    })
    await expect(appPool.query('set role tenantry_search')).rejects.toMatchObject({ code: '42501' })
  })

  it('does not get a scope of another provider by naming a row of it', async () => {
    const { database } = world.installation
    const scope = systemScope(world.first.providerId)
    const row = { provider_id: world.first.providerId, organization_id: world.second.customerId, name: 'x', value: 'y' }
    await expect(
      database.within(scope, (tx) => tx.insertInto('organization_settings').values(row).execute()),
    ).rejects.toMatchObject({ code: '23503' })
    const unknown = { ...row, organization_id: newId() }
    await expect(
      database.within(scope, (tx) => tx.insertInto('organization_settings').values(unknown).execute()),
    ).rejects.toMatchObject({ code: '23503' })
  })
})
