import type { Note, NoteInput } from '@tenantry/contract/notes.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { requireWriting, unpinOther } from './note-place.ts'
import { insertNoteRow } from './notes.queries.ts'
import { noteChange, noteView } from './notes.view.ts'

/**
 * Adds a note about an organization, with its audit row; pinned, it takes the place of the note that was (B31). Locks
 * that note then.
 * @throws not_found (404) when the caller cannot see the organization
 * @throws forbidden (403) for the organization's own people
 * @throws invalid_input (422) where it is archived
 */
export async function createNote(
  context: CallContext,
  organizationId: string,
  input: NoteInput,
): Promise<{ note: Note; version: number }> {
  const { tx, clock, caller } = context
  await requireWriting(context, organizationId)
  const unpinned = input.isPinned ? await unpinOther(context, organizationId) : null
  const now = clock.now()
  const row = {
    provider_id: caller.scope.providerId,
    id: newId(),
    organization_id: organizationId,
    version: 1,
    body: input.body,
    is_pinned: input.isPinned,
    is_visible_to_customer: input.isVisibleToCustomer,
    author_name: caller.name,
    author_membership_id: caller.scope.membershipId,
    created_at: now,
    updated_at: now,
  }
  await insertNoteRow(tx, row)
  const written = { ...row, seen_membership_id: row.author_membership_id }
  await recordAudits(context, [
    ...(unpinned ? [noteChange('note.updated', unpinned.before, unpinned.after)] : []),
    noteChange('note.created', null, written),
  ])
  return { note: noteView(written, caller.scope), version: 1 }
}
