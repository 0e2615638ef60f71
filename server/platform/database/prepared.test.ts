import { createEntity } from '@tenantry/contract/entities.ts'
import fc from 'fast-check'
import { type Compilable, expressionBuilder, sql } from 'kysely'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Standing, takeWallAway } from '../../testing/walls.fixture.ts'
import { createWorld, type ProviderWorld, type World } from '../../testing/world.ts'
import { newId } from '../clock/clock.ts'
import { type Scope, systemScope } from '../tenancy/scope.ts'
import { UnwalledStatementError } from '../tenancy/statement-sources.ts'
import { createPool } from './pools.ts'
import { type Builder, PreparedStatements, prepared, preparedInsert } from './prepared.ts'
import type { Given } from './slots.ts'
import { TenantDatabase, type TenantTransaction } from './tenant-database.ts'

interface Sent {
  text: string
  values: unknown[]
}

/** A world behind some walls, and what its one connection was sent. */
interface Watched {
  world: World
  database: TenantDatabase
  /** Every membership of both providers. */
  scopes: Scope[]
  organizationIds: string[]
  sent: Sent[]
  close(): Promise<void>
}

async function watched(standing: Standing): Promise<Watched> {
  const world = await createWorld({ codeWall: standing !== 'database' })
  const organizationIds = [world.first, world.second].flatMap((provider) => [
    ...[provider.providerId, provider.partnerId, provider.partnerCustomerId],
    ...[provider.customerId, provider.otherCustomerId],
  ])
  await world.test.owner.query(oneDevice, [organizationIds])
  for (const provider of [world.first, world.second]) await addPersonOfEntity(world, provider)
  await takeWallAway(world, standing)
  const { user, password, host, port, database, connectionString } = world.installation.appPool.options
  const url = connectionString ?? `postgres://${user}:${password}@${host}:${port}/${database}`
  const pool = createPool({ connectionString: url, max: 1 }, () => {})
  const sent: Sent[] = []
  pool.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client) as (statement: unknown) => Promise<never>
    const noted = (statement: Sent | string) => {
      if (typeof statement === 'object') sent.push({ text: statement.text, values: statement.values })
      return query(statement)
    }
    Object.assign(client, { query: noted })
  })
  const { rows } = await world.test.owner.query<Scope>(
    `SELECT provider_id AS "providerId", organization_id AS "organizationId", id AS "membershipId", reach FROM memberships`,
  )
  return {
    world,
    database: new TenantDatabase(pool, { codeWall: standing !== 'database' }),
    scopes: rows,
    organizationIds,
    sent,
    close: async () => {
      await pool.end()
      await world.close()
    },
  }
}

/** Somebody who sees one entity and the device in it: what is prepared is kept for each reach. */
async function addPersonOfEntity(world: World, { providerId, customerId, admin }: ProviderWorld): Promise<void> {
  const params = { id: customerId as never }
  const { body, status, raw } = await admin.api.call(createEntity, { params, body: { name: 'a branch' } })
  if (status !== 201) throw new TypeError(raw.body)
  await world.test.owner.query('UPDATE devices SET entity_id = $1 WHERE organization_id = $2', [body.id, customerId])
  const place = { providerId, organizationId: customerId, role: 'technician', reach: 'entities' } as const
  await world.addPerson({ ...place, entities: [body.id] })
}

/** In each of them. */
const oneDevice = `INSERT INTO devices (provider_id, id, organization_id, name, name_key, class, created_at, updated_at)
  SELECT provider_id, gen_random_uuid(), id, 'a server', 'a server', 'server', now(), now()
  FROM organizations WHERE id = ANY ($1)`

type Values = { id: string; text: string }
type Build = (db: Builder, given: Given<Values>, scope: Given<Omit<Scope, 'reach'>>) => Compilable<object>

