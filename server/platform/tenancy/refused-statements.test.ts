import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { takeLock } from '../database/advisory-lock.ts'
import type { TenantTransaction } from '../database/tenant-database.ts'
import { type Scope, systemScope } from './scope.ts'
import { UnwalledStatementError } from './statement-sources.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

type Work = (tx: TenantTransaction) => { execute(): Promise<unknown> }
const inFirst = <T>(work: (tx: TenantTransaction) => Promise<T>, scope: Partial<Scope> = {}) =>
  world.installation.database.within({ ...systemScope(world.first.providerId), ...scope }, work)
const raw = (text: string) => sql<{ id: string }>`${sql.raw(text)}`

const refused: [string, Work][] = [
  [
    'a common table expression',
    (tx) =>
      tx
        .with('o', (db) => db.selectFrom('organizations').select('id'))
        .selectFrom('o')
        .select('o.id'),
  ],
  [
    'a right join',
    (tx) => tx.selectFrom('providers as p').rightJoin('organizations as o', 'o.id', 'p.provider_id').select('o.id'),
  ],
  [
    'a full join',
    (tx) => tx.selectFrom('providers as p').fullJoin('organizations as o', 'o.id', 'p.provider_id').select('o.id'),
  ],
  [
    'a merge',
    (tx) =>
      tx.mergeInto('devices as d').using('organizations as o', 'o.id', 'd.organization_id').whenMatched().thenDelete(),
  ],
  [
    'a deletion by other tables',
    (tx) => tx.deleteFrom('devices').using('organizations as o').whereRef('o.id', '=', 'devices.organization_id'),
  ],
  [
    'a deletion with a join',
    (tx) =>
      tx.deleteFrom('devices').using('entities').innerJoin('organizations as o', 'o.id', 'entities.organization_id'),
  ],
  [
    'an update with a join',
    (tx) =>
      tx
        .updateTable('devices')
        .from('entities')
        .innerJoin('organizations as o', 'o.id', 'entities.organization_id')
        .set({ name: 'x' }),
  ],
  ['a table of another schema', (tx) => tx.withSchema('pg_temp').selectFrom('organizations').select('id')],
  ['a move to another provider', (tx) => tx.updateTable('devices').set({ provider_id: world.second.providerId })],
  [
    'a move within a conflict',
    (tx) =>
      tx
        .insertInto('organization_settings')
        .values(setting())
        .onConflict((conflict) =>
          conflict
            .columns(['provider_id', 'organization_id', 'name'])
            .doUpdateSet({ provider_id: world.second.providerId }),
        ),
  ],
  [
    'a copy with a provider of its own choice',
    (tx) =>
      tx
        .insertInto('organization_closure')
        .columns(['provider_id', 'ancestor_id', 'descendant_id', 'distance'])
        .expression((eb) =>
          eb
            .selectFrom('organization_closure as c')
            .select(({ val }) => [
              val(world.second.providerId).as('provider_id'),
              'c.ancestor_id',
              'c.descendant_id',
              'c.distance',
            ]),
        ),
  ],
  [
    'a copy whose provider is computed',
    (tx) =>
      tx
        .insertInto('providers')
        .columns(['provider_id', 'created_at'])
        .expression((eb) =>
          eb.selectFrom('providers as p').select([sql<string>`gen_random_uuid()`.as('provider_id'), 'p.created_at']),
        ),
  ],
  [
    'a copy of everything',
    (tx) =>
      tx
        .insertInto('providers')
        .columns(['provider_id', 'created_at'])
        .expression((eb) => eb.selectFrom('providers').selectAll()),
  ],
  [
    'values that are computed',
    (tx) => tx.insertInto('providers').values({ provider_id: sql`gen_random_uuid()`, created_at: new Date() }),
  ],
  ['default values', (tx) => tx.insertInto('providers').defaultValues()],
  ...[
    'organizations',
    '"organizations"',
    '(select * from organizations)',
    '(select * from auth.memberships_of(null), organizations)',
    '(select * from auth.memberships_of((select id from organizations)))',
    '(select tenancy.is_set_up() union select true from organizations)',
    '(select * from auth.accounts_of_everybody(1))',
    "dblink('select 1')",
  ].map((text): [string, Work] => [`handwritten FROM: ${text}`, (tx) => tx.selectFrom(raw(text).as('o')).selectAll()]),
  ...['(select max(name) from organizations)', 'exists (table organizations)', '(SELECT\n1)'].map(
    (text): [string, Work] => [
      `a handwritten condition: ${text}`,
      (tx) =>
        tx
          .selectFrom('providers')
          .select('provider_id')
          .where(sql<boolean>`${raw(text)} is not null`),
    ],
  ),
  [
    'a table put into handwritten SQL',
    (tx) =>
      tx.selectFrom('providers').select(sql`(select max(o.name) from ${sql.table('organizations')} o)`.as('name')),
  ],
]

