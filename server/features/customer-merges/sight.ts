/** Who sees what before two customers become one, and who does afterwards. */
import type { CustomerMerge } from '@tenantry/contract/customer-merges.ts'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import { mostNamedPeople } from '@tenantry/contract/organization-moves.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { findWatchers, type WatcherRow } from '../organizations/public.ts'

/** Those who see each of the two, by membership; those who see everything are left out. */
export interface Sight {
  source: WatcherRow[]
  target: WatcherRow[]
}

/** Reads who sees two customers, their own people included, as far as the caller sees these. */
export async function readSight(tx: TenantTransaction, source: string, target: string): Promise<Sight> {
  const [ofSource, ofTarget] = await Promise.all([findWatchers(tx, source, 0), findWatchers(tx, target, 0)])
  return { source: ofSource, target: ofTarget }
}

type Change = Pick<CustomerMerge, 'gainsSight' | 'gainsSightCount' | 'losesSight' | 'losesSightCount'>

/**
 * Who sees more, because one of the two was hidden before, and who less. People whose place is withdrawn see the target
 * by another one.
 * @param after those who see the target, which has everything
 */
export function describeSight(before: Sight, after: WatcherRow[], withdrawn: ReadonlySet<string>): Change {
  const both = intersection(before.source, idsOf(before.target))
  const gains = without(after, idsOf(both))
  const loses = without([...before.source, ...before.target], new Set([...idsOf(after), ...withdrawn]))
  return {
    gainsSight: gains.slice(0, mostNamedPeople).map(onlooker),
    gainsSightCount: gains.length,
    losesSight: loses.slice(0, mostNamedPeople).map(onlooker),
    losesSightCount: loses.length,
  }
}

function idsOf(rows: WatcherRow[]): Set<string> {
  return new Set(rows.map(({ id }) => id))
}

function intersection(rows: WatcherRow[], ids: ReadonlySet<string>): WatcherRow[] {
  return rows.filter(({ id }) => ids.has(id))
}

/** Each once, by name. */
function without(rows: WatcherRow[], ids: ReadonlySet<string>): WatcherRow[] {
  const rest = new Map(rows.filter(({ id }) => !ids.has(id)).map((row) => [row.id, row]))
  return [...rest.values()].sort((one, other) =>
    one.name_key === other.name_key ? (one.id < other.id ? -1 : 1) : one.name_key < other.name_key ? -1 : 1,
  )
}

function onlooker(row: WatcherRow): CustomerMerge['gainsSight'][number] {
  return {
    membershipId: row.id as MembershipId,
    name: row.name,
    email: row.email,
    organizationName: row.organization_name,
  }
}