/** One statement of each kind, over tables with walls of each kind. */
const kinds: readonly Build[] = [
  (db, { id }) => db.selectFrom('organizations').select(['id', 'name']).where('id', '=', id),
  (db, { id }) => db.selectFrom('organization_settings').selectAll().where('organization_id', '=', id),
  (db, { id, text }) =>
    db
      .selectFrom('devices as d')
      .leftJoin('organizations as o', (join) =>
        join.onRef('o.provider_id', '=', 'd.provider_id').onRef('o.id', '=', 'd.organization_id'),
      )
      .select(['d.name', 'o.name as home', text.as('said')])
      .where('d.organization_id', '=', id)
      .where('d.id', 'in', (eb) => eb.selectFrom('devices').select('devices.id')),
  (db, { text, id }) =>
    db.updateTable('devices').set({ name: text }).where('organization_id', '=', id).returning(['id', 'name']),
  (db, { id }) => db.deleteFrom('membership_organizations').where('organization_id', '=', id).returningAll(),
  (db, { id, text }) =>
    db
      .insertInto('organization_counters')
      .columns(['provider_id', 'organization_id', 'name_key'])
      .expression((eb) =>
        eb.selectFrom('organizations as o').select(['o.provider_id', 'o.id', 'o.name_key']).where('o.id', '=', id),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['provider_id', 'organization_id'])
          .doUpdateSet((eb) => ({ users: eb(eb.ref('organization_counters.users'), '+', 1) })),
      )
      .returning(['organization_id', text.as('said')]),
  (db, { id, text }, scope) =>
    db
      .insertInto('audit_seals')
      .values({
        provider_id: scope.providerId,
        number: 1_000_000,
        organization_id: id,
        audit_event_id: id,
        occurred_at: sql<Date>`now()`,
        hash: sql<Buffer>`sha256(${text}::bytea)`,
      })
      .returning(['provider_id', 'number']),
]

describe.each(['both', 'code', 'database'] as const)('with the wall standing: %s', (standing) => {
  let world: Watched

  beforeAll(async () => {
    world = await watched(standing)
  })
  afterAll(() => world.close())

  /** Runs and takes back; a refusal by row security is an answer too. */
  const outcome = async (scope: Scope, run: (tx: TenantTransaction) => Promise<unknown>) => {
    world.sent.length = 0
    const rows = await world.database
      .within(scope, run, { dryRun: true })
      .catch((error: { code?: string }) => error.code ?? Promise.reject(error))
    return { rows, sent: [...world.sent] }
  }

  it('what is prepared sends and answers what a statement built for its caller alone would, whoever came before', async () => {
    const reaches = new Set(world.scopes.map(({ reach }) => reach))
    expect([...reaches].sort()).toEqual(['all', 'entities', 'selected', 'subtree'])
    const prepareds = kinds.map((build) => prepared<Values, object>(build))
    const call = fc.record({
      kind: fc.nat(kinds.length - 1),
      scope: fc.nat(world.scopes.length - 1),
      organization: fc.nat(world.organizationIds.length - 1),
      text: fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\0', '')),
    })
    let answered = 0
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 12 }), async (calls) => {
        for (const { kind, scope: of, organization, text } of calls) {
          const [scope, id] = [world.scopes[of], world.organizationIds[organization] ?? '']
          const [build, run] = [kinds[kind], prepareds[kind]]
          if (!scope || !build || !run) throw new TypeError('There is no such call')
          const kept = await outcome(scope, (tx) => run(tx, { id, text }))
          const anew = await outcome(scope, async (tx) => {
            const fresh = build(tx, valuesOf({ id, text }), valuesOf(scope))
            return (await tx.executeQuery(fresh.compile())).rows
          })
          expect(kept).toEqual(anew)
          if (Array.isArray(kept.rows)) answered += kept.rows.length
        }
      }),
      { numRuns: 30 },
    )
    expect(answered).toBeGreaterThan(0)
  })

  it('rows of several columns are inserted into the own provider, and into no other', async () => {
    const insert = preparedInsert('organization_settings')
    for (const provider of [world.world.first, world.world.second]) {
      const row = { organization_id: provider.customerId, name: 'timeZone', value: 'Asia/Tokyo' }
      const second = { ...row, name: 'currency', value: 'JPY' }
      await world.database.within(systemScope(provider.providerId), (tx) => insert(tx, [row, second]))
      await world.database.within(systemScope(provider.providerId), (tx) =>
        insert(tx, [{ ...row, organization_id: provider.otherCustomerId }]),
      )
    }
    const { rows } = await world.world.test.owner.query(
      'SELECT provider_id, count(*)::int FROM organization_settings GROUP BY provider_id ORDER BY provider_id',
    )
    const ids = [world.world.first.providerId, world.world.second.providerId].sort()
    expect(rows).toEqual(ids.map((provider_id) => ({ provider_id, count: 3 })))
  })
})

function valuesOf<T extends object>(values: T) {
  const entries = Object.entries(values).map(([name, value]) => [name, expressionBuilder<never>().val(value)])
  return Object.fromEntries(entries) as Given<T>
}

