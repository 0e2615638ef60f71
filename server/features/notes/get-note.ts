import type { Note } from '@tenantry/contract/notes.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireReading } from './note-place.ts'
import { findNote } from './notes.queries.ts'
import { noteView } from './notes.view.ts'

/**
 * Reads a note (B31).
 * @throws not_found (404) when it does not exist for the caller, or is about another organization
 */
export async function getNote(
  context: CallContext,
  organizationId: string,
  id: string,
): Promise<{ note: Note; version: number }> {
  const { tx, caller } = context
  const isForCustomer = await requireReading(context, organizationId)
  const row = await findNote(tx, organizationId, id)
  if (!row || (isForCustomer && !row.is_visible_to_customer)) throw new AppError('not_found')
  return { note: noteView(row, caller.scope), version: row.version }
}
