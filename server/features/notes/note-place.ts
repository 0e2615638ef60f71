import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { holdOrganization, requireWritable, seesOrganization, shareTree } from '../organizations/public.ts'
import { isInternalTo } from '../own-side/public.ts'
import { lockPinned, type NoteRow, updateNoteRow } from './notes.queries.ts'

/**
 * Checks that the caller may read notes about an organization.
 * @returns whether only those that the customer's own people may read
 * @throws not_found (404) when the caller cannot see the organization
 */
export async function requireReading({ tx, caller }: CallContext, organizationId: string): Promise<boolean> {
  if (!(await seesOrganization(tx, organizationId))) throw new AppError('not_found')
  return isInternalTo(caller, organizationId)
}

/**
 * Checks that the caller may write notes about an organization. Shares the provider's tree, so that it is neither moved,
 * archived nor deleted before the note is written.
 * @throws not_found (404) when the caller cannot see it
 * @throws forbidden (403) for the organization's own people
 * @throws invalid_input (422) where it is archived
 */
export async function requireWriting(context: CallContext, organizationId: string): Promise<void> {
  await shareTree(context.tx)
  if (await requireReading(context, organizationId)) throw new AppError('forbidden')
  await requireWritable(context, organizationId)
}

/**
 * Makes room for another pinned note. Holds the organization, so that two who pin at once pin one after the other.
 * @returns the note that was pinned, as it was and as it is now; nothing where none was
 */
export async function unpinOther(
  { tx, clock }: CallContext,
  organizationId: string,
): Promise<{ before: NoteRow; after: NoteRow } | null> {
  await holdOrganization(tx, organizationId)
  const before = await lockPinned(tx, organizationId)
  if (!before) return null
  const change = { is_pinned: false, updated_at: clock.now() }
  await updateNoteRow(tx, before.id, change)
  return { before, after: { ...before, ...change } }
}
