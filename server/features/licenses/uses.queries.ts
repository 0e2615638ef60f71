/** What takes licenses now, as a list. */
import type { licenseUseColumns } from '@tenantry/contract/license-uses.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type SqlBool, sql } from 'kysely'
import type { CallContext } from '../../platform/http/context.ts'
import { foldedText } from '../../platform/list/column-sources.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import { folded, foldedValue } from '../../platform/list/folded.ts'
import {
  type ColumnSource,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

const definition: ListDefinition = {
  columns: {
    name: { ...foldedText('u.subject_name'), sortedBy: { ref: 'u.sort_name', type: 'text', nullable: true } },
    kind: { ref: 'u.subject_kind', type: 'text' },
    organizationId: { ref: 'u.organization_id', type: 'id' },
  } satisfies Record<keyof typeof licenseUseColumns, ColumnSource>,
  idRef: 'u.subject_id',
  defaultSort: 'name',
}

/** Whose use of what. */
export interface UsesOf {
  id: string
  type: string
}

/**
 * The plan of a list of what takes a type in an organization and below it.
 * @throws invalid_input (422) for a cursor of another list
 */
export function planUses({ caller }: CallContext, query: ListQuery, { id, type }: UsesOf): ListPlan {
  const term = query.q ?? ''
  const pattern = foldedValue(`%${escapeLike(term)}%`)
  const search = term === '' ? [] : [sql<SqlBool>`${folded(sql.ref('u.subject_name'))} like ${pattern}`]
  return planList(caller, definition, query, search, `${id} ${type}`)
}

/** Reads a page of those that the caller sees, and on the first page counts what it is a page of. */
export async function findUses({ tx, caller }: CallContext, plan: ListPlan, of: UsesOf) {
  const seen = selectUses({ tx, caller }, of)
  const page = seen
    .innerJoin('organizations as o', (join) => join.onRef('o.id', '=', 'u.organization_id'))
    .leftJoinLateral(
      (db) =>
        db
          .selectFrom('license_ledger as l')
          .select(['l.happened_at', 'l.reason', 'l.actor_name'])
          .whereRef('l.subject_id', '=', 'u.subject_id')
          .whereRef('l.organization_id', '=', 'u.organization_id')
          .where('l.type', '=', of.type)
          .where('l.count', '>', 0)
          .orderBy('l.number', 'desc')
          .limit(1)
          .as('taken'),
      (join) => join.onTrue(),
    )
    .select([
      'u.subject_id as id',
      'u.subject_kind',
      'u.subject_name',
      'u.organization_id',
      'o.name as organization_name',
      'taken.happened_at',
      'taken.reason',
      'taken.actor_name',
      sortValues(plan),
    ])
  return readPage(tx, plan, paged(page, plan), seen)
}

/** Devices and users by the rules of what takes licenses, of those that both walls let the caller see. */
function selectUses({ tx, caller }: Pick<CallContext, 'tx' | 'caller'>, { id, type }: UsesOf) {
  return tx
    .selectFrom(
      sql<{
        organization_id: string
        subject_kind: 'device' | 'membership'
        subject_id: string
        subject_name: string | null
        sort_name: string | null
      }>`(select * from tenancy.license_uses(${caller.scope.providerId}::uuid, ${id}::uuid, ${type}::text))`.as('u'),
    )
    .leftJoin('devices as d', (join) => join.onRef('d.id', '=', 'u.subject_id').on('u.subject_kind', '=', 'device'))
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.id', '=', 'u.subject_id').on('u.subject_kind', '=', 'membership'),
    )
    .where((eb) => eb.or([eb('d.id', 'is not', null), eb('m.id', 'is not', null)]))
}
