import type { Entity, ListedEntity } from '@tenantry/contract/entity-list.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { effectiveStatuses } from '../organizations/public.ts'
import { entityView, listedEntityView } from './entities.view.ts'
import { findEntityRows, findNamedEntityRows, findSomeListedIds, planEntities } from './entities-list.queries.ts'
import { requireSight } from './find-owner.ts'

/**
 * Pages the entities of an organization that the caller can see, with the number of devices in each (IF10).
 * @throws not_found (404) when the caller sees neither the organization nor an entity of it
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listEntities(
  context: CallContext,
  organizationId: string,
  query: ListQuery,
): Promise<Page<Entity>> {
  await requireSight(context, organizationId)
  const plan = await planEntities(context, organizationId, query)
  const { rows, counted } = await findEntityRows(context.tx, plan)
  return toPage(plan, rows, counted, entityView)
}

/**
 * Pages the entities that the caller can see, of all organizations (IF10).
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listAllEntities(context: CallContext, query: ListQuery): Promise<Page<ListedEntity>> {
  const plan = await planEntities(context, null, query)
  const { rows, counted } = await findNamedEntityRows(context.tx, plan)
  const owners = [...new Set(rows.map((row) => row.organization_id))]
  const statuses = await effectiveStatuses(context.tx, owners)
  const { organization } = context.caller
  return toPage(plan, rows, counted, (row) => listedEntityView(row, organization, statuses.get(row.organization_id)))
}

/** The ids of what the list of all shows by its search and filter, by name, at most some. */
export async function listEntityIds(context: CallContext, query: ListQuery, most: number): Promise<string[]> {
  return findSomeListedIds(context.tx, await planEntities(context, null, query), most)
}
