import type { ListQuery } from '@tenantry/contract/list.ts'
import type { Note } from '@tenantry/contract/notes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { requireReading } from './note-place.ts'
import { findNoteRows, planNotes } from './notes.queries.ts'
import { noteView } from './notes.view.ts'

/**
 * Pages the notes about an organization, the pinned one first, then the newest (B31). The organization's own people
 * read those that are meant for them.
 * @throws not_found (404) when the caller cannot see the organization
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listNotes(context: CallContext, organizationId: string, query: ListQuery): Promise<Page<Note>> {
  const isForCustomer = await requireReading(context, organizationId)
  const plan = planNotes(context.caller, organizationId, query, isForCustomer)
  const { rows, counted } = await findNoteRows(context.tx, plan)
  return toPage(plan, rows, counted, (row) => noteView(row, context.caller.scope))
}
