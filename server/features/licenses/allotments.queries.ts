/** The limits that make up what is set aside of a type. */
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { licenseAllotmentColumns } from '@tenantry/contract/license-allotments.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  type ColumnSource,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'
import type { UsesOf } from './uses.queries.ts'

const definition: ListDefinition = {
  columns: {
    organizationName: { ref: 's.name_key', type: 'text', normalize: sortKey },
    setAside: { ref: 's.set_aside', type: 'number' },
  } satisfies Record<keyof typeof licenseAllotmentColumns, ColumnSource>,
  idRef: 's.id',
  defaultSort: '-setAside',
}

/**
 * The plan of a list of limits below an organization.
 * @throws invalid_input (422) for a cursor of another list
 */
export function planAllotments({ caller }: CallContext, query: ListQuery, { id, type }: UsesOf): ListPlan {
  const term = query.q ? `%${escapeLike(sortKey(query.q))}%` : null
  const search = term === null ? [] : [sql<SqlBool>`s.name_key like ${term}`]
  return planList(caller, definition, query, search, `${id} ${type}`)
}

/** Reads a page of those that the caller sees, and on the first page counts what it is a page of. */
export async function findAllotments(tx: TenantTransaction, plan: ListPlan, of: UsesOf) {
  const seen = selectAllotments(tx, of)
  const page = seen.select([
    's.id',
    's.name',
    's.limit_count',
    's.overage',
    's.demand',
    's.set_aside',
    sortValues(plan),
  ])
  return readPage(tx, plan, paged(page, plan), seen)
}

/** Limits below an organization with no other limit between. */
function selectAllotments(tx: TenantTransaction, { id, type }: UsesOf) {
  return tx.selectFrom((db) =>
    db
      .selectFrom('organization_closure as c')
      .innerJoin('license_counters as k', (join) =>
        join.onRef('k.provider_id', '=', 'c.provider_id').onRef('k.organization_id', '=', 'c.descendant_id'),
      )
      .innerJoin('organizations as o', (join) =>
        join.onRef('o.provider_id', '=', 'c.provider_id').onRef('o.id', '=', 'c.descendant_id'),
      )
      .select(['o.id', 'o.name', 'o.name_key', 'k.limit_count', 'k.overage', 'k.demand'])
      .select(sql<number>`greatest(k.limit_count, k.demand)`.as('set_aside'))
      .where('c.ancestor_id', '=', id)
      .where('c.distance', '>', 0)
      .where('k.type', '=', type)
      .where('k.limit_count', 'is not', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('organization_closure as u')
              .innerJoin('license_counters as l', (join) =>
                join.onRef('l.provider_id', '=', 'u.provider_id').onRef('l.organization_id', '=', 'u.ancestor_id'),
              )
              .select('l.type')
              .whereRef('u.descendant_id', '=', 'c.descendant_id')
              .where('u.distance', '>', 0)
              .whereRef('u.distance', '<', 'c.distance')
              .where('l.type', '=', type)
              .where('l.limit_count', 'is not', null),
          ),
        ),
      )
      .as('s'),
  )
}
