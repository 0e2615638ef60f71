import type { Note, NotePatch } from '@tenantry/contract/notes.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudits } from '../audit-events/public.ts'
import { holdOrganization } from '../organizations/public.ts'
import { requireWriting, unpinOther } from './note-place.ts'
import { lockNote, type NoteRow, updateNoteRow } from './notes.queries.ts'
import { noteChange, noteView } from './notes.view.ts'

/**
 * Changes the given fields of a note that still has the version its editor has read; pinned, it takes the place of the
 * note that was (B31). Where nothing differs, the version stays and nothing is written. Locks the organization where
 * something is pinned, then the notes.
 * @throws not_found (404) when it does not exist for the caller, or is about another organization
 * @throws forbidden (403) for the organization's own people
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) where the organization is archived
 */
export async function updateNote(
  context: CallContext,
  organizationId: string,
  id: string,
  patch: NotePatch,
): Promise<{ note: Note; version: number }> {
  const { tx, clock, ifMatch, caller } = context
  await requireWriting(context, organizationId)
  if (patch.isPinned) await holdOrganization(tx, organizationId)
  const row = await lockNote(tx, organizationId, id)
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  const change = changeOf(row, patch)
  if (!change) return { note: noteView(row, caller.scope), version: row.version }
  const unpinned = change.is_pinned && !row.is_pinned ? await unpinOther(context, organizationId) : null
  const after = { ...row, ...change, version: row.version + 1, updated_at: clock.now() }
  await updateNoteRow(tx, id, { ...change, updated_at: after.updated_at })
  await recordAudits(context, [
    ...(unpinned ? [noteChange('note.updated', unpinned.before, unpinned.after)] : []),
    noteChange('note.updated', row, after),
  ])
  return { note: noteView(after, caller.scope), version: after.version }
}

function changeOf(row: NoteRow, patch: NotePatch) {
  const { body = row.body, isPinned = row.is_pinned, isVisibleToCustomer = row.is_visible_to_customer } = patch
  const isSame = body === row.body && isPinned === row.is_pinned && isVisibleToCustomer === row.is_visible_to_customer
  return isSame ? null : { body, is_pinned: isPinned, is_visible_to_customer: isVisibleToCustomer }
}
