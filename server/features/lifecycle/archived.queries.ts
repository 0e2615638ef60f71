import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import {
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { type SearchTarget, type Seeker, searchConditions } from '../../platform/list/search.ts'

const definition: ListDefinition = {
  columns: {
    name: { ref: 'o.name_key', type: 'text', normalize: sortKey },
    code: { ref: 'o.code_key', type: 'text', nullable: true, normalize: sortKey },
    type: { ref: 'o.type', type: 'text' },
    archivedUntil: { ref: 'o.archived_until', type: 'instant', nullable: true },
  },
  idRef: 'o.id',
  defaultSort: 'archivedUntil',
}

const searched: SearchTarget = {
  function: 'search.organization_ids',
  idRef: 'o.id',
  refs: ['o.name_key', 'o.code_key'],
}

/** One row of the archive as it is read. */
export type ArchivedRow = Awaited<ReturnType<typeof findArchivedRows>>['rows'][number]

/** The plan of a page of the archive. */
export async function planArchived(context: Seeker, query: ListQuery): Promise<ListPlan> {
  const isArchived = sql<SqlBool>`o.status = 'archived'`
  return planList(context.caller, definition, query, [
    isArchived,
    ...(await searchConditions(context, query.q, searched)),
  ])
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findArchivedRows(tx: TenantTransaction, plan: ListPlan) {
  const base = tx.selectFrom('organizations as o')
  const page = paged(
    base
      .leftJoin('organizations as parent', (join) =>
        join.onRef('parent.provider_id', '=', 'o.provider_id').onRef('parent.id', '=', 'o.parent_id'),
      )
      .select(['o.id', 'o.name', 'o.code', 'o.type', 'o.status_since', 'o.archived_until'])
      .select(['parent.name as parent_name', sortValues(plan)]),
    plan,
  )
  return readPage(tx, plan, page, base)
}
