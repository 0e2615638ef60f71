import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { CallContext } from '../http/context.ts'
import { escapeLike } from './conditions.ts'

/** How a room's search works. */
export interface SearchTarget {
  /** The audited function that gives back ids: `search.organization_ids`. */
  function: 'search.organization_ids' | 'search.device_ids' | 'search.membership_ids'
  idRef: string
  /** Normalised columns that are searched. */
  refs: string[]
  /** Ids of what is found by another name too, whole, as it was typed. */
  alsoNamed?: (seeker: Seeker, typed: string) => Promise<string[]>
}

/** Who searches: the function is told the provider, so that the statement says whose rows it reads. */
export type Seeker = Pick<CallContext, 'tx' | 'caller'>

const mostIds = 2_000

/**
 * The condition of a search, none where nothing is searched for.
 * @param q the text as somebody typed it
 */
export async function searchConditions(
  context: Seeker,
  q: string | undefined,
  target: SearchTarget,
): Promise<Expression<SqlBool>[]> {
  const term = searchKey(q ?? '')
  if (term === '') return []
  const [condition, also = []] = await Promise.all([
    searchCondition(context, term, target),
    target.alsoNamed?.(context, q ?? ''),
  ])
  return [
    also.length === 0 ? condition : sql<SqlBool>`(${condition} or ${sql.ref(target.idRef)} = any(${also}::uuid[]))`,
  ]
}

/**
 * The condition of a search at the start and in the middle of words. A selective term is answered by the ids of the
 * search function; a term with very many matches is filtered in the list's own order, where a page fills quickly.
 */
async function searchCondition(context: Seeker, term: string, target: SearchTarget): Promise<Expression<SqlBool>> {
  const pattern = escapeLike(term)
  // Below three characters there is no trigram to look up.
  const ids = [...term].length < 3 ? null : await findIds(context, target.function, pattern)
  if (ids && ids.length <= mostIds) return sql<SqlBool>`${sql.ref(target.idRef)} = any(${ids}::uuid[])`
  const likes = target.refs.map((ref) => sql`${sql.ref(ref)} like ${`%${pattern}%`}`)
  return sql<SqlBool>`(${sql.join(likes, sql` or `)})`
}

async function findIds({ tx, caller }: Seeker, name: SearchTarget['function'], pattern: string): Promise<string[]> {
  const { providerId } = caller.scope
  const call = sql`${sql.raw(name)}(${providerId}::uuid, ${pattern}, ${mostIds + 1})`
  const rows = await tx
    .selectFrom(sql<{ id: string }>`(select id from ${call} as found(id))`.as('found'))
    .select('found.id')
    .execute()
  return rows.map((row) => row.id)
}
