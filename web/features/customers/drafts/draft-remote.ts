import { ApiError } from '@tenantry/contract/client.ts'
import {
  type CustomerDraftInput,
  createCustomerDraft,
  deleteCustomerDraft,
  getCustomerDraft,
  updateCustomerDraft,
} from '@tenantry/contract/customer-drafts.ts'
import type { Problem } from '@tenantry/contract/errors.ts'
import { getMe } from '@tenantry/contract/me.ts'
import { api } from '../../../platform/api.ts'
import { queryClient } from '../../../platform/query.ts'
import { meQuery } from '../../../platform/session.tsx'
import type { DraftContent, DraftRemote } from './draft-saver.ts'

const titleCharacters = 255

/**
 * The drafts of a membership on the server. What was typed for it reaches no other one: the tabs of a browser share a
 * session, in which somebody else may have signed in since, or another membership have been chosen.
 */
export function draftsOf(membershipId: string): DraftRemote {
  let isOthers = false
  const requireOwn = async (isLeaving: boolean) => {
    // Whoever leaves a page waits for no answer: what was known last counts.
    if (!isLeaving) isOthers = (await api(getMe)).data.membership.id !== membershipId
    const known = queryClient.getQueryData(meQuery.queryKey)
    if (isOthers || known?.membership.id !== membershipId) throw new ApiError(othersSession)
  }
  /** What is somebody else's seems to be gone. */
  const failWith = async (error: unknown, isLeaving: boolean): Promise<never> => {
    if (error instanceof ApiError && error.code === 'not_found') await requireOwn(isLeaving)
    throw error
  }
  return {
    create: async (content, idempotencyKey, isLeaving) => {
      await requireOwn(isLeaving)
      const options = { idempotencyKey, keepalive: isLeaving }
      const { data, etag } = await api(createCustomerDraft, { body: bodyOf(content) }, options)
      return { id: data.id, etag: etag ?? '' }
    },
    replace: async ({ id, etag: ifMatch }, content, isLeaving) => {
      const options = { ifMatch, keepalive: isLeaving }
      const replacing = api(updateCustomerDraft, { params: { id }, body: bodyOf(content) }, options)
      const { etag } = await replacing.catch((error: unknown) => failWith(error, isLeaving))
      return { id, etag: etag ?? '' }
    },
    remove: removeDraft,
    read: async (id) => {
      const { data, etag } = await api(getCustomerDraft, { params: { id } }).catch((error: unknown) =>
        failWith(error, false),
      )
      const { title, stepId, parent, values } = data
      return {
        saved: { id, etag: etag ?? '' },
        content: { title: title ?? '', stepId, parentId: parent?.id ?? null, values },
      }
    },
  }
}

/** Removes a draft from the server, whatever was typed in it since. */
export async function removeDraft(id: string): Promise<void> {
  await api(deleteCustomerDraft, { params: { id } }, { ifMatch: '*' })
}

const othersSession: Problem = {
  type: 'about:blank',
  title: 'The session is another one by now',
  status: 401,
  code: 'not_signed_in',
}

/** What was typed as a name need not be one yet, and is then not shown as one. */
function bodyOf({ title, ...rest }: DraftContent): CustomerDraftInput {
  const shown = [...title.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202D\u202E]+/gu, ' ').trim()].slice(0, titleCharacters)
  return { title: shown.join('').trim() || null, ...rest } as CustomerDraftInput
}
