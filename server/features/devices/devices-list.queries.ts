import { builtInClasses, type deviceColumns, internalDeviceColumns } from '@tenantry/contract/devices.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { FilterCondition, ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
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
import { requireKnownClasses } from '../license-counts/public.ts'
import { ownerStatusCondition } from '../organizations/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { deviceTags } from '../tags/public.ts'
import { shownColumns } from './devices.queries.ts'

const definition: ListDefinition = {
  columns: {
    name: { ref: 'd.name_key', type: 'text', normalize: sortKey },
    class: { ref: 'd.class', type: 'text' },
    organizationId: { ref: 'd.organization_id', type: 'id' },
    organizationStatus: { condition: (condition) => ownerStatusCondition('d', condition) },
    entityId: { ref: 'd.entity_id', type: 'id', nullable: true },
    status: { ref: 'd.status', type: 'text' },
    serialNumber: { ref: 'd.serial_key', type: 'text', nullable: true, normalize: sortKey },
    maker: { ref: 'd.maker_key', type: 'text', nullable: true, normalize: sortKey },
    model: { ref: 'd.model_key', type: 'text', nullable: true, normalize: sortKey },
    operatingSystem: { ref: 'd.operating_system_key', type: 'text', nullable: true, normalize: sortKey },
    userId: { condition: seenUser },
    purchasedOn: { ref: 'd.purchased_on', type: 'date', nullable: true },
    warrantyEndsOn: { ref: 'd.warranty_ends_on', type: 'date', nullable: true },
    monitorsAvailability: { condition: (condition) => yesOrNo('d.monitors_availability', condition) },
    monitorsPerformance: { condition: (condition) => yesOrNo('d.monitors_performance', condition) },
    tags: { condition: (condition) => deviceTags.condition('d', condition) },
    createdAt: { ref: 'd.created_at', type: 'instant' },
    updatedAt: { ref: 'd.updated_at', type: 'instant' },
  } satisfies Record<keyof typeof deviceColumns, ColumnSource>,
  idRef: 'd.id',
  defaultSort: 'name',
}

/** A condition about who works with a device; whom the caller does not see is nobody. */
function seenUser({ operator, values }: FilterCondition): Expression<SqlBool> {
  // Without a transaction, as with tags.
  const person = expressionBuilder<Tables>()
    .selectFrom('memberships as person')
    .select('person.id')
    .whereRef('person.provider_id', '=', sql.ref('d.provider_id'))
    .whereRef('person.id', '=', sql.ref('d.user_id'))
  const wanted = operator === 'empty' ? person : person.where(sql<SqlBool>`person.id = any(${values}::uuid[])`)
  const isThere = operator === 'empty' ? values[0] === 'false' : operator === 'eq' || operator === 'in'
  return isThere ? sql<SqlBool>`exists ${wanted}` : sql<SqlBool>`not exists ${wanted}`
}

function yesOrNo(ref: string, { operator, values }: FilterCondition): Expression<SqlBool> {
  const isWanted = operator === 'eq' || operator === 'in'
  return sql<SqlBool>`(${sql.ref(ref)} = any(${values}::boolean[])) = ${isWanted}::boolean`
}

const searched: SearchTarget = { function: 'search.device_ids', idRef: 'd.id', refs: ['d.name_key', 'd.serial_key'] }

/**
 * The plan of a list of devices: its conditions with those of the search by name.
 * @throws invalid_input (422) for a column that does not exist for a customer's own people, for a class that there is not,
 * and a cursor of another list
 */
export async function planDevices(context: Seeker, query: ListQuery): Promise<ListPlan> {
  if (isOwnSide(context.caller)) refuseColumns(query, internalDeviceColumns)
  await requireKnownClasses(context, query, builtInClasses)
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
      .select(shownColumns)
      .select(['o.name as organization_name', 'e.name as entity_name', sortValues(plan)])
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
