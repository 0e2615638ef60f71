import type { ListQuery } from '@tenantry/contract/list.ts'
import { type Insertable, type Selectable, type SqlBool, sql, type Updateable } from 'kysely'
import type { NotesTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  type ListDefinition,
  type ListPlan,
  type ListReader,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'

/** A note as it is read: `seen_membership_id` is null where the reader cannot see who wrote it. */
export type NoteRow = Selectable<NotesTable> & { seen_membership_id: string | null }

const definition: ListDefinition = {
  columns: {
    isPinned: { ref: 'n.pinned', type: 'text' },
    createdAt: { ref: 'n.created_at', type: 'instant' },
    updatedAt: { ref: 'n.updated_at', type: 'instant' },
  },
  idRef: 'n.id',
  defaultSort: '-isPinned,-createdAt',
}

/**
 * The plan of a list of the notes of one organization.
 * @param isForCustomer only those that the customer's own people may read
 */
export function planNotes(
  reader: ListReader,
  organizationId: string,
  query: ListQuery,
  isForCustomer: boolean,
): ListPlan {
  const term = query.q ?? ''
  return planList(
    reader,
    definition,
    query,
    [
      sql<SqlBool>`n.organization_id = ${organizationId}`,
      ...(isForCustomer ? [sql<SqlBool>`n.is_visible_to_customer`] : []),
      // One organization has hundreds of notes at most: what its index finds is looked through.
      ...(term === '' ? [] : [sql<SqlBool>`n.body ilike ${`%${escapeLike(term)}%`}`]),
    ],
    organizationId,
  )
}

function selectNotes(tx: TenantTransaction) {
  return (
    tx
      .selectFrom('notes as n')
      // Inside both walls: no row where the reader may not see who wrote it.
      .leftJoin('memberships as m', (join) =>
        join.onRef('m.provider_id', '=', 'n.provider_id').onRef('m.id', '=', 'n.author_membership_id'),
      )
      .selectAll('n')
      .select('m.id as seen_membership_id')
  )
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findNoteRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, paged(selectNotes(tx).select(sortValues(plan)), plan), tx.selectFrom('notes as n'))
}

/** Reads a note about an organization, or nothing where the caller cannot see it. */
export async function findNote(
  tx: TenantTransaction,
  organizationId: string,
  id: string,
): Promise<NoteRow | undefined> {
  return selectNotes(tx).where('n.organization_id', '=', organizationId).where('n.id', '=', id).executeTakeFirst()
}

/** Reads a note that is about to be changed; others wait to change it until the transaction ends. */
export async function lockNote(
  tx: TenantTransaction,
  organizationId: string,
  id: string,
): Promise<NoteRow | undefined> {
  return selectNotes(tx)
    .where('n.organization_id', '=', organizationId)
    .where('n.id', '=', id)
    .forUpdate('n')
    .executeTakeFirst()
}

/** Reads the note that is pinned, to unpin it; others wait to change it. */
export async function lockPinned(tx: TenantTransaction, organizationId: string): Promise<NoteRow | undefined> {
  return selectNotes(tx)
    .where('n.organization_id', '=', organizationId)
    .where('n.is_pinned', '=', true)
    .forUpdate('n')
    .executeTakeFirst()
}

/** Writes a note. */
export async function insertNoteRow(tx: TenantTransaction, row: Insertable<NotesTable>): Promise<void> {
  await tx.insertInto('notes').values(row).execute()
}

/** Changes a note and raises its version. */
export async function updateNoteRow(tx: TenantTransaction, id: string, change: Updateable<NotesTable>): Promise<void> {
  await tx
    .updateTable('notes')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function deleteNoteRow(tx: TenantTransaction, id: string): Promise<void> {
  await tx.deleteFrom('notes').where('id', '=', id).execute()
}
