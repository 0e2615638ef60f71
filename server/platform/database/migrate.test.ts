import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pendingMigrations, requireVersion } from './migrate.ts'
import { createPool } from './pools.ts'
import { migrateScratch, releasedMigrations, run, Scratch, withMigrations } from './scratch-database.fixture.ts'

let scratch: Scratch

beforeAll(async () => {
  scratch = await Scratch.start()
})
afterAll(() => scratch.end())

const provider = '01900000-0000-7000-8000-000000000001'
const rows = `
  INSERT INTO providers (provider_id, created_at) VALUES ('${provider}', now());
  INSERT INTO organizations (provider_id, id, type, depth, name, name_key, code_scope_id, created_at, updated_at)
  VALUES ('${provider}', '${provider}', 'provider', 0, 'First', 'first', '${provider}', now(), now())`

describe('migrating', () => {
  it('brings up the database of the release before, with its rows', async () => {
    const url = await scratch.database()
    const all = (await releasedMigrations()).map((file) => file.replace('.sql', ''))
    const before = await withMigrations(all.length - 1, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    expect(before).toEqual(all.slice(0, -1))
    await run(url, rows)
    const pool = createPool({ connectionString: url, max: 1 }, () => {})
    await withMigrations(all.length, {}, async (migrationsDir) => {
      expect(await pendingMigrations(pool, migrationsDir)).toEqual(all.slice(-1))
      expect(await migrateScratch(url, { migrationsDir })).toEqual(all.slice(-1))
      expect(await pendingMigrations(pool, migrationsDir)).toEqual([])
      expect(await migrateScratch(url, { migrationsDir })).toEqual([])
    })
    await pool.end()
    expect(await run(url, 'SELECT name FROM organizations')).toEqual([{ name: 'First' }])
  })

  it('brings up an older database that is in use, with people, entities, devices and settings', async () => {
    const url = await scratch.database()
    await withMigrations(7, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await run(url, inUse)
    await migrateScratch(url)
    expect(await run(url, 'SELECT membership_id, organization_id FROM membership_assignments')).toEqual([
      { membership_id: uuid(4), organization_id: uuid(2) },
    ])
    const [role] = await run(url, "SELECT permissions FROM roles WHERE key = 'provider_administrator'")
    expect(role?.permissions).toEqual(
      expect.arrayContaining(['customers.read', 'customers.purge', 'organizations.move']),
    )
  })

  it('refuses a database of a newer release in one line and leaves it as it is', async () => {
    const url = await scratch.database()
    const newer = { '9000_later.sql': 'CREATE TABLE later (id int)' }
    await withMigrations(100, newer, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await expect(migrateScratch(url)).rejects.toThrow(
      /^The database was migrated by another release of Tenantry; install that release or a newer one\.$/,
    )
  })

  it('of several at one moment runs each migration once, and all succeed', async () => {
    const url = await scratch.database()
    const ran = await Promise.all([1, 2, 3, 4].map(() => migrateScratch(url)))
    expect(ran.flat()).toHaveLength((await releasedMigrations()).length)
  })

  it('leaves nothing of a run that fails half-way, and names the migration', async () => {
    const url = await scratch.database()
    const broken = { '9000_good.sql': 'CREATE TABLE good (id int)', '9001_bad.sql': 'SELECT no_such_function()' }
    const refused = withMigrations(100, broken, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await expect(refused).rejects.toThrow(
      /^The migration 9001_bad failed: function no_such_function\(\) does not exist/,
    )
    expect(await run(url, "SELECT to_regclass('public.good') AS good, to_regclass('public.providers') AS p")).toEqual([
      { good: null, p: null },
    ])
  })

  it('changes the rows that a migration fills in, through the policy of migrations alone', async () => {
    const url = await scratch.database()
    await migrateScratch(url)
    await run(url, rows)
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

  it('tells entities of one name apart, and counts the devices in each', async () => {
    const url = await scratch.database()
    const before = (await releasedMigrations()).findIndex((file) => file.startsWith('0013_'))
    await withMigrations(before, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await run(url, rows)
    const id = (last: number) => `01900000-0000-7000-8000-00000000010${last}`
    const names = ['Finance', 'Finance', 'Finance (2)', 'Finance', 'Sales']
    const entities = names.map(
      (name, index) =>
        `('${provider}', '${id(index)}', '${provider}', '${name}', lower('${name}'), '2026-01-0${index + 1}')`,
    )
    await run(
      url,
      `INSERT INTO entities (provider_id, id, organization_id, name, name_key, created_at) VALUES ${entities.join(', ')};
       INSERT INTO devices (provider_id, id, organization_id, entity_id, name, name_key, class, created_at, updated_at)
       VALUES ('${provider}', '${id(8)}', '${provider}', '${id(1)}', 'srv', 'srv', 'server', now(), now()),
         ('${provider}', '${id(9)}', '${provider}', NULL, 'srv', 'srv', 'server', now(), now())`,
    )
    await migrateScratch(url)
    expect(await run(url, 'SELECT name, devices, kind FROM entities ORDER BY id')).toEqual([
      { name: 'Finance', devices: 0, kind: 'other' },
      { name: `Finance (2)`, devices: 1, kind: 'other' },
      { name: `Finance (2) ${id(2)}`, devices: 0, kind: 'other' },
      { name: 'Finance (3)', devices: 0, kind: 'other' },
      { name: 'Sales', devices: 0, kind: 'other' },
    ])
    const unlike = 'SELECT FROM entities WHERE name_key <> lower(name) OR updated_at <> created_at'
    expect(await run(url, unlike)).toEqual([])
  })

  it('lets whatever lives take its licenses, each with an opening row, and limits trials', async () => {
    const url = await scratch.database()
    const before = (await releasedMigrations()).findIndex((file) => file.startsWith('0052_'))
    await withMigrations(before, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    const id = (last: number) => `01900000-0000-7000-8000-00000000020${last}`
    await run(
      url,
      `BEGIN; ${rows};
       INSERT INTO organizations (provider_id, id, parent_id, type, depth, name, name_key, code, code_key, code_scope_id, status, plan_kind, trial_licenses, plan_expires_on, created_at, updated_at)
       VALUES ('${provider}', '${id(1)}', '${provider}', 'customer', 1, 'Airtel', 'airtel', 'A', 'a', '${provider}', 'active', 'trial', 1, '2099-01-01', now(), now()),
         ('${provider}', '${id(2)}', '${provider}', 'customer', 1, 'Gone', 'gone', 'G', 'g', '${provider}', 'archived', 'purchased', NULL, NULL, now(), now());
       INSERT INTO organization_closure VALUES ('${provider}', '${provider}', '${provider}', 0),
         ('${provider}', '${provider}', '${id(1)}', 1), ('${provider}', '${id(1)}', '${id(1)}', 0),
         ('${provider}', '${provider}', '${id(2)}', 1), ('${provider}', '${id(2)}', '${id(2)}', 0);
       INSERT INTO roles (provider_id, id, organization_id, key, name, permissions) VALUES ('${provider}', '${id(3)}', '${provider}', 'technician', 'T', '{}'), ('${provider}', '${id(4)}', '${provider}', 'customer_administrator', 'C', '{}');
       INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, status, created_at)
       VALUES ('${provider}', '${id(5)}', '${provider}', '${id(5)}', '${id(3)}', 'all', 'Ours', 'ours', 'o@x.example', 'active', now()),
         ('${provider}', '${id(6)}', '${id(1)}', '${id(6)}', '${id(4)}', 'subtree', 'Theirs', 'theirs', 't@x.example', 'pending', now());
       INSERT INTO devices (provider_id, id, organization_id, name, name_key, class, created_at, updated_at)
       VALUES ('${provider}', '${id(7)}', '${id(1)}', 'srv', 'srv', 'server', now(), now()),
         ('${provider}', '${id(8)}', '${id(1)}', 'phone', 'phone', 'phone', now(), now()),
         ('${provider}', '${id(9)}', '${id(2)}', 'old', 'old', 'server', now(), now());
       COMMIT`,
    )
    await migrateScratch(url)
    expect(await run(url, `SELECT * FROM tenancy.differing_licenses('${provider}')`)).toEqual([])
    expect(await run(url, 'SELECT type, kind, subject_name FROM license_ledger ORDER BY type, number')).toEqual([
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
        `SELECT demand, limit_count, excess FROM license_counters WHERE organization_id = '${id(1)}' AND type = 'trial_devices'`,
      ),
    ).toEqual([{ demand: 2, limit_count: 1, excess: 1 }])
    expect(
      await run(url, `SELECT type, demand FROM license_counters WHERE organization_id = '${provider}' ORDER BY type`),
    ).toEqual([
      { type: 'it_assets', demand: 1 },
      { type: 'mobile_devices', demand: 1 },
      { type: 'users', demand: 1 },
    ])
  })

  it('knows again what was moved away before there were trails', async () => {
    const url = await scratch.database()
    const before = (await releasedMigrations()).findIndex((file) => file.startsWith('0076_'))
    await withMigrations(before, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await run(url, rows)
    const [home, moved, back] = [uuid(41), uuid(42), uuid(43)]
    await run(
      url,
      `INSERT INTO organizations (provider_id, id, parent_id, type, depth, name, name_key, code, code_key, code_scope_id, created_at, updated_at)
       VALUES ('${provider}', '${home}', '${provider}', 'customer', 1, 'Airtel', 'airtel', 'A', 'a', '${provider}', now(), now());
       INSERT INTO devices (provider_id, id, organization_id, name, name_key, class, enrollment_key, created_at, updated_at, ip_addresses, mac_addresses)
       VALUES ('${provider}', '${moved}', '${provider}', 'srv', 'srv', 'server', 'h:1', now(), now(), '{}', '{}'),
         ('${provider}', '${back}', '${home}', 'srv', 'srv', 'server', 'h:2', now(), now(), '{}', '{}');
       INSERT INTO audit_events (provider_id, id, occurred_at, organization_id, actor_kind, actor_name, action, object_type, object_id, payload_hash)
       SELECT '${provider}', gen_random_uuid(), now(), '${home}', 'system', 'S', 'device.moved_away', 'device', d.id, '' FROM devices d`,
    )
    await migrateScratch(url)
    expect(await run(url, 'SELECT organization_id, device_id, enrollment_key FROM moved_devices')).toEqual([
      { organization_id: home, device_id: moved, enrollment_key: 'h:1' },
    ])
  })

  it('tells types of license of one name apart, whatever its case', async () => {
    const url = await scratch.database()
    const before = (await releasedMigrations()).findIndex((file) => file.startsWith('0065_'))
    await withMigrations(before, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await run(url, rows)
    const types = ['Backup', 'BACKUP', 'backup', 'Backup (c)', 'Sensors'].map(
      (name, index) => `('${provider}', '${'abcde'[index]}', '${name}', ${index + 20}, true)`,
    )
    await run(url, `INSERT INTO license_types (provider_id, code, name, position, is_on) VALUES ${types.join(', ')}`)
    await migrateScratch(url)
    const names = await run(url, 'SELECT name FROM license_types WHERE position >= 20 ORDER BY position')
    expect(names.map(({ name }) => name)).toEqual(['Backup', 'BACKUP (b)', 'backup (c 2)', 'Backup (c)', 'Sensors'])
  })

  it('makes the product’s own of a role for people of customers, the one that the demo has made where there is one', async () => {
    const before = (await releasedMigrations()).findIndex((file) => file.startsWith('0049_'))
    for (const demo of [true, false]) {
      const url = await scratch.database()
      await withMigrations(before, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
      await run(url, rows)
      const id = '01900000-0000-7000-8000-000000000109'
      if (demo)
        await run(
          url,
          `INSERT INTO roles VALUES ('${provider}', '${id}', '${provider}', NULL, 'Customer user', '{customers.read,devices.read}')`,
        )
      await migrateScratch(url)
      const made = await run(url, "SELECT id, key FROM roles WHERE name = 'Customer user'")
      expect(made).toEqual([{ id: demo ? id : expect.any(String), key: 'customer_user' }])
    }
  })

  it('takes apostrophes out of keys, and tells apart names that are alike then', async () => {
    const url = await scratch.database()
    const before = (await releasedMigrations()).findIndex((file) => file.startsWith('0024_'))
    await withMigrations(before, {}, (migrationsDir) => migrateScratch(url, { migrationsDir }))
    await run(url, rows)
    const id = (last: number) => `01900000-0000-7000-8000-00000000010${last}`
    const names = ["O''Brien", 'O’Brien', 'Lo’Real', 'LoReal', 'Sales']
    const entities = names.map(
      (name, index) =>
        `('${provider}', '${id(index)}', '${provider}', '${name}', lower('${name}'), '2026-01-0${index + 1}', now())`,
    )
    await run(
      url,
      `UPDATE organizations SET name = 'D''Arcy ''s', name_key = 'd''arcy ''s';
       INSERT INTO entities (provider_id, id, organization_id, name, name_key, created_at, updated_at) VALUES ${entities.join(', ')}`,
    )
    await migrateScratch(url)
    expect(await run(url, 'SELECT name_key FROM organizations')).toEqual([{ name_key: 'darcy s' }])
    expect(await run(url, 'SELECT name_key FROM entities ORDER BY id')).toEqual(
      ['obrien', `obrien ${id(1)}`, `loreal ${id(2)}`, 'loreal', 'sales'].map((key) => ({ name_key: key })),
    )
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

describe('the role of backups', () => {
  it('may read every table, the months of the audit log included', async () => {
    const url = await scratch.database()
    await migrateScratch(url)
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
