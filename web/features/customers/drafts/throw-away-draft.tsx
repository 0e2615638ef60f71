import { useQueryClient } from '@tanstack/react-query'
import type { CustomerDraftSummary } from '@tenantry/contract/customer-draft-list.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { useMe } from '../../../platform/session.tsx'
import { Confirm } from '../../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { forgetDraft } from '../wizard/draft.ts'
import { removeDraft } from './draft-remote.ts'
import { draftTexts as words } from './drafts.texts.ts'
import { draftsQuery } from './own-drafts.api.ts'

/**
 * Asks before a draft is thrown away, and does it. Loaded when it is asked for, to keep dialogs, and what drafts share with
 * the wizard, out of the first page's code.
 */
export default function ThrowAwayDraft({ draft, onClose }: { draft: CustomerDraftSummary; onClose: () => void }) {
  const name = draft.title ?? words.untitled
  const throwAway = useThrowAway(draft.id, name)
  return (
    <Confirm
      opened
      title={words.throwAwayTitle(name)}
      action={words.throwAway}
      onClose={onClose}
      onConfirm={() => {
        onClose()
        void throwAway()
      }}
    >
      {words.throwAwayText}
    </Confirm>
  )
}

function useThrowAway(id: CustomerDraftSummary['id'], name: string) {
  const queryClient = useQueryClient()
  const membershipId = useMe().membership.id
  return async () => {
    try {
      await removeDraft(id)
      forgetDraft(sessionStorage, membershipId, id)
      notifyDone(words.thrownAway(name))
    } catch (error) {
      notifyError(words.failed, problemText(error).advice)
    }
    await queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey })
  }
}
