/** What is read of many customers at once to tell how full their licenses are. */
import { type SqlBool, sql } from 'kysely'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'

interface Asked {
  ids: string[]
}

/** The limits of some organizations with what is taken of them. */
export const findLimitsOf = prepared((db, { ids }: Given<Asked>) =>
  db
    .selectFrom('license_counters as k')
    .select(['k.organization_id', 'k.type', 'k.limit_count', 'k.overage', 'k.demand', 'k.excess'])
    .where(sql<SqlBool>`k.organization_id = any(${ids}::uuid[])`)
    .where('k.limit_count', 'is not', null),
)

/** A limit with what is taken of it. */
export type LimitRow = Awaited<ReturnType<typeof findLimitsOf>>[number]

/** The modes of some organizations below the provider, of those that the caller sees. */
export const findModesOf = prepared((db, { ids }: Given<Asked>) =>
  db
    .selectFrom('organizations as o')
    .select(['o.id', 'o.license_mode'])
    .where(sql<SqlBool>`o.id = any(${ids}::uuid[])`)
    .where('o.type', '<>', 'provider'),
)
