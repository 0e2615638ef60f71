/** What the pool owns over time, as its purchases begin and end. */
import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/**
 * What is owned of each type from each day on on which that changes, as YYYY-MM-DD and in their order. A type that was
 * never bought has none.
 */
export async function findOwnedSteps(tx: TenantTransaction): Promise<Map<string, { day: string; count: number }[]>> {
  const begins = tx
    .selectFrom('license_purchases')
    .select(['type', sql<string>`starts_on`.as('day'), sql<number>`quantity`.as('by')])
  const ends = tx
    .selectFrom('license_purchases')
    .select(['type', sql<string>`ends_on + 1`.as('day'), sql<number>`-quantity`.as('by')])
    // The day after the last one that can be written cannot be told: such a purchase does not end.
    .where('ends_on', '<', '9999-12-31')
  const rows = await tx
    .selectFrom(begins.unionAll(ends).as('s'))
    .select(['s.type', 's.day'])
    .select(sql<number>`(sum(sum(s.by)) over (partition by s.type order by s.day))::int`.as('count'))
    .groupBy(['s.type', 's.day'])
    .orderBy('s.type')
    .orderBy('s.day')
    .execute()
  const byType = new Map<string, { day: string; count: number }[]>()
  for (const { type, day, count } of rows) {
    const steps = byType.get(type) ?? []
    if (steps.at(-1)?.count !== count) steps.push({ day, count })
    byType.set(type, steps)
  }
  return byType
}
