import type { entityColumns } from '@tenantry/contract/entity-list.ts'
import { searchKey, sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { countryCode, foldedText, phoneNumber } from '../../platform/list/column-sources.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  inOrder,
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  type StoredColumn,
  sortColumnsOf,
  sortValues,
} from '../../platform/list/list-plan.ts'
import { preparedIds } from '../../platform/list/prepared-list.ts'
import { countPeople } from './entities.queries.ts'

const definition: ListDefinition = {
  columns: {
    name: { ref: 'e.name_key', type: 'text', normalize: sortKey },
    kind: { ref: 'e.kind', type: 'text' },
    code: { ref: 'e.code_key', type: 'text', nullable: true, normalize: sortKey },
    country: countryCode('e.country'),
    state: foldedText('e.state'),
    city: foldedText('e.city'),
    postalCode: foldedText('e.postal_code'),
    contactLastName: foldedText('e.contact_last_name'),
    contactEmail: foldedText('e.contact_email'),
    contactPhone: phoneNumber('e.contact_phone'),
    devices: { ref: 'e.devices', type: 'number' },
    createdAt: { ref: 'e.created_at', type: 'instant' },
    updatedAt: { ref: 'e.updated_at', type: 'instant' },
  } satisfies Record<keyof typeof entityColumns, StoredColumn>,
  idRef: 'e.id',
  defaultSort: 'name',
}

/** The plan of a list of the entities of one organization, or of all of them. */
export function planEntities(organizationId: string | null, query: ListQuery): ListPlan {
  const ofOrganization = organizationId === null ? [] : [sql<SqlBool>`e.organization_id = ${organizationId}`]
  return planList(definition, query, [...ofOrganization, ...search(query.q)])
}

/** All ids of the list in its order. */
export const findListedEntityIds = preparedIds((db) => db.selectFrom('entities as e').select('e.id'))

/** One organization has thousands of entities at most: what its index finds is looked through. */
function search(q: string | undefined): Expression<SqlBool>[] {
  const term = searchKey(q ?? '')
  if (term === '') return []
  const pattern = `%${escapeLike(term)}%`
  return [sql<SqlBool>`(e.name_key like ${pattern} or e.code_key like ${pattern})`]
}

/** Reads a page, and on the first page counts what it is a page of. People are counted for the rows of the page only. */
export async function findEntityRows(tx: TenantTransaction, plan: ListPlan) {
  const base = tx.selectFrom('entities as e')
  const rows = inOrder(
    tx
      .selectFrom(paged(base.selectAll('e').select(sortColumnsOf(plan)).select(sortValues(plan)), plan).as('page'))
      .selectAll('page')
      .select(countPeople(tx, 'page').$asScalar().$notNull().as('users')),
    plan,
    'page',
  )
  return readPage(tx, plan, rows, base)
}
