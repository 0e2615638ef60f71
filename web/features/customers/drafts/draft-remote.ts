import {
  type CustomerDraftInput,
  createCustomerDraft,
  deleteCustomerDraft,
  getCustomerDraft,
  updateCustomerDraft,
} from '@tenantry/contract/customer-drafts.ts'
import { api } from '../../../platform/api.ts'
import type { DraftContent, DraftRemote } from './draft-saver.ts'

const titleCharacters = 255

/** Drafts on the server. */
export const draftRemote: DraftRemote = {
  create: async (content, idempotencyKey, isLeaving) => {
    const options = { idempotencyKey, keepalive: isLeaving }
    const { data, etag } = await api(createCustomerDraft, { body: bodyOf(content) }, options)
    return { id: data.id, etag: etag ?? '' }
  },
  replace: async ({ id, etag: ifMatch }, content, isLeaving) => {
    const options = { ifMatch, keepalive: isLeaving }
    const { etag } = await api(updateCustomerDraft, { params: { id }, body: bodyOf(content) }, options)
    return { id, etag: etag ?? '' }
  },
  remove: async (id) => {
    await api(deleteCustomerDraft, { params: { id } }, { ifMatch: '*' })
  },
  read: async (id) => {
    const { data, etag } = await api(getCustomerDraft, { params: { id } })
    const { title, stepId, parent, values } = data
    return {
      saved: { id, etag: etag ?? '' },
      content: { title: title ?? '', stepId, parentId: parent?.id ?? null, values },
    }
  },
}

/** What was typed as a name need not be one yet, and is then not shown as one. */
function bodyOf({ title, ...rest }: DraftContent): CustomerDraftInput {
  const shown = [...title.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202D\u202E]+/gu, ' ').trim()].slice(0, titleCharacters)
  return { title: shown.join('').trim() || null, ...rest } as CustomerDraftInput
}
