import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

const lower = (value: string) => value.toLowerCase()

const definition: ListDefinition = {
  columns: {
    position: { ref: 'c.position', type: 'number' },
    role: { ref: 'c.role', type: 'text', nullable: true, isFolded: true, normalize: lower },
    email: { ref: 'c.email', type: 'text', nullable: true, isFolded: true, normalize: lower },
  },
  idRef: 'c.id',
  defaultSort: 'position',
}

/** The plan of a list of the further contacts of one organization. */
export function planContacts(organizationId: string, query: ListQuery): ListPlan {
  return planList(definition, query, [
    sql<SqlBool>`c.organization_id = ${organizationId}`,
    sql<SqlBool>`c.kind = 'other'`,
    ...search(query.q),
  ])
}

/** One organization has a hundred at most: what its index finds is looked through. */
function search(q: string | undefined): Expression<SqlBool>[] {
  if (!q) return []
  const pattern = `%${escapeLike(lower(q))}%`
  return [sql<SqlBool>`lower(concat_ws(' ', c.first_name, c.last_name, c.email, c.role)) like ${pattern}`]
}

function selectContacts(tx: TenantTransaction) {
  return tx
    .selectFrom('contacts as c')
    .select(['c.id', 'c.kind', 'c.role', 'c.first_name', 'c.last_name', 'c.email', 'c.phone', 'c.phone_extension'])
    .select(['c.fax', 'c.fax_extension', 'c.version'])
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findContactRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, paged(selectContacts(tx).select(sortValues(plan)), plan), tx.selectFrom('contacts as c'))
}

/** Reads one further contact of an organization, or nothing where the caller cannot see it. */
export async function findContact(tx: TenantTransaction, organizationId: string, id: string) {
  return selectContacts(tx)
    .where('c.organization_id', '=', organizationId)
    .where('c.kind', '=', 'other')
    .where('c.id', '=', id)
    .executeTakeFirst()
}

/** How many further contacts an organization has, and the place after the last one. */
export async function findLastPlace(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('contacts as c')
    .select(({ fn }) => [fn.countAll<number>().as('count'), sql<number>`coalesce(max(c.position) + 1, 0)`.as('next')])
    .where('c.organization_id', '=', organizationId)
    .where('c.kind', '=', 'other')
    .executeTakeFirstOrThrow()
}
