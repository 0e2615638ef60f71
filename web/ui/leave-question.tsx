import { useState } from 'react'
import { Confirm } from './confirm.tsx'

/** What {@link useLeaving} gives. */
export type Leaving = ReturnType<typeof useLeaving>

/** Asks before typed input is thrown away; nothing closes while it is being saved. */
export function useLeaving({ isDirty, isBusy }: { isDirty: boolean; isBusy: boolean }, onEnd: () => void) {
  const [isAsking, setAsking] = useState(false)
  return {
    isAsking,
    leave: onEnd,
    stay: () => setAsking(false),
    ask: () => {
      if (isBusy || isAsking) return
      if (isDirty) setAsking(true)
      else onEnd()
    },
  }
}

/** The question, only while it is asked: of two overlays, the one that came later lies above. */
export function LeaveQuestion(props: { leaving: Leaving; words: { title: string; leave: string; text: string } }) {
  const { leaving, words } = props
  if (!leaving.isAsking) return null
  return (
    <Confirm opened title={words.title} action={words.leave} onConfirm={leaving.leave} onClose={leaving.stay}>
      {words.text}
    </Confirm>
  )
}
