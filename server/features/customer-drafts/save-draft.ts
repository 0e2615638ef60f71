import type { CustomerDraftSummary } from '@tenantry/contract/customer-draft-list.ts'
import { type CustomerDraftInput, mostDrafts } from '@tenantry/contract/customer-drafts.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import {
  countDrafts,
  findDraft,
  findVisibleId,
  insertDraft,
  lockDraft,
  updateDraft,
} from './customer-drafts.queries.ts'
import { draftView } from './customer-drafts.view.ts'

/** A draft with the version that its next change has to name. */
export interface SavedDraft {
  draft: CustomerDraftSummary
  version: number
}

/**
 * Keeps a new draft for the caller (IF8). It is no customer: it takes no code, counts nowhere and leaves no trace in the
 * audit log, which others read.
 * @throws invalid_input (422) for one more than a person may have
 * @throws conflict (409) when the organization above is deleted at this moment
 */
export async function createDraft(context: CallContext, input: CustomerDraftInput): Promise<SavedDraft> {
  const { tx, clock, caller } = context
  const [count, columns] = await Promise.all([countDrafts(tx), columnsOf(context, input)])
  if (count >= mostDrafts)
    throw invalidInput({
      path: '',
      code: 'too_many_drafts',
      message: `There are ${mostDrafts} drafts already; finish some or throw them away`,
    })
  const { providerId, membershipId } = caller.scope
  const now = clock.now()
  const id = newId()
  await insertDraft(tx, {
    ...columns,
    provider_id: providerId,
    id,
    membership_id: membershipId,
    created_at: now,
    updated_at: now,
  })
  return readSaved(context, id)
}

/**
 * Replaces a draft of the caller that still has the version its writer has read. Locks the draft.
 * @throws not_found (404) when the caller has no such draft
 * @throws precondition_failed (412) when it was changed since, on another device
 * @throws conflict (409) when the organization above is deleted at this moment
 */
export async function replaceDraft(context: CallContext, id: string, input: CustomerDraftInput): Promise<SavedDraft> {
  const { tx, clock } = context
  await requireVersion(context, id)
  await updateDraft(tx, id, { ...(await columnsOf(context, input)), updated_at: clock.now() })
  return readSaved(context, id)
}

/**
 * Locks a draft of the caller and compares its version with the one that the request names.
 * @throws not_found (404) when the caller has no such draft
 * @throws precondition_failed (412) when it has another version
 */
export async function requireVersion({ tx, ifMatch }: CallContext, id: string): Promise<void> {
  const row = await lockDraft(tx, id)
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
}

async function columnsOf({ tx }: CallContext, { title, stepId, parentId, values }: CustomerDraftInput) {
  return {
    title: title ?? null,
    step_id: stepId,
    parent_id: parentId ? await findVisibleId(tx, parentId) : null,
    values: JSON.stringify(values),
  }
}

async function readSaved({ tx }: CallContext, id: string): Promise<SavedDraft> {
  const row = await findDraft(tx, id)
  if (!row) throw new AppError('not_found')
  return { draft: draftView(row), version: row.version }
}
