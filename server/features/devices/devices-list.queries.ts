import { type deviceColumns, internalDeviceColumns } from '@tenantry/contract/devices.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import {
  type ColumnSource,
  counted,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedIds, preparedList } from '../../platform/list/prepared-list.ts'
import { refuseColumns } from '../../platform/list/refuse-columns.ts'
import { type SearchTarget, type Seeker, searchConditions } from '../../platform/list/search.ts'
import { ownerStatusCondition } from '../organizations/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { deviceTags } from '../tags/public.ts'

const definition: ListDefinition = {
  columns: {
    name: { ref: 'd.name_key', type: 'text', normalize: sortKey },
    class: { ref: 'd.class', type: 'text' },
    organizationId: { ref: 'd.organization_id', type: 'id' },
    organizationStatus: { condition: (condition) => ownerStatusCondition('d', condition) },
    entityId: { ref: 'd.entity_id', type: 'id', nullable: true },
    tags: { condition: (condition) => deviceTags.condition('d', condition) },
    createdAt: { ref: 'd.created_at', type: 'instant' },
    updatedAt: { ref: 'd.updated_at', type: 'instant' },
  } satisfies Record<keyof typeof deviceColumns, ColumnSource>,
  idRef: 'd.id',
  defaultSort: 'name',
}

const searched: SearchTarget = { function: 'search.device_ids', idRef: 'd.id', refs: ['d.name_key'] }

/**
 * The plan of a list of devices: its conditions with those of the search by name.
 * @throws invalid_input (422) for a column that does not exist for a customer's own people, and a cursor of another list
 */
export async function planDevices(context: Seeker, query: ListQuery): Promise<ListPlan> {
  if (isOwnSide(context.caller)) refuseColumns(query, internalDeviceColumns)
  return planList(context.caller, definition, query, await searchConditions(context, query.q, searched))
}

/** Reads a page, and on the first page counts what it is a page of. */
export const findDeviceRows = preparedList((db, plan) => {
  const base = db.selectFrom('devices as d')
  const page = paged(
    base
      .leftJoin('organizations as o', (join) =>
        join.onRef('o.provider_id', '=', 'd.provider_id').onRef('o.id', '=', 'd.organization_id'),
      )
      .leftJoin('entities as e', (join) =>
        join.onRef('e.provider_id', '=', 'd.provider_id').onRef('e.id', '=', 'd.entity_id'),
      )
      .select([
        'd.id',
        'd.organization_id',
        'd.entity_id',
        'd.name',
        'd.class',
        'd.created_at',
        'd.updated_at',
        'o.name as organization_name',
        'e.name as entity_name',
        sortValues(plan),
      ])
      .select(deviceTags.labels(db, 'd').as('tags')),
    plan,
  )
  return { page, total: counted(db, plan, base) }
})

/** All ids of the list in its order. */
export const findDeviceIds = preparedIds((db) => db.selectFrom('devices as d').select('d.id'))

/** The ids of all that a list shows, in the order of its names, at most some. */
export async function findListedIds(tx: TenantTransaction, plan: ListPlan, most: number): Promise<string[]> {
  const all = plan.conditions.reduce((each, condition) => each.where(condition), tx.selectFrom('devices as d'))
  const rows = await all.select('d.id').orderBy('d.name_key').orderBy('d.id').limit(most).execute()
  return rows.map(({ id }) => id)
}
