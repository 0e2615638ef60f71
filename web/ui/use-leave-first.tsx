import { useState } from 'react'
import { isPageHeld } from '../platform/held-page.ts'
import { Confirm } from './confirm.tsx'
import { texts } from './unsaved.texts.ts'

const words = texts.leaving

/** Asks before something is done that takes away what is typed on the page, and only where something is. */
export function useLeaveFirst() {
  const [wanted, setWanted] = useState<(() => void) | null>(null)
  const stay = () => setWanted(null)
  const leave = () => {
    stay()
    wanted?.()
  }
  return {
    leaveFirst: (then: () => void) => (isPageHeld() ? setWanted(() => then) : then()),
    question: wanted && (
      <Confirm opened title={words.title} action={words.leave} onConfirm={leave} onClose={stay}>
        {words.body}
      </Confirm>
    ),
  }
}
