import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { noteLeft, readLeft } from './left-draft.ts'
import { useDraft } from './use-draft.ts'
import type { ResumedDraft } from './use-wizard-state.ts'

/** The draft that was left when the browser was at this place of its history before; null for none. */
export function useLeftDraft(onClose: () => void): {
  isPending: boolean
  left: ResumedDraft | null
  onLeft: (draftId: string) => void
} {
  const { history } = useRouter()
  const [place] = useState(() => history.location.state.__TSR_key ?? '')
  const [id] = useState(() => readLeft(sessionStorage, place))
  const { draft, isGone } = useDraft(id, onClose, { mayBeGone: true })
  return {
    isPending: id !== null && !draft && !isGone,
    left: draft && { ...draft, foundFrom: draft.createdAt },
    onLeft: (draftId) => noteLeft(sessionStorage, place, draftId),
  }
}
