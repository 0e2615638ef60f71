/** Walks the catalogue of a migrated database, so that nobody has to remember the walls when adding a table. */
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { walledTables } from '../platform/tenancy/walled-tables.ts'
import { startTestCluster, type TestCluster } from './test-cluster.ts'

let cluster: TestCluster
let pool: pg.Pool

beforeAll(async () => {
  cluster = await startTestCluster()
  pool = cluster.ownerPool(await cluster.createDatabase())
})
afterAll(async () => {
  await pool.end()
  await cluster.stop()
})

async function names(query: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(query)
  return rows.map((row) => row.name).sort()
}

const tenantTables = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' AND c.relkind IN ('r', 'p')`
const parents = `${tenantTables} AND NOT c.relispartition`

describe('every table of tenants', () => {
  it('is known to the code wall, and the code wall knows no other', async () => {
    expect(await names(`SELECT c.relname AS name FROM ${parents}`)).toEqual(Object.keys(walledTables).sort())
  })

  it('has row security on and forced, partitions included', async () => {
    expect(
      await names(
        `SELECT c.relname AS name FROM ${tenantTables} WHERE NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
      ),
    ).toEqual([])
  })

  it('has a tenant policy for the application role with both clauses', async () => {
    const missing = await names(`SELECT c.relname AS name FROM ${parents} WHERE NOT EXISTS (
      SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant' AND p.polcmd = '*' AND p.polpermissive
      AND p.polroles = ARRAY['tenantry_app'::regrole::oid] AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL)`)
    expect(missing).toEqual([])
  })

  it('is walled in the database as it is walled in the code', async () => {
    const { rows } = await pool.query<{ name: string; using: string; check: string }>(`
      SELECT c.relname AS name, pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check
      FROM ${parents} JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'tenant'`)
    for (const { name, using, check } of rows) {
      const wall = walledTables[name]
      const byReach = wall !== undefined && ['organization', 'inherited', 'shared', 'house'].includes(wall.kind)
      expect(using, name).toBe(check)
      expect(using, name).toContain("current_setting('app.provider_id'")
      expect(using.includes("current_setting('app.reach'"), name).toBe(byReach)
      const visible = (column: string, set: string) => using.includes(`(${column} IN ( SELECT tenancy.${set}()`)
      const organization = wall?.kind === 'organization' ? wall.organizationColumn : 'organization_id'
      expect(visible(organization, 'visible_organizations'), name).toBe(byReach)
      const entity = wall?.kind === 'organization' ? wall.entityColumn : undefined
      expect(using.includes('visible_entities'), name).toBe(entity !== undefined)
      if (entity) expect(visible(entity, 'visible_entities'), name).toBe(true)
      expect(
        wall?.kind === 'own'
          ? using.includes("membership_id = ( SELECT (NULLIF(current_setting('app.membership_id'")
          : true,
        name,
      ).toBe(true)
    }
  })

  it('asks what is visible by functions that see no more than their caller', async () => {
    const above = await names(`SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'tenancy' AND p.proname LIKE '%visible%' AND (p.prosecdef OR p.proleakproof OR p.proconfig IS NULL)`)
    expect(above).toEqual([])
  })

  it('has provider_id, not null, first in its primary key', async () => {
    const wrong = await names(`SELECT c.relname AS name FROM ${parents} WHERE NOT EXISTS (
      SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'provider_id' AND a.attnotnull)`)
    expect(wrong).toEqual([])
  })

  it('has provider_id first in every unique key, so that no error tells of another provider', async () => {
    const wrong =
      await names(`SELECT i.indexrelid::regclass::text AS name FROM ${parents} JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE a.attname <> 'provider_id'`)
    expect(wrong).toEqual([])
  })

  it('has provider_id first in every foreign key', async () => {
    const wrong =
      await names(`SELECT k.conname AS name FROM ${parents} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] WHERE a.attname <> 'provider_id'`)
    expect(wrong).toEqual([])
  })

  it('has an index for every foreign key', async () => {
    const wrong =
      await names(`SELECT k.conname AS name FROM ${parents} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
      WHERE NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(k.conkey)] @> k.conkey)`)
    expect(wrong).toEqual([])
  })

  it('has no trigger and no sequence', async () => {
    expect(
      await names(
        `SELECT t.tgname AS name FROM ${parents} JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal`,
      ),
    ).toEqual([])
    expect(
      await names(
        "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' WHERE c.relkind = 'S'",
      ),
    ).toEqual([])
  })
})

describe('the database', () => {
  it('has no role of ours that may bypass row security', async () => {
    expect(
      await names(
        "SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'tenantry\\_%' AND (rolsuper OR rolbypassrls)",
      ),
    ).toEqual([])
  })

  it('lets only the listed roles past with a policy that is always true', async () => {
    const open =
      await names(`SELECT DISTINCT c.relname || ' ' || r::regrole::text || ' ' || p.polcmd::text AS name FROM ${parents}
      JOIN pg_policy p ON p.polrelid = c.oid CROSS JOIN unnest(p.polroles) r WHERE pg_get_expr(p.polqual, p.polrelid) = 'true' AND r <> (SELECT c2.relowner FROM pg_class c2 WHERE c2.oid = c.oid)
      AND r <> 'tenantry_backup'::regrole`)
    expect(open).toEqual([
      'devices tenantry_search r',
      'entities tenantry_search r',
      'idempotency_keys tenantry_jobs *',
      'import_changes tenantry_jobs *',
      'import_matchings tenantry_jobs *',
      'import_problems tenantry_jobs *',
      'imports tenantry_jobs *',
      'membership_entities tenantry_search r',
      'membership_organizations tenantry_search r',
      'memberships tenantry_search r',
      'organization_closure tenantry_search r',
      'organizations tenantry_search r',
      'outbox tenantry_jobs *',
      'providers tenantry_jobs r',
    ])
  })

  it('has no views that run as their owner and no materialized views', async () => {
    const views = await names(`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND (c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)))`)
    expect(views).toEqual([])
  })

  it('has definer functions only as listed, each with a pinned search path and closed to the public', async () => {
    const ours =
      "n.nspname IN ('public', 'tenancy', 'auth', 'audit', 'search') AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    expect(
      await names(
        `SELECT n.nspname || '.' || p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prosecdef AND ${ours}`,
      ),
    ).toEqual([
      'audit.ensure_partitions',
      'auth.access_below',
      'auth.choose_membership',
      'auth.end_sessions_below',
      'auth.ensure_account',
      'auth.forget_accounts',
      'auth.hand_over_events',
      'auth.memberships_of',
      'auth.open_api_key',
      'auth.open_membership',
      'auth.open_session',
      'auth.record_event',
      'auth.record_failed_sign_in',
      'auth.rename_self',
      'auth.revoke_api_keys',
      'auth.take_events',
      'auth.usable_memberships',
      'search.device_ids',
      'search.duplicate_ids',
      'search.entity_ids',
      'search.membership_ids',
      'search.organization_ids',
      'tenancy.alert_mail_states',
      'tenancy.assigned_people',
      'tenancy.change_licenses',
      'tenancy.effective_status',
      'tenancy.found_merged',
      'tenancy.hold_license_alerts',
      'tenancy.hold_licenses',
      'tenancy.is_set_up',
      'tenancy.keep_license_limits',
      'tenancy.keep_license_months',
      'tenancy.keep_months_so_far',
      'tenancy.leave_account',
      'tenancy.left_license_rows',
      'tenancy.license_alert_settings_below',
      'tenancy.license_alert_settings_of',
      'tenancy.license_differences',
      'tenancy.license_months_of',
      'tenancy.license_types_of_roles',
      'tenancy.license_uses',
      'tenancy.lock_license_places',
      'tenancy.lock_licenses',
      'tenancy.merge_organization',
      'tenancy.merged_into',
      'tenancy.merged_names',
      'tenancy.merged_organizations',
      'tenancy.move_licenses',
      'tenancy.move_nearness',
      'tenancy.move_tags',
      'tenancy.note_revoked_token',
      'tenancy.note_unchanged_reports',
      'tenancy.purge_organization',
      'tenancy.refresh_statistics',
      'tenancy.release_device_tags',
      'tenancy.release_foreigners',
      'tenancy.release_license_alerts',
      'tenancy.release_tags',
      'tenancy.renew_license_alerts',
      'tenancy.set_license_limits',
      'tenancy.switch_license_type',
      'tenancy.system_roles',
      'tenancy.take_back_organizations',
      'tenancy.take_licenses_that_fit',
      'tenancy.taken_codes',
      'tenancy.things_with_licenses',
      'tenancy.wake_license_rules',
    ])
    expect(
      await names(`SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prosecdef AND ${ours}
      AND NOT coalesce(array_to_string(p.proconfig, ' ') LIKE '%search_path=%', false)`),
    ).toEqual([])
    expect(
      await names(
        `SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ours} AND has_function_privilege('public', p.oid, 'execute')`,
      ),
    ).toEqual([])
  })

  it('grants nothing on tables to the public, in whatever schema', async () => {
    expect(
      await names(`SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN aclexplode(c.relacl) g WHERE g.grantee = 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema')`),
    ).toEqual([])
  })

  it('lets the application add to the audit log and nothing else', async () => {
    const granted =
      await names(`SELECT c.relname || ' ' || g.privilege_type AS name FROM ${parents} CROSS JOIN aclexplode(c.relacl) g
      WHERE g.grantee = 'tenantry_app'::regrole AND c.relname LIKE 'audit\\_%' AND g.privilege_type NOT IN ('SELECT', 'INSERT')`)
    expect(granted).toEqual([])
  })
})
