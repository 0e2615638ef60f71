/** What the ids that a bulk change is about are called: tags, users, entities and customers. */
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Done } from './apply-to-customer.ts'
import type { BulkChangeRow } from './bulk-changes.queries.ts'

const tables = { tags: 'tags', users: 'memberships', entities: 'entities', organizations: 'organizations' } as const

/** Ids by what they are of. */
export type Ids = Partial<Record<keyof typeof tables, readonly string[]>>

/** The names of some things by their ids; what the caller does not see, or is gone, is missing. */
export async function findNames(tx: TenantTransaction, ids: Ids): Promise<Map<string, string>> {
  const found = await Promise.all(
    Object.entries(ids).map(([of, some]) => {
      const wanted = [...new Set(some)]
      if (wanted.length === 0) return []
      return tx
        .selectFrom(`${tables[of as keyof typeof tables]} as one` as 'tags as one')
        .select(['one.id', 'one.name'])
        .where(sql<SqlBool>`one.id = any(${wanted}::uuid[])`)
        .execute()
    }),
  )
  return new Map(found.flat().map(({ id, name }) => [id, name]))
}

/**
 * What a bulk change has changed, the first in the order in which it went, as far as the caller still sees whose it is; what
 * is deleted by the name that it had.
 */
export async function findChanged(
  tx: TenantTransaction,
  { id, list }: Pick<BulkChangeRow, 'id' | 'list'>,
  most: number,
): Promise<{ id: string; name: string; done: Done }[]> {
  const source = { customers: 'organizations', devices: 'devices', entities: 'entities' }[list] ?? list
  const rows = await tx
    .selectFrom('bulk_change_items as i')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'i.provider_id').onRef('o.id', '=', 'i.organization_id'),
    )
    .leftJoin(`${source} as one` as 'devices as one', (join) =>
      join.onRef('one.provider_id', '=', 'i.provider_id').onRef('one.id', '=', 'i.object_id'),
    )
    .select(['i.object_id', 'i.done'])
    .select(sql<string | null>`coalesce(one.name, i.done ->> 'name')`.as('name'))
    .where('i.bulk_change_id', '=', id)
    .where('i.state', 'in', ['changed', 'restored', 'left'])
    .where(sql<SqlBool>`coalesce(one.name, i.done ->> 'name') is not null`)
    .orderBy('i.place')
    .limit(most)
    .execute()
  return rows.map((row) => ({ id: row.object_id, name: row.name ?? '', done: row.done as Done }))
}
