/** What the pool and the licenses of customers are read from. */
import type { MeteringBasis } from '@tenantry/contract/license-usage.ts'
import type { Insertable } from 'kysely'
import { type SqlBool, sql } from 'kysely'
import type { LicenseTypesTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'

/** The types of the provider, in their order. */
export async function findTypes(tx: TenantTransaction) {
  return tx
    .selectFrom('license_types')
    .select(['code', 'name', 'is_on', 'is_built_in', 'version'])
    .orderBy('position')
    .orderBy('code')
    .execute()
}

/** The row behind a type. */
export type TypeRow = Awaited<ReturnType<typeof findTypes>>[number]

export async function insertType(tx: TenantTransaction, row: Insertable<LicenseTypesTable>): Promise<void> {
  await tx.insertInto('license_types').values(row).execute()
}

/** Gives a type a name and raises its version. */
export async function renameType(tx: TenantTransaction, code: string, name: string): Promise<void> {
  await tx
    .updateTable('license_types')
    .set((eb) => ({ name, version: eb('version', '+', 1) }))
    .where('code', '=', code)
    .execute()
}

export async function deleteTypeRow(tx: TenantTransaction, code: string): Promise<void> {
  await tx.deleteFrom('license_types').where('code', '=', code).execute()
}

/** What keeps a type: the organizations in whose ledgers it stands, its purchases, the classes and the settings of alerts that name it. */
export async function countUsesOfType(tx: TenantTransaction, code: string) {
  const count = sql<number>`count(*)::int`.as('count')
  const [organizations, purchases, classes, alerts] = await Promise.all([
    tx
      .selectFrom('license_counters')
      .select(count)
      .where('type', '=', code)
      .where('entries', '>', 0)
      .executeTakeFirstOrThrow(),
    tx.selectFrom('license_purchases').select(count).where('type', '=', code).executeTakeFirstOrThrow(),
    tx
      .selectFrom('device_classes')
      .select(count)
      .where(sql<SqlBool>`${code} = any(license_types)`)
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('license_alert_settings')
      .select(count)
      .where(sql<SqlBool>`type_thresholds ? ${code}`)
      .executeTakeFirstOrThrow(),
  ])
  return {
    organizations: organizations.count,
    purchases: purchases.count,
    classes: classes.count,
    alerts: alerts.count,
  }
}

/** Begins or ends to count a type; the provider's tree is held alone. */
export async function switchType({ tx, actor, clock }: Context, code: string, isOn: boolean): Promise<void> {
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.switch_license_type(${actor.scope.providerId}::uuid, ${code}::text, ${isOn}::boolean, ${clock.now()}::timestamptz, ${actor.scope.membershipId}::uuid, ${actor.name}::text)`.as(
        'switched',
      ),
    )
    .execute()
}

/** What is used of each type, by the whole provider. */
export async function sumUse(tx: TenantTransaction): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('license_counters')
    .select(['type', sql<number>`sum(used)::int`.as('used')])
    .groupBy('type')
    .execute()
  return new Map(rows.map(({ type, used }) => [type, used]))
}

/** What is used of a type by the whole provider, and how many below it have a limit of it. */
export async function countUse(tx: TenantTransaction, code: string, providerId: string) {
  return tx
    .selectFrom('license_counters')
    .select([
      sql<number>`coalesce(sum(used), 0)::int`.as('used'),
      sql<number>`count(*) filter (where limit_count is not null and organization_id <> ${providerId})::int`.as(
        'limits',
      ),
    ])
    .where('type', '=', code)
    .executeTakeFirstOrThrow()
}

/** What is used of each type by an organization and all that lies below it. */
export async function sumUseBelow(tx: TenantTransaction, organizationId: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('organization_closure as c')
    .innerJoin('license_counters as k', (join) =>
      join.onRef('k.provider_id', '=', 'c.provider_id').onRef('k.organization_id', '=', 'c.descendant_id'),
    )
    .select(['k.type', sql<number>`sum(k.used)::int`.as('used')])
    .where('c.ancestor_id', '=', organizationId)
    .groupBy('k.type')
    .execute()
  return new Map(rows.map(({ type, used }) => [type, used]))
}

/** The limits of organizations above one, of those that the caller sees, the nearest first. */
export async function findLimitsAbove(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('organization_closure as c')
    .innerJoin('license_counters as k', (join) =>
      join.onRef('k.provider_id', '=', 'c.provider_id').onRef('k.organization_id', '=', 'c.ancestor_id'),
    )
    .select(['k.organization_id', 'k.type', 'k.limit_count', 'k.overage', 'k.demand'])
    .where('c.descendant_id', '=', organizationId)
    .where('c.distance', '>', 0)
    .where('k.limit_count', 'is not', null)
    .orderBy('c.distance')
    .execute()
}

/** An organization below the provider with its mode and version; nothing where the caller cannot see it. */
export async function findLicensed(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('organizations')
    .select(['id', 'type', 'license_mode', 'license_basis', 'plan_kind', 'version'])
    .select(sql<string | null>`plan_expires_on::text`.as('plan_expires_on'))
    .where('id', '=', id)
    .where('type', '<>', 'provider')
    .executeTakeFirst()
}

/** The same of one that is about to be changed; others wait to change it until the transaction ends. */
export async function lockLicensed(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('organizations')
    .select(['id', 'type', 'license_mode', 'license_basis', 'plan_kind', 'version'])
    .where('id', '=', id)
    .where('type', '<>', 'provider')
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Writes the mode of an organization and by what it is metered, and raises its version. */
export async function writeMode(
  tx: TenantTransaction,
  id: string,
  { mode, basis, now }: { mode: string; basis: MeteringBasis; now: Date },
): Promise<void> {
  await tx
    .updateTable('organizations')
    .set((eb) => ({ license_mode: mode, license_basis: basis, updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Has the month that has not ended metered by another basis; those before stay as they were. */
export async function writeBasisOfMonth(
  tx: TenantTransaction,
  id: string,
  { basis, now }: { basis: MeteringBasis; now: Date },
): Promise<void> {
  await tx
    .updateTable('license_months')
    .set({ basis })
    .where('organization_id', '=', id)
    .where(sql<SqlBool>`month >= date_trunc('month', ${now}::timestamptz at time zone time_zone)::date`)
    .execute()
}

/** The most that all purchases of a type come to, far below the end of what a counter of the pool holds. */
export const mostOwned = 1_000_000_000

/**
 * What is owned of each type on a day: null where nothing that was bought has begun.
 * @param day as YYYY-MM-DD
 */
export async function sumOwned(tx: TenantTransaction, day: string): Promise<Map<string, number | null>> {
  const rows = await tx
    .selectFrom('license_purchases')
    .select([
      'type',
      sql<number | null>`case when bool_or(starts_on <= ${day}::date) then
        coalesce(sum(quantity) filter (where starts_on <= ${day}::date and coalesce(ends_on >= ${day}::date, true)), 0)::int end`.as(
        'owned',
      ),
    ])
    .groupBy('type')
    .execute()
  return new Map(rows.map(({ type, owned }) => [type, owned]))
}

/** The first day of what was bought first, of each type, as YYYY-MM-DD: of one of which nothing has begun the next one. */
export async function findFirstDays(tx: TenantTransaction): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('license_purchases')
    .select(['type', sql<string>`min(starts_on)::text`.as('day')])
    .groupBy('type')
    .execute()
  return new Map(rows.map(({ type, day }) => [type, day]))
}

/**
 * Trials whose last day has passed and that still grow.
 * @param today as YYYY-MM-DD
 * @param id only this one
 */
export async function findEndedTrials(tx: TenantTransaction, today: string, id?: string): Promise<{ id: string }[]> {
  const trials = tx
    .selectFrom('organizations as o')
    .innerJoin('license_counters as k', (join) =>
      join.onRef('k.provider_id', '=', 'o.provider_id').onRef('k.organization_id', '=', 'o.id'),
    )
    .select('o.id')
    .where('o.plan_kind', '=', 'trial')
    .where('o.plan_expires_on', '<', sql<string>`${today}::date`)
    .where('k.type', '=', 'trial_devices')
    .where('k.limit_count', '>', 0)
    .orderBy('o.id')
  return (id === undefined ? trials : trials.where('o.id', '=', id)).execute()
}

/** Purchases whose last day is one of those from a first to a last, as YYYY-MM-DD. */
export async function findEndingPurchases(tx: TenantTransaction, { from, to }: { from: string; to: string }) {
  return tx
    .selectFrom('license_purchases as p')
    .innerJoin('license_types as t', (join) =>
      join.onRef('t.provider_id', '=', 'p.provider_id').onRef('t.code', '=', 'p.type'),
    )
    .select(['p.id', 'p.organization_id', 'p.type', 'p.quantity', 'p.reference', 't.name as type_name'])
    .select(sql<string>`p.ends_on::text`.as('ends_on'))
    .where('t.is_on', '=', true)
    .where('p.ends_on', '>=', sql<string>`${from}::date`)
    .where('p.ends_on', '<=', sql<string>`${to}::date`)
    .orderBy('p.id')
    .execute()
}

/** Living trials whose last day is one of those from a first to a last, as YYYY-MM-DD. */
export async function findEndingTrials(tx: TenantTransaction, { from, to }: { from: string; to: string }) {
  return tx
    .selectFrom('organizations as o')
    .select(['o.id', 'o.name', 'o.account_manager_email', 'o.trial_set_at'])
    .select(sql<string>`o.plan_expires_on::text`.as('ends_on'))
    .where('o.plan_kind', '=', 'trial')
    .where('o.status', '<>', 'archived')
    .where('o.merged_into_id', 'is', null)
    .where('o.plan_expires_on', '>=', sql<string>`${from}::date`)
    .where('o.plan_expires_on', '<=', sql<string>`${to}::date`)
    .orderBy('o.id')
    .execute()
}