const setting = (value = 'UTC') => ({
  provider_id: world.first.providerId,
  organization_id: world.first.customerId,
  name: 'timeZone',
  value,
})

describe('the wall in the code', () => {
  it.each(refused)('refuses %s', async (_, work) => {
    await expect(inFirst((tx) => work(tx).execute())).rejects.toThrow(UnwalledStatementError)
  })

  it.each<[string, RawBuilder<unknown>]>([
    ['a comparison', sql`organizations.name is distinct from ${'x'}`],
    ['a part of an instant', sql`extract(epoch from organizations.created_at) > 0`],
  ])('lets handwritten SQL compute: %s', async (_, condition) => {
    const statement = (tx: TenantTransaction) =>
      tx.selectFrom('organizations').select('id').where(condition.$castTo<boolean>()).execute()
    expect((await inFirst(statement)).length).toBeGreaterThan(3)
  })

  it('lets audited functions be called', async () => {
    await inFirst((tx) => takeLock(tx, 1, 'a key'))
    const found = await inFirst((tx) =>
      tx
        .selectFrom(raw(`(select id from search.organization_ids('nothing', 3) as found(id))`).as('found'))
        .selectAll()
        .execute()
        .catch((error) => error),
    )
    // Values are sent as parameters, never as part of the text.
    expect(found).toBeInstanceOf(UnwalledStatementError)
    const called = await inFirst((tx) =>
      tx
        .selectFrom(
          sql<{
            id: string
          }>`(select id from search.organization_ids(${world.first.providerId}::uuid, ${'customer'}, ${9}) as found(id))`.as(
            'f',
          ),
        )
        .selectAll()
        .execute(),
    )
    expect(called.map(({ id }) => id)).toContain(world.first.customerId)
  })

  it('walls a cross join by the condition of the whole', async () => {
    const compiled = await inFirst(async (tx) =>
      tx.selectFrom('providers').crossJoin('organizations as o').select('o.id').compile(),
    )
    expect(compiled.sql).toMatch(/cross join "organizations" as "o" where .*"o"\."provider_id" = /)
  })

  it('walls a query once that becomes part of another', async () => {
    const compiled = await inFirst(async (tx) =>
      tx.selectFrom(tx.selectFrom('organizations as o').select('o.id').as('counted')).select('counted.id').compile(),
    )
    expect(compiled.sql.match(/"o"\."provider_id" = /g)).toHaveLength(1)
  })

  it('copies rows with the provider that they have', async () => {
    const copy = (tx: TenantTransaction) =>
      tx
        .insertInto('membership_organizations')
        .columns(['provider_id', 'membership_id', 'organization_id'])
        .expression((eb) =>
          eb
            .selectFrom('membership_organizations as m')
            .select(({ val }) => [
              'm.provider_id',
              'm.membership_id',
              val(world.first.otherCustomerId).as('organization_id'),
            ])
            .where('m.organization_id', '=', world.first.customerId),
        )
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
    expect((await inFirst(copy)).numInsertedOrUpdatedRows).toBeGreaterThan(0n)
  })
})

describe('the wall in the code alone', () => {
  it('leaves a row beyond the reach as it is when an insert meets it', async () => {
    const alone = await createWorld()
    try {
      await alone.test.owner.query('ALTER TABLE organization_settings DISABLE ROW LEVEL SECURITY')
      const { providerId, partnerCustomerId, technician } = alone.first
      const write = (value: string, scope: Partial<Scope>) =>
        alone.installation.database.within({ ...systemScope(providerId), ...scope }, (tx) =>
          tx
            .insertInto('organization_settings')
            .values({ provider_id: providerId, organization_id: partnerCustomerId, name: 'locale', value })
            .onConflict((conflict) =>
              conflict
                .columns(['provider_id', 'organization_id', 'name'])
                .doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
            )
            .execute(),
        )
      await write('en', {})
      await write('de', { reach: 'selected', membershipId: technician.membershipId })
      const { rows } = await alone.test.owner.query("SELECT value FROM organization_settings WHERE name = 'locale'")
      expect(rows).toEqual([{ value: 'en' }])
      await write('fr', {})
      const after = await alone.test.owner.query("SELECT value FROM organization_settings WHERE name = 'locale'")
      expect(after.rows).toEqual([{ value: 'fr' }])
    } finally {
      await alone.close()
    }
  })
})