describe('a prepared statement', () => {
  let world: Watched
  let scope: Scope

  beforeAll(async () => {
    world = await watched('both')
    scope = systemScope(world.world.first.providerId)
  })
  afterAll(() => world.close())

  const within = <T>(work: (tx: TenantTransaction) => Promise<T>) => world.database.within(scope, work)
  const name = prepared((db, { id }: Given<{ id: string }>) =>
    db.selectFrom('organizations').select('name').where('id', '=', id),
  )

  it('takes the provider of a row from the scope and from nothing else', async () => {
    const given = prepared((db, row: Given<{ provider_id: string; id: string; name: string }>) =>
      db
        .insertInto('organization_settings')
        .values({ provider_id: row.provider_id, organization_id: row.id, name: row.name, value: row.name }),
    )
    const row = { provider_id: scope.providerId, id: world.world.first.customerId, name: 'currency' }
    await expect(within((tx) => given(tx, row))).rejects.toThrow(UnwalledStatementError)
    const fixed = prepared((db, row: Given<{ id: string }>) =>
      db
        .insertInto('organization_settings')
        .values({ provider_id: scope.providerId, organization_id: row.id, name: 'currency', value: 'EUR' }),
    )
    await expect(within((tx) => fixed(tx, row))).rejects.toThrow(UnwalledStatementError)
  })

  it('passes the wall like any other', async () => {
    const raw = prepared((db) => db.selectFrom(sql<{ id: string }>`(select id from organizations)`.as('o')).selectAll())
    await expect(within((tx) => raw(tx, {}))).rejects.toThrow(UnwalledStatementError)
  })

  it('sees no value while it is built', async () => {
    const computed = prepared((db, { id }: Given<{ id: string }>) =>
      db.selectFrom('organizations').select('name').where('name', 'like', `%${id}%`),
    )
    await expect(within((tx) => computed(tx, { id: 'x' }))).rejects.toThrow('not known')
    let kept: Given<{ id: string }> | undefined
    const leaking = prepared((db, given: Given<{ id: string }>) => {
      kept = given
      return db.selectFrom('organizations').select('name').where('id', '=', given.id)
    })
    await within((tx) => leaking(tx, { id: newId() }))
    const outside = within((tx) =>
      tx
        .selectFrom('organizations')
        .select('name')
        .where('id', '=', kept?.id ?? '')
        .execute(),
    )
    await expect(outside).rejects.toThrow('runs as a prepared statement only')
  })

  it('runs inside a transaction, and not after its end', async () => {
    const { tx } = await within(async (ended) => ({ tx: ended }))
    await expect(name(tx, { id: newId() })).rejects.toThrow('The transaction has ended')
    await expect(name({} as TenantTransaction, { id: newId() })).rejects.toThrow('run in a transaction')
  })

  it('goes out in the order in which it was asked for among others', async () => {
    const id = world.world.first.customerId
    const rename = (tx: TenantTransaction, to: string) =>
      tx.updateTable('organizations').set({ name: to }).where('id', '=', id).execute()
    const seen = await world.database.within(
      scope,
      (tx) => Promise.all([rename(tx, 'once'), name(tx, { id }), rename(tx, 'twice'), name(tx, { id })]),
      { dryRun: true },
    )
    expect([seen[1], seen[3]]).toEqual([[{ name: 'once' }], [{ name: 'twice' }]])
  })

  it('is built for each set of names that are given, and what is undefined is not', async () => {
    let built = 0
    const change = prepared((db, { id, ...columns }: Given<{ id: string; city?: string; state?: string }>) => {
      built++
      return db.updateTable('organizations').set(columns).where('id', '=', id).returning(['city', 'state'])
    })
    const id = world.world.first.customerId
    const both = await within((tx) => change(tx, { id, city: 'Ulm', state: 'DE-BW' }))
    const one = await within((tx) => change(tx, { id, city: 'Bonn', state: undefined }))
    const again = await within((tx) => change(tx, { id, city: 'Kiel' }))
    expect([both, one, again]).toEqual([
      [{ city: 'Ulm', state: 'DE-BW' }],
      [{ city: 'Bonn', state: 'DE-BW' }],
      [{ city: 'Kiel', state: 'DE-BW' }],
    ])
    expect(built).toBe(2)
  })

  it('is kept while it is among those that were used last', async () => {
    const statements = new PreparedStatements(2)
    const built: string[] = []
    const run = (shape: string) =>
      within((tx) =>
        statements.run(tx, {
          shape,
          values: {},
          build: (db) => {
            built.push(shape)
            return db.selectFrom('organizations').select('id').orderBy(sql.raw(shape))
          },
        }),
      )
    for (const shape of ['name', 'code', 'name', 'type', 'name', 'code']) await run(shape)
    expect(built).toEqual(['name', 'code', 'type', 'code'])
  })
})
