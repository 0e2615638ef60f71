import { sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** What is looked for, in the form in which it is stored; null for nothing. */
export interface DuplicateKeys {
  nameKey: string | null
  codeKey: string | null
  domain: string | null
}

/** A customer that may be the same, with its name and the one looked for as they are compared. */
export type DuplicateRow = Awaited<ReturnType<typeof findDuplicateRows>>[number]

const mostOfEachKind = 20

/** Organizations that share a name, a code or a domain with what is typed, of those that the caller sees. */
export async function findDuplicateRows(tx: TenantTransaction, providerId: string, keys: DuplicateKeys) {
  const { nameKey, codeKey, domain } = keys
  const call = sql`search.duplicate_ids(${providerId}::uuid, ${nameKey}::text, ${codeKey}::text, ${domain}::text, ${mostOfEachKind})`
  const found = await tx
    .selectFrom(sql<{ id: string }>`(select id from ${call} as found(id))`.as('found'))
    .select('found.id')
    .execute()
  if (found.length === 0) return []
  return tx
    .selectFrom('organizations as o')
    .select(['o.id', 'o.name', 'o.code', 'o.code_key', 'o.type', 'o.status', 'o.domain'])
    .select([
      sql<string>`search.name_stem(${sql.ref('o.name_key')})`.as('stem'),
      sql<string | null>`search.name_stem(${nameKey}::text)`.as('wanted_stem'),
      sql<number>`coalesce(similarity(search.name_stem(${sql.ref('o.name_key')}), search.name_stem(${nameKey}::text)), 0)`.as(
        'similarity',
      ),
    ])
    .where(
      'o.id',
      'in',
      found.map(({ id }) => id),
    )
    .execute()
}

/** Whether an organization that the caller sees has this code. */
export async function hasCode(tx: TenantTransaction, id: string, codeKey: string | null): Promise<boolean> {
  if (codeKey === null) return false
  const query = tx.selectFrom('organizations').select('id').where('id', '=', id).where('code_key', '=', codeKey)
  return (await query.executeTakeFirst()) !== undefined
}
