import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pendingMigrations, requireCurrent, requireVersion } from './migrate.ts'
import { createPool } from './pools.ts'
import { migrateScratch, releasedMigrations, run, Scratch, withMigrations } from './scratch-database.fixture.ts'

let scratch: Scratch
let all: string[] = []

beforeAll(async () => {
  scratch = await Scratch.start()
  all = (await releasedMigrations()).map((file) => file.replace('.sql', ''))
})
afterAll(() => scratch.end())

const providerId = (last: number) => `01900000-0000-7000-8000-0000000000${String(last).padStart(2, '0')}`
const providerRows = (id: string) => `
  INSERT INTO providers (provider_id, created_at) VALUES ('${id}', now());
  INSERT INTO organizations (provider_id, id, type, depth, name, name_key, code_scope_id, created_at, updated_at)
  VALUES ('${id}', '${id}', 'provider', 0, 'First', 'first', '${id}', now(), now())`

describe('migrating', () => {
  it('refuses a database of a newer release in one line and leaves it as it is', async () => {
    const url = await scratch.migrated()
    const newer = { '9000_later.sql': 'CREATE TABLE later (id int)' }
    await withMigrations(100, newer, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    const words = /^The database was migrated by another release of Tenantry; install that release or a newer one\.$/
    await expect(migrateScratch(url)).rejects.toThrow(words)
    const pool = createPool({ connectionString: url, max: 1 }, () => {})
    await withMigrations(all.length, {}, (released) => expect(requireCurrent(pool, released)).rejects.toThrow(words))
    await pool.end()
  })

  it('of several at one moment runs each migration once, and all succeed', async () => {
    const url = await scratch.database()
    const ran = await Promise.all([1, 2, 3, 4].map(() => migrateScratch(url)))
    expect(ran.flat()).toEqual(all)
  })

  it('leaves nothing of a run that fails half-way, and names the migration', async () => {
    const url = await scratch.migrated()
    const broken = { '9000_good.sql': 'CREATE TABLE good (id int)', '9001_bad.sql': 'SELECT no_such_function()' }
    const refused = withMigrations(100, broken, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await expect(refused).rejects.toThrow(
      /^The migration 9001_bad failed: function no_such_function\(\) does not exist/,
    )
    expect(await run(url, "SELECT to_regclass('public.good') AS good")).toEqual([{ good: null }])
    expect(await migrateScratch(url)).toEqual([])
  })

  it('changes the rows that a migration fills in, through the policy of migrations alone', async () => {
    const url = await scratch.migrated()
    await run(url, providerRows(providerId(1)))
    const fill = (city: string) => `UPDATE organizations SET city = '${city}'`
    await withMigrations(100, { '9000_fill.sql': fill('Delhi') }, async (migrationsDir) => {
      await migrateScratch(url, { migrationsDir })
      expect(await run(url, 'SELECT city FROM organizations')).toEqual([{ city: 'Delhi' }])
    })
    const without = {
      '9000_fill.sql': fill('Delhi'),
      '9001_unseen.sql': `DROP POLICY migration ON organizations; ${fill('Pune')}`,
    }
    await withMigrations(100, without, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    expect(await run(url, 'SELECT city FROM organizations')).toEqual([{ city: 'Delhi' }])
  })

  it('says in one line why the database cannot be reached', async () => {
    const url = await scratch.database()
    const unknown = new URL(url)
    unknown.pathname = '/no_such_database'
    await expect(migrateScratch(unknown.toString())).rejects.toThrow(
      /^The database cannot be reached: database "no_such_database" does not exist$/,
    )
    await expect(migrateScratch('postgres://nobody:canary@localhost:1/none')).rejects.toThrow(
      /^The database cannot be reached: (?!.*canary).*ECONNREFUSED.*$/,
    )
  })

  it('refuses a PostgreSQL that is too old', () => {
    expect(() => requireVersion(140_012)).toThrow('PostgreSQL 15 or newer is needed; this is 14.')
    expect(() => requireVersion(150_000)).not.toThrow()
  })
})

// It goes from release to release once, for a migration from the first to the last is what costs: just before a migration
// that changes rows it gets a provider that has such rows.
describe('a database that has grown old', () => {
  const [plain, alike, apostrophes, ofDemo, ofNobody, licensed, typed, moving] = [1, 2, 3, 4, 5, 6, 7, 8].map(
    providerId,
  ) as [string, string, string, string, string, string, string, string]
  const id = (of: number, last: number) => `01900000-0000-7000-8000-000000000${of}0${last}`
  const ofDemoRole = id(1, 9)
  const [home, moved, back] = [id(2, 1), id(2, 2), id(2, 3)]
  let url = ''

  beforeAll(async () => {
    url = await scratch.database()
    for (const [before, rows] of grown) {
      const count = all.findIndex((name) => name.startsWith(before))
      await withMigrations(count, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
      await run(url, rows)
    }
    await withMigrations(all.length - 1, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await run(url, providerRows(plain))
  })

  it('is brought up from the release before, with its rows', async () => {
    const pool = createPool({ connectionString: url, max: 1 }, () => {})
    await withMigrations(all.length, {}, async (migrationsDir) => {
      expect(await pendingMigrations(pool, migrationsDir)).toEqual(all.slice(-1))
      await expect(requireCurrent(pool, migrationsDir)).rejects.toThrow(
        /^1 migration of this release has not run: "npx tenantry migrate" or the next start runs them\./,
      )
      expect(await migrateScratch(url, { migrationsDir })).toEqual(all.slice(-1))
      expect(await pendingMigrations(pool, migrationsDir)).toEqual([])
      await expect(requireCurrent(pool, migrationsDir)).resolves.toBeUndefined()
      expect(await migrateScratch(url, { migrationsDir })).toEqual([])
    })
    await pool.end()
    expect(await run(url, `SELECT name FROM organizations WHERE provider_id = '${plain}'`)).toEqual([{ name: 'First' }])
  })

  it('keeps people, entities, devices and settings of one that was in use from the beginning', async () => {
    const of = `WHERE provider_id = '${uuid(1)}'`
    expect(await run(url, `SELECT membership_id, organization_id FROM membership_assignments ${of}`)).toEqual([
      { membership_id: uuid(4), organization_id: uuid(2) },
    ])
    const [role] = await run(url, `SELECT permissions FROM roles ${of} AND key = 'provider_administrator'`)
    expect(role?.permissions).toEqual(
      expect.arrayContaining(['customers.read', 'customers.purge', 'organizations.move']),
    )
  })

  it('tells entities of one name apart, and counts the devices in each', async () => {
    const of = `WHERE provider_id = '${alike}'`
    expect(await run(url, `SELECT name, devices, kind FROM entities ${of} ORDER BY id`)).toEqual([
      { name: 'Finance', devices: 0, kind: 'other' },
      { name: `Finance (2)`, devices: 1, kind: 'other' },
      { name: `Finance (2) ${id(3, 2)}`, devices: 0, kind: 'other' },
      { name: 'Finance (3)', devices: 0, kind: 'other' },
      { name: 'Sales', devices: 0, kind: 'other' },
    ])
    const unlike = `SELECT FROM entities ${of} AND (name_key <> lower(name) OR updated_at <> created_at)`
    expect(await run(url, unlike)).toEqual([])
  })

  it('takes apostrophes out of keys, and tells apart names that are alike then', async () => {
    const of = `WHERE provider_id = '${apostrophes}'`
    expect(await run(url, `SELECT name_key FROM organizations ${of}`)).toEqual([{ name_key: 'darcy s' }])
    expect(await run(url, `SELECT name_key FROM entities ${of} ORDER BY id`)).toEqual(
      ['obrien', `obrien ${id(4, 1)}`, `loreal ${id(4, 2)}`, 'loreal', 'sales'].map((key) => ({ name_key: key })),
    )
  })

  it('makes the product’s own of a role for people of customers, the one that the demo has made where there is one', async () => {
    for (const [of, role] of [
      [ofDemo, ofDemoRole],
      [ofNobody, expect.any(String)],
    ]) {
      const made = await run(url, `SELECT id, key FROM roles WHERE name = 'Customer user' AND provider_id = '${of}'`)
      expect(made).toEqual([{ id: role, key: 'customer_user' }])
    }
  })

  it('lets whatever lives take its licenses, each with an opening row, and limits trials', async () => {
    const of = `WHERE provider_id = '${licensed}'`
    expect(await run(url, `SELECT * FROM tenancy.differing_licenses('${licensed}')`)).toEqual([])
    expect(await run(url, `SELECT type, kind, subject_name FROM license_ledger ${of} ORDER BY type, number`)).toEqual([
      { type: 'it_assets', kind: 'opening', subject_name: 'srv' },
      { type: 'mobile_devices', kind: 'opening', subject_name: 'phone' },
      { type: 'trial_devices', kind: 'opening', subject_name: 'srv' },
      { type: 'trial_devices', kind: 'opening', subject_name: 'phone' },
      { type: 'trial_devices', kind: 'limit', subject_name: 'Airtel' },
      { type: 'users', kind: 'opening', subject_name: 'Theirs' },
    ])
    expect(
      await run(
        url,
        `SELECT demand, limit_count, excess FROM license_counters WHERE organization_id = '${id(5, 1)}' AND type = 'trial_devices'`,
      ),
    ).toEqual([{ demand: 2, limit_count: 1, excess: 1 }])
    expect(
      await run(url, `SELECT type, demand FROM license_counters WHERE organization_id = '${licensed}' ORDER BY type`),
    ).toEqual([
      { type: 'it_assets', demand: 1 },
      { type: 'mobile_devices', demand: 1 },
      { type: 'users', demand: 1 },
    ])
  })

  it('tells types of license of one name apart, whatever its case', async () => {
    const of = `WHERE provider_id = '${typed}'`
    const names = await run(url, `SELECT name FROM license_types ${of} AND position >= 20 ORDER BY position`)
    expect(names.map(({ name }) => name)).toEqual(['Backup', 'BACKUP (b)', 'backup (c 2)', 'Backup (c)', 'Sensors'])
  })

  it('knows again what was moved away before there were trails', async () => {
    expect(await run(url, 'SELECT organization_id, device_id, enrollment_key FROM moved_devices')).toEqual([
      { organization_id: home, device_id: moved, enrollment_key: 'h:1' },
    ])
  })

  const entities = (of: string, names: string[], columns: string, values: string, kind: number) =>
    `INSERT INTO entities (provider_id, id, organization_id, name, name_key, created_at${columns}) VALUES ${names
      .map(
        (name, index) =>
          `('${of}', '${id(kind, index)}', '${of}', '${name}', lower('${name}'), '2026-01-0${index + 1}'${values})`,
      )
      .join(', ')}`
  const types = ['Backup', 'BACKUP', 'backup', 'Backup (c)', 'Sensors'].map(
    (name, index) => `('${typed}', '${'abcde'[index]}', '${name}', ${index + 20}, true)`,
  )

  /** Each with the migration that it comes just before. */
  const grown: [string, string][] = [
    ['0008_', inUse],
    [
      '0013_',
      `${providerRows(alike)};
       ${entities(alike, ['Finance', 'Finance', 'Finance (2)', 'Finance', 'Sales'], '', '', 3)};
       INSERT INTO devices (provider_id, id, organization_id, entity_id, name, name_key, class, created_at, updated_at)
       VALUES ('${alike}', '${id(3, 8)}', '${alike}', '${id(3, 1)}', 'srv', 'srv', 'server', now(), now()),
         ('${alike}', '${id(3, 9)}', '${alike}', NULL, 'srv', 'srv', 'server', now(), now())`,
    ],
    [
      '0024_',
      `${providerRows(apostrophes)};
       UPDATE organizations SET name = 'D''Arcy ''s', name_key = 'd''arcy ''s' WHERE id = '${apostrophes}';
       ${entities(apostrophes, ["O''Brien", 'O’Brien', 'Lo’Real', 'LoReal', 'Sales'], ', updated_at', ', now()', 4)}`,
    ],
    [
      '0049_',
      `${providerRows(ofDemo)}; ${providerRows(ofNobody)};
       INSERT INTO roles VALUES ('${ofDemo}', '${ofDemoRole}', '${ofDemo}', NULL, 'Customer user', '{customers.read,devices.read}')`,
    ],
    [
      '0052_',
      `BEGIN; ${providerRows(licensed)};
       INSERT INTO organizations (provider_id, id, parent_id, type, depth, name, name_key, code, code_key, code_scope_id, status, plan_kind, trial_licenses, plan_expires_on, created_at, updated_at)
       VALUES ('${licensed}', '${id(5, 1)}', '${licensed}', 'customer', 1, 'Airtel', 'airtel', 'A', 'a', '${licensed}', 'active', 'trial', 1, '2099-01-01', now(), now()),
         ('${licensed}', '${id(5, 2)}', '${licensed}', 'customer', 1, 'Gone', 'gone', 'G', 'g', '${licensed}', 'archived', 'purchased', NULL, NULL, now(), now());
       INSERT INTO organization_closure VALUES ('${licensed}', '${licensed}', '${licensed}', 0),
         ('${licensed}', '${licensed}', '${id(5, 1)}', 1), ('${licensed}', '${id(5, 1)}', '${id(5, 1)}', 0),
         ('${licensed}', '${licensed}', '${id(5, 2)}', 1), ('${licensed}', '${id(5, 2)}', '${id(5, 2)}', 0);
       INSERT INTO roles (provider_id, id, organization_id, key, name, permissions) VALUES ('${licensed}', '${id(5, 3)}', '${licensed}', 'technician', 'T', '{}'), ('${licensed}', '${id(5, 4)}', '${licensed}', 'customer_administrator', 'C', '{}');
       INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, status, created_at)
       VALUES ('${licensed}', '${id(5, 5)}', '${licensed}', '${id(5, 5)}', '${id(5, 3)}', 'all', 'Ours', 'ours', 'o@x.example', 'active', now()),
         ('${licensed}', '${id(5, 6)}', '${id(5, 1)}', '${id(5, 6)}', '${id(5, 4)}', 'subtree', 'Theirs', 'theirs', 't@x.example', 'pending', now());
       INSERT INTO devices (provider_id, id, organization_id, name, name_key, class, created_at, updated_at)
       VALUES ('${licensed}', '${id(5, 7)}', '${id(5, 1)}', 'srv', 'srv', 'server', now(), now()),
         ('${licensed}', '${id(5, 8)}', '${id(5, 1)}', 'phone', 'phone', 'phone', now(), now()),
         ('${licensed}', '${id(5, 9)}', '${id(5, 2)}', 'old', 'old', 'server', now(), now());
       COMMIT`,
    ],
    [
      '0065_',
      `${providerRows(typed)};
       INSERT INTO license_types (provider_id, code, name, position, is_on) VALUES ${types.join(', ')}`,
    ],
    [
      '0076_',
      `${providerRows(moving)};
       INSERT INTO organizations (provider_id, id, parent_id, type, depth, name, name_key, code, code_key, code_scope_id, created_at, updated_at)
       VALUES ('${moving}', '${home}', '${moving}', 'customer', 1, 'Airtel', 'airtel', 'A', 'a', '${moving}', now(), now());
       INSERT INTO devices (provider_id, id, organization_id, name, name_key, class, enrollment_key, created_at, updated_at, ip_addresses, mac_addresses)
       VALUES ('${moving}', '${moved}', '${moving}', 'srv', 'srv', 'server', 'h:1', now(), now(), '{}', '{}'),
         ('${moving}', '${back}', '${home}', 'srv', 'srv', 'server', 'h:2', now(), now(), '{}', '{}');
       INSERT INTO audit_events (provider_id, id, occurred_at, organization_id, actor_kind, actor_name, action, object_type, object_id, payload_hash)
       SELECT '${moving}', gen_random_uuid(), now(), '${home}', 'system', 'S', 'device.moved_away', 'device', d.id, ''
       FROM devices d WHERE d.id IN ('${moved}', '${back}')`,
    ],
  ]
})

describe('the role of backups', () => {
  it('may read every table, the months of the audit log included', async () => {
    const url = await scratch.migrated()
    await run(url, "SELECT audit.ensure_partitions('2026-01-01', 2)")
    const tables = `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`
    const unreadable = `SELECT c.oid::regclass::text AS name ${tables} AND NOT (has_schema_privilege('tenantry_backup', n.oid, 'usage')
      AND CASE c.relkind WHEN 'S' THEN has_sequence_privilege('tenantry_backup', c.oid, 'select') ELSE has_table_privilege('tenantry_backup', c.oid, 'select') END)`
    expect(await run(url, unreadable)).toEqual([])
    const empty = `SELECT c.oid::regclass::text AS name ${tables} AND c.relrowsecurity AND NOT EXISTS (
      SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND 'tenantry_backup'::regrole = ANY (p.polroles))`
    expect(await run(url, empty)).toEqual([])
    expect(await run(url, `SELECT count(*)::int AS months ${tables} AND c.relname ~ '^audit_events_2026'`)).toEqual([
      { months: 2 },
    ])
  })
})

function uuid(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
}

/** A provider with a customer, an entity with a device, and a technician who sees the customer. */
const inUse = `
  BEGIN;
  INSERT INTO providers VALUES ('${uuid(1)}', now());
  INSERT INTO organizations (provider_id, id, parent_id, type, depth, name, name_key, code, code_key, code_scope_id, created_at, updated_at)
  VALUES ('${uuid(1)}', '${uuid(1)}', NULL, 'provider', 0, 'House', 'house', NULL, NULL, '${uuid(1)}', now(), now()),
    ('${uuid(1)}', '${uuid(2)}', '${uuid(1)}', 'customer', 1, 'Airtel', 'airtel', 'AIR001', 'air001', '${uuid(1)}', now(), now());
  INSERT INTO organization_closure VALUES ('${uuid(1)}', '${uuid(1)}', '${uuid(1)}', 0),
    ('${uuid(1)}', '${uuid(1)}', '${uuid(2)}', 1), ('${uuid(1)}', '${uuid(2)}', '${uuid(2)}', 0);
  INSERT INTO organization_counters VALUES ('${uuid(1)}', '${uuid(1)}', 0, 0, 0), ('${uuid(1)}', '${uuid(2)}', 1, 0, 1);
  INSERT INTO organization_settings VALUES ('${uuid(1)}', '${uuid(1)}', 'timeZone', 'Asia/Kolkata');
  INSERT INTO roles VALUES ('${uuid(1)}', '${uuid(3)}', '${uuid(1)}', 'provider_administrator', 'Administrator', '{customers.read}');
  INSERT INTO auth.accounts VALUES ('${uuid(5)}', 'tech@house.example', false, 'Tech', NULL, now(), now());
  INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, email, created_at)
  VALUES ('${uuid(1)}', '${uuid(4)}', '${uuid(1)}', '${uuid(5)}', '${uuid(3)}', 'selected', 'Tech', 'tech@house.example', now());
  INSERT INTO membership_organizations VALUES ('${uuid(1)}', '${uuid(4)}', '${uuid(2)}');
  INSERT INTO entities VALUES ('${uuid(1)}', '${uuid(6)}', '${uuid(2)}', 'Delhi', 'delhi', now());
  INSERT INTO devices (provider_id, id, organization_id, entity_id, name, name_key, class, created_at, updated_at)
  VALUES ('${uuid(1)}', '${uuid(7)}', '${uuid(2)}', '${uuid(6)}', 'srv', 'srv', 'server', now(), now());
  COMMIT`
