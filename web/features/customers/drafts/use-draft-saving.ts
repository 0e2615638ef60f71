import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { newIdempotencyKey } from '../../../platform/api.ts'
import { useMe } from '../../../platform/session.tsx'
import { customersKey, typedCustomerKey } from '../customers-key.ts'
import { draftsOf } from './draft-remote.ts'
import {
  type DraftContent,
  DraftSaver,
  isSameDraft,
  type Known,
  type Saved,
  type SavingState,
  type Sending,
} from './draft-saver.ts'
import { draftsQuery } from './own-drafts.api.ts'

/** What is saved, and what is told of it. */
export interface DraftSavingOptions {
  /** What would be saved; null while there is nothing to save. */
  content: DraftContent | null
  saved: Saved | null
  /** What a page that was loaded again had sent and never heard of. */
  unanswered: Sending | null
  /** Whether the content is what the server has, as of a draft that was just opened. */
  isStored: boolean
  onSaved: (saved: Saved | null) => void
  /** Keeps what is known of it at once. */
  onKeep: (known: Known) => void
  /** The wizard was left and all of it is on the server. */
  onLeft: (draftId: string) => void
}

/** Saves what is typed in a wizard by itself, and what is left of it when the wizard or the page is left. */
export function useDraftSaving(options: DraftSavingOptions) {
  const queryClient = useQueryClient()
  const [state, setState] = useState<SavingState>(options.saved ? 'saved' : 'idle')
  const latest = useRef(options)
  latest.current = options
  const membershipId = useMe().membership.id
  /** It may have become a customer. */
  const refresh = () => {
    for (const queryKey of [customersKey, typedCustomerKey]) void queryClient.invalidateQueries({ queryKey })
  }
  const [remote] = useState(() => draftsOf(membershipId))
  const [saver] = useState(() => {
    const onChange = (next: SavingState, saved: Saved | null) => {
      setState(next)
      if (next === 'gone') refresh()
      latest.current.onSaved(saved)
    }
    return new DraftSaver(remote, options, newIdempotencyKey, onChange, (known) => latest.current.onKeep(known))
  })
  const isRestored = options.saved !== null && !options.isStored
  const known = useRef(options.saved ? options.content : null)
  const [restored] = useState(isRestored ? options.content : null)
  useEffect(() => {
    if (restored) void saver.restore(restored)
  }, [restored, saver])
  const { content } = options
  useEffect(() => {
    if (content === null || isSameDraft(content, known.current)) return
    known.current = content
    saver.change(content)
  }, [content, saver])
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') void saver.flush(true)
    }
    document.addEventListener('visibilitychange', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      void saver.flush().then((isSaved) => {
        if (isSaved && saver.saved) latest.current.onLeft(saver.saved.id)
        return queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey })
      })
    }
  }, [saver, queryClient])
  return {
    state,
    saver,
    /** The version that another device has saved; afterwards it is the one that is gone on from. Null where it is gone. */
    takeTheirs: async (): Promise<DraftContent | null> => {
      const theirs = await saver.findTheirs()
      if (!theirs) return null
      known.current = theirs.content
      saver.settle(theirs.saved, null)
      return theirs.content
    },
    /** Puts what is typed here in the place of what another device has saved. */
    keepMine: () => saver.keepMine(),
    /** The server has said that the draft is no longer there. */
    lose: (): void => {
      if (latest.current.content) saver.lose(latest.current.content)
    },
    /** Removes the draft from the server, and saves what is typed from now on as another one. */
    startAfresh: async (): Promise<void> => {
      try {
        await saver.discard()
      } finally {
        // The same may be typed again.
        known.current = null
        saver.restart()
        void queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey })
      }
    },
  }
}
