/** Licenses of things that are not there, for as long as a dry run judges what comes after them. */
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { trialDevices } from './change-licenses.ts'
import { type HeldLicenses, lockLicenses, writeHeld } from './license-counts.queries.ts'

/**
 * Takes licenses, or as many as there still are, for things that a dry run has judged before and that are not there: what
 * comes after them finds what they would leave. Locks first what that takes as well, for it would begin at the deepest again.
 *
 * A customer without a limit charges what it takes to what lies above it. So it is taken there at once, in the first
 * counter with a limit: a file may name thousands of customers, and few of their counters decide anything.
 */
export async function holdLicenses(
  { tx, ...context }: Context,
  held: readonly HeldLicenses[],
  next: readonly Pick<HeldLicenses, 'organizationId' | 'type'>[],
): Promise<void> {
  if (held.length === 0) return
  const counterOf = await findCounters(tx, [...new Set(held.map(({ organizationId }) => organizationId))])
  const counted = new Map<string, HeldLicenses>()
  for (const { organizationId, type, count } of held) {
    const at = counterOf(organizationId, type)
    if (at === null) continue
    const place = `${at} ${type}`
    counted.set(place, { organizationId: at, type, count: count + (counted.get(place)?.count ?? 0) })
  }
  const inOrder = [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
  if (inOrder.length === 0) return
  const all = [...inOrder, ...next]
  await lockLicenses({ tx, ...context }, distinct(all.map(organizationOf)), distinct(all.map(({ type }) => type)))
  await writeHeld({ tx, ...context }, inOrder)
}

const organizationOf = ({ organizationId }: Pick<HeldLicenses, 'organizationId'>) => organizationId
const distinct = (values: readonly string[]) => [...new Set(values)]

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
