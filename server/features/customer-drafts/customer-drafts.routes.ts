import { listCustomerDrafts } from '@tenantry/contract/customer-draft-list.ts'
import * as contract from '@tenantry/contract/customer-drafts.ts'
import { AppError } from '../../platform/errors.ts'
import { route } from '../../platform/http/route.ts'
import { findDrafts, findWholeDraft, removeDraft } from './customer-drafts.queries.ts'
import { draftView } from './customer-drafts.view.ts'
import { createDraft, replaceDraft, requireVersion } from './save-draft.ts'

/** The operations of drafts; whose they are is the walls' to say. */
export const customerDraftRoutes = [
  route(listCustomerDrafts, async ({ tx }) => ({ body: { items: (await findDrafts(tx)).map(draftView) } })),
  route(contract.createCustomerDraft, async (context, { body }) => {
    const { draft, version } = await createDraft(context, body)
    return { body: draft, version, object: { table: 'customer_drafts', id: draft.id } }
  }),
  route(contract.getCustomerDraft, async ({ tx }, { params }) => {
    const row = await findWholeDraft(tx, params.id)
    if (!row) throw new AppError('not_found')
    return { body: { ...draftView(row), values: row.values as Record<string, unknown> }, version: row.version }
  }),
  route(contract.updateCustomerDraft, async (context, { params, body }) => {
    const { draft, version } = await replaceDraft(context, params.id, body)
    return { body: draft, version }
  }),
  route(contract.deleteCustomerDraft, async (context, { params }) => {
    await requireVersion(context, params.id)
    await removeDraft(context.tx, params.id)
    return { body: undefined }
  }),
]
