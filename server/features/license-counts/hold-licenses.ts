/** Licenses of things that are not there, for as long as a dry run judges what comes after them. */
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { trialDevices } from './change-licenses.ts'
import { type HeldLicenses, type LicensePlace, lockPlaces, writeHeld } from './license-counts.queries.ts'

/**
 * Locks the counters of what comes next, and takes before that licenses, or as many as there still are, of things that a dry
 * run has judged before and that are not there: what comes after them finds what they would leave. Locks first what both
 * take, for the second would begin at the deepest again.
 *
 * A customer without a limit charges what it takes to what lies above it. So it is taken there at once, in the first
 * counter with a limit: a file may name thousands of customers, and few of their counters decide anything.
 */
export async function holdLicenses(
  context: Context,
  held: readonly HeldLicenses[],
  next: readonly LicensePlace[],
): Promise<void> {
  // Nothing of what has gone out of sight meanwhile.
  const given = await asFarAsUsed(
    context.tx,
    held.filter(({ count }) => count < 0),
  )
  const taken = await whereItCounts(
    context.tx,
    held.filter(({ count }) => count > 0),
  )
  await lockPlaces(context, [...given, ...taken, ...next])
  await writeHeld(context, await asFarAsUsed(context.tx, given))
  await writeHeld(context, taken)
}

async function whereItCounts(tx: TenantTransaction, held: readonly HeldLicenses[]): Promise<HeldLicenses[]> {
  if (held.length === 0) return []
  const counterOf = await findCounters(tx, [...new Set(held.map(({ organizationId }) => organizationId))])
  const counted = new Map<string, HeldLicenses>()
  for (const { organizationId, type, count } of held) {
    const at = counterOf(organizationId, type)
    if (at === null) continue
    const place = `${at} ${type}`
    counted.set(place, { organizationId: at, type, count: count + (counted.get(place)?.count ?? 0) })
  }
  return [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
}

/** Somebody else may have given back some meanwhile. */
async function asFarAsUsed(tx: TenantTransaction, given: readonly HeldLicenses[]): Promise<HeldLicenses[]> {
  if (given.length === 0) return []
  const used = await findUsed(tx, [...new Set(given.map(({ organizationId }) => organizationId))])
  return given.flatMap((each) => {
    const count = Math.max(each.count, -(used.get(`${each.organizationId} ${each.type}`) ?? 0))
    return count < 0 ? [{ ...each, count }] : []
  })
}

async function findUsed(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('license_counters')
    .select(['organization_id', 'type', 'used'])
    .where(sql<SqlBool>`organization_id = any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map(({ organization_id, type, used }) => [`${organization_id} ${type}`, used]))
}

/** Tells which organization's counter decides of a type, as far up as the caller sees; null where none does. */
async function findCounters(tx: TenantTransaction, ids: readonly string[]) {
  const above = await findAbove(tx, ids)
  const limited = new Set(await findLimited(tx, [...new Set([...ids, ...above.map(({ ancestor_id }) => ancestor_id)])]))
  const paths = new Map<string, typeof above>(ids.map((id) => [id, []]))
  for (const each of above) paths.get(each.descendant_id)?.push(each)
  return (id: string, type: string): string | null => {
    // Nothing for what has gone out of sight meanwhile.
    let last: string | null = null
    for (const [index, { ancestor_id, distance, type: kind }] of (paths.get(id) ?? []).entries()) {
      // What lies above what is out of sight is nobody's to know.
      if (distance !== index) return last
      last = ancestor_id
      if (limited.has(`${ancestor_id} ${type}`)) return ancestor_id
      // Trials are counted by the account alone.
      if (type === trialDevices && kind !== 'division') return null
    }
    return last
  }
}

async function findAbove(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('organization_closure as c')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'c.provider_id').onRef('o.id', '=', 'c.ancestor_id'),
    )
    .select(['c.descendant_id', 'c.ancestor_id', 'c.distance', 'o.type'])
    .where(sql<SqlBool>`c.descendant_id = any(${ids}::uuid[])`)
    .orderBy('c.distance')
    .execute()
}

async function findLimited(tx: TenantTransaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('license_counters')
    .select(['organization_id', 'type'])
    .where(sql<SqlBool>`organization_id = any(${ids}::uuid[])`)
    .where('limit_count', 'is not', null)
    .execute()
  return rows.map(({ organization_id, type }) => `${organization_id} ${type}`)
}
