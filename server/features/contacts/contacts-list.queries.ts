import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { foldedText } from '../../platform/list/column-sources.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import { folded, foldedValue } from '../../platform/list/folded.ts'
import { asWritten, hasForeignLetters } from '../../platform/list/foreign-letters.ts'
import {
  type ListDefinition,
  type ListPlan,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

const definition: ListDefinition = {
  columns: {
    position: { ref: 'c.position', type: 'number' },
    role: foldedText('c.role'),
    email: foldedText('c.email'),
  },
  idRef: 'c.id',
  defaultSort: 'position',
}

/** The plan of a list of the further contacts of one organization. */
export async function planContacts(
  { tx, caller }: Pick<CallContext, 'tx' | 'caller'>,
  organizationId: string,
  query: ListQuery,
): Promise<ListPlan> {
  const find = () => findForeignEmails(tx, organizationId)
  return planList(
    caller,
    await asWritten(definition, query, { email: showEmail }, find),
    query,
    [sql<SqlBool>`c.organization_id = ${organizationId}`, sql<SqlBool>`c.kind = 'other'`, ...search(query.q)],
    organizationId,
  )
}

async function findForeignEmails(tx: TenantTransaction, organizationId: string): Promise<string[]> {
  const all = tx.selectFrom('contacts as c').select('c.email').where('c.organization_id', '=', organizationId)
  const rows = await all.where(hasForeignLetters('c.email')).execute()
  return rows.flatMap((row) => row.email ?? [])
}

/** One organization has a hundred at most: what its index finds is looked through. */
function search(q: string | undefined): Expression<SqlBool>[] {
  if (!q) return []
  const all = sql`concat_ws(' ', c.first_name, c.last_name, c.email, c.role)`
  return [sql<SqlBool>`${folded(all)} like ${foldedValue(`%${escapeLike(q)}%`)}`]
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

/** What {@link findLastPlace} tells, of several organizations by their ids; those without contacts are missing. */
export async function findLastPlaces(tx: TenantTransaction, organizationIds: readonly string[]) {
  const rows = await tx
    .selectFrom('contacts as c')
    .select('c.organization_id')
    .select(({ fn }) => [fn.countAll<number>().as('count'), sql<number>`max(c.position) + 1`.as('next')])
    .where(sql<SqlBool>`c.organization_id = any(${organizationIds}::uuid[])`)
    .where('c.kind', '=', 'other')
    .groupBy('c.organization_id')
    .execute()
  return new Map(rows.map(({ organization_id, count, next }) => [organization_id, { count, next }]))
}

/** The further contacts of several organizations, those of each in their order. */
export async function findOthersOf(tx: TenantTransaction, organizationIds: readonly string[]) {
  return tx
    .selectFrom('contacts as c')
    .select(['c.id', 'c.organization_id', 'c.role', 'c.first_name', 'c.last_name', 'c.email'])
    .where(sql<SqlBool>`c.organization_id = any(${organizationIds}::uuid[])`)
    .where('c.kind', '=', 'other')
    .orderBy('c.organization_id')
    .orderBy('c.position')
    .execute()
}

/** Which organizations those of some further contacts belong to that the caller sees. */
export async function findOthersAmong(tx: TenantTransaction, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('contacts as c')
    .select(['c.id', 'c.organization_id'])
    .where(sql<SqlBool>`c.id = any(${ids}::uuid[])`)
    .where('c.kind', '=', 'other')
    .execute()
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
