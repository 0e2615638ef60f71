import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { requireWriting } from './note-place.ts'
import { deleteNoteRow, lockNote } from './notes.queries.ts'
import { noteChange } from './notes.view.ts'

/**
 * Deletes a note; the audit log keeps what it said (B31). Locks the note.
 * @throws not_found (404) when it does not exist for the caller, or is about another organization
 * @throws forbidden (403) for the organization's own people
 * @throws precondition_failed (412) when a version was named and the note has another
 * @throws invalid_input (422) where the organization is archived
 */
export async function deleteNote(context: CallContext, organizationId: string, id: string): Promise<void> {
  const { tx, ifMatch } = context
  await requireWriting(context, organizationId)
  const row = await lockNote(tx, organizationId, id)
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  await deleteNoteRow(tx, id)
  await recordAudit(context, noteChange('note.deleted', row, null))
}
