import { type allEntityColumns, internalEntityColumns } from '@tenantry/contract/entity-list.ts'
import { searchKey, sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { countryCode, foldedText, phoneNumber, stateCode } from '../../platform/list/column-sources.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import { asWritten, hasForeignLetters } from '../../platform/list/foreign-letters.ts'
import {
  type ColumnSource,
  inOrder,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortColumnsOf,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedIds } from '../../platform/list/prepared-list.ts'
import { refuseColumns } from '../../platform/list/refuse-columns.ts'
import { type SearchTarget, type Seeker, searchConditions } from '../../platform/list/search.ts'
import { ownerStatusCondition } from '../organizations/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { entityTags } from '../tags/public.ts'
import { countPeople } from './entities.queries.ts'

const definition: ListDefinition = {
  columns: {
    name: { ref: 'e.name_key', type: 'text', normalize: sortKey },
    organizationId: { ref: 'e.organization_id', type: 'id' },
    organizationStatus: { condition: (condition) => ownerStatusCondition('e', condition) },
    kind: { ref: 'e.kind', type: 'text' },
    code: { ref: 'e.code_key', type: 'text', nullable: true, normalize: sortKey },
    country: countryCode('e.country'),
    state: stateCode('e.state'),
    city: foldedText('e.city'),
    postalCode: foldedText('e.postal_code'),
    contactLastName: foldedText('e.contact_last_name'),
    contactEmail: foldedText('e.contact_email'),
    contactPhone: phoneNumber('e.contact_phone'),
    tags: { condition: (condition) => entityTags.condition('e', condition) },
    devices: { ref: 'e.devices', type: 'number' },
    createdAt: { ref: 'e.created_at', type: 'instant' },
    updatedAt: { ref: 'e.updated_at', type: 'instant' },
  } satisfies Record<keyof typeof allEntityColumns, ColumnSource>,
  idRef: 'e.id',
  defaultSort: 'name',
}

const searched: SearchTarget = {
  function: 'search.entity_ids',
  idRef: 'e.id',
  refs: ['e.name_key', 'e.code_key'],
}

/**
 * The plan of a list of the entities of one organization, or of all of them.
 * @throws invalid_input (422) for a column that does not exist for a customer's own people, and a cursor of another list
 */
export async function planEntities(
  context: Seeker,
  organizationId: string | null,
  query: ListQuery,
): Promise<ListPlan> {
  if (isOwnSide(context.caller)) refuseColumns(query, internalEntityColumns)
  const conditions =
    organizationId === null
      ? await searchConditions(context, query.q, searched)
      : [sql<SqlBool>`e.organization_id = ${organizationId}`, ...search(query.q)]
  const ofQuery = await asWritten(definition, query, { contactEmail: showEmail }, () => findForeignEmails(context.tx))
  return planList(context.caller, ofQuery, query, conditions, organizationId)
}

async function findForeignEmails(tx: TenantTransaction): Promise<string[]> {
  const all = tx.selectFrom('entities as e').select('e.contact_email').distinct()
  const rows = await all.where(hasForeignLetters('e.contact_email')).execute()
  return rows.flatMap((row) => row.contact_email ?? [])
}

/** All ids of the list in its order. */
export const findListedEntityIds = preparedIds((db) => db.selectFrom('entities as e').select('e.id'))

/** The ids of all that a list shows, in the order of its names, at most some. */
export async function findSomeListedIds(tx: TenantTransaction, plan: ListPlan, most: number): Promise<string[]> {
  const all = plan.conditions.reduce((each, condition) => each.where(condition), tx.selectFrom('entities as e'))
  const rows = await all.select('e.id').orderBy('e.name_key').orderBy('e.id').limit(most).execute()
  return rows.map(({ id }) => id)
}

/** One organization has thousands of entities at most: what its index finds is looked through. */
function search(q: string | undefined): Expression<SqlBool>[] {
  const term = searchKey(q ?? '')
  if (term === '') return []
  const pattern = `%${escapeLike(term)}%`
  return [sql<SqlBool>`(e.name_key like ${pattern} or e.code_key like ${pattern})`]
}

/**
 * Reads a page, and on the first page counts what it is a page of. People are counted, and tags read, for the rows of the page only.
 */
export async function findEntityRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, inOrder(pageOf(tx, plan), plan, 'page'), tx.selectFrom('entities as e'))
}

/** The same with the name of each one's customer, null where the caller does not see that. */
export async function findNamedEntityRows(tx: TenantTransaction, plan: ListPlan) {
  const named = pageOf(tx, plan)
    .leftJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'page.provider_id').onRef('o.id', '=', 'page.organization_id'),
    )
    .select('o.name as organization_name')
  return readPage(tx, plan, inOrder(named, plan, 'page'), tx.selectFrom('entities as e'))
}

function pageOf(tx: TenantTransaction, plan: ListPlan) {
  const rows = tx.selectFrom('entities as e').selectAll('e').select(sortColumnsOf(plan)).select(sortValues(plan))
  return tx
    .selectFrom(paged(rows, plan).as('page'))
    .selectAll('page')
    .select(countPeople(tx, 'page').$asScalar().$notNull().as('users'))
    .select(entityTags.labels(tx, 'page').as('tags'))
}
