/** Many new customers by a few statements, whatever their number. */
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { NewOrganization } from './customers.queries.ts'

/** Writes the places of many organizations below one parent, and who sees them because they see the parent. */
export async function insertManyPlaces(tx: TenantTransaction, parentId: string, ids: readonly string[]): Promise<void> {
  const [above, watchers] = await Promise.all([
    tx
      .selectFrom('organization_closure')
      .select(['ancestor_id', 'distance'])
      .where('descendant_id', '=', parentId)
      .execute(),
    tx.selectFrom('membership_organizations').select('membership_id').where('organization_id', '=', parentId).execute(),
  ])
  const places = ids.flatMap((id) => [
    { ancestor_id: id, descendant_id: id, distance: 0 },
    ...above.map(({ ancestor_id, distance }) => ({ ancestor_id, descendant_id: id, distance: distance + 1 })),
  ])
  await Promise.all([
    insertPlaces(tx, places),
    insertReaches(
      tx,
      ids.flatMap((id) => watchers.map(({ membership_id }) => ({ membership_id, organization_id: id }))),
    ),
  ])
}

const insertPlaces = insertMany('organization_closure', { ancestor_id: 'uuid', descendant_id: 'uuid', distance: 'int' })

const insertReaches = insertMany('membership_organizations', { membership_id: 'uuid', organization_id: 'uuid' })

/** Inserts the rows of many organizations, whose places are there already; a code that is taken ends it. */
export async function insertManyOrganizations(
  tx: TenantTransaction,
  rows: readonly (Omit<NewOrganization, 'id'> & { id: string })[],
): Promise<void> {
  await insertOrganizations(
    tx,
    rows.map((row) => ({
      ...row,
      billing_same_as_company: row.billing_same_as_company ?? false,
      plan_kind: row.plan_kind ?? 'purchased',
      version: 1,
    })),
  )
}

const insertOrganizations = insertMany('organizations', {
  id: 'uuid',
  parent_id: 'uuid',
  type: 'text',
  depth: 'int',
  status: 'text',
  version: 'int',
  name: 'text',
  name_key: 'text',
  code: 'text',
  code_key: 'text',
  code_scope_id: 'uuid',
  domain: 'text',
  business_email: 'text',
  phone: 'text',
  phone_extension: 'text',
  website: 'text',
  subscription_id: 'text',
  location_name: 'text',
  country: 'text',
  region: 'text',
  state: 'text',
  district: 'text',
  city: 'text',
  postal_code: 'text',
  landmark: 'text',
  line1: 'text',
  line2: 'text',
  billing_profile_name: 'text',
  bill_to: 'text',
  billing_same_as_company: 'boolean',
  billing_country: 'text',
  billing_state: 'text',
  billing_city: 'text',
  billing_postal_code: 'text',
  billing_line1: 'text',
  billing_line2: 'text',
  plan_kind: 'text',
  trial_licenses: 'int',
  plan_expires_on: 'date',
  trial_set_at: 'timestamptz',
  customer_type_id: 'uuid',
  partner_subscription_id: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  status_since: 'timestamptz',
  account_manager_email: 'text',
})

/** Starts the counts of many new organizations, at zero but for the entities and the administrators that come with them. */
export async function insertManyCounters(
  tx: TenantTransaction,
  rows: readonly { organization_id: string; name_key: string; parent_key: string; entities: number; users: number }[],
): Promise<void> {
  await insertCounterRows(tx, rows)
}

const insertCounterRows = insertMany('organization_counters', {
  organization_id: 'uuid',
  name_key: 'text',
  parent_key: 'text',
  entities: 'int',
  users: 'int',
})
