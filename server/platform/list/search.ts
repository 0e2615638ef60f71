import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { CallContext } from '../http/context.ts'
import { escapeLike } from './conditions.ts'
import { countedRows } from './list-plan.ts'

/** How a room's search works. */
export interface SearchTarget {
  /** The audited function that gives back ids: `search.organization_ids`. */
  function: 'search.organization_ids' | 'search.device_ids' | 'search.membership_ids' | 'search.entity_ids'
  idRef: string
  /** Normalised columns that are searched. */
  refs: string[]
  /** Ids of what is found by another name too, whole, as it was typed. */
  alsoNamed?: (seeker: Seeker, typed: string) => Promise<string[]>
}

/** Who searches: the function is told the provider, so that the statement says whose rows it reads. */
export type Seeker = Pick<CallContext, 'tx' | 'caller'>

/** Past what a total counts, so that finding more is as much as a total says. */
const mostIds = countedRows

/** What a search has found. */
export interface Found {
  /** What a list has to fulfil, nothing where nothing is searched for. */
  conditions: Expression<SqlBool>[]
  /**
   * What the search function found of what the caller sees, in its order, up to 10,001 of them, when there are more; null
   * where that is not all there is to it.
   */
  ids: readonly string[] | null
}

/**
 * The condition of a search, none where nothing is searched for.
 * @param q the text as somebody typed it
 */
export async function searchConditions(
  context: Seeker,
  q: string | undefined,
  target: SearchTarget,
): Promise<Expression<SqlBool>[]> {
  return (await findBySearch(context, q, target)).conditions
}

/**
 * The condition of a search, and what fulfils it where that is known.
 * @param q the text as somebody typed it
 */
export async function findBySearch(context: Seeker, q: string | undefined, target: SearchTarget): Promise<Found> {
  const term = searchKey(q ?? '')
  if (term === '') return { conditions: [], ids: null }
  const pattern = escapeLike(term)
  // Below three characters there is no trigram to look up.
  const [ids, also = []] = await Promise.all([
    [...term].length < 3 ? null : findIds(context, target.function, pattern),
    target.alsoNamed?.(context, q ?? ''),
  ])
  const condition = searchCondition(target, pattern, ids)
  if (also.length === 0) return { conditions: [condition], ids: ids && withoutProvider(ids, context) }
  return {
    conditions: [sql<SqlBool>`(${condition} or ${sql.ref(target.idRef)} = any(${also}::uuid[]))`],
    ids: null,
  }
}

/**
 * The condition of a search at the start and in the middle of words. A selective term is answered by the ids of the
 * search function; a term with very many matches is filtered in the list's own order, where a page fills quickly.
 */
function searchCondition({ idRef, refs }: SearchTarget, pattern: string, ids: string[] | null): Expression<SqlBool> {
  if (ids && ids.length <= mostIds) return sql<SqlBool>`${sql.ref(idRef)} = any(${ids}::uuid[])`
  const likes = refs.map((ref) => sql`${sql.ref(ref)} like ${`%${pattern}%`}`)
  return sql<SqlBool>`(${sql.join(likes, sql` or `)})`
}

/** The provider itself is in no list of what it has. */
function withoutProvider(ids: readonly string[], { caller }: Seeker): string[] {
  return ids.filter((id) => id !== caller.scope.providerId).slice(0, mostIds + 1)
}

async function findIds({ tx, caller }: Seeker, name: SearchTarget['function'], pattern: string): Promise<string[]> {
  const { providerId } = caller.scope
  const call = sql`${sql.raw(name)}(${providerId}::uuid, ${pattern}, ${mostIds + 2})`
  const rows = await tx
    .selectFrom(sql<{ id: string }>`(select id from ${call} as found(id))`.as('found'))
    .select('found.id')
    .execute()
  return rows.map((row) => row.id)
}
