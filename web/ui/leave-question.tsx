import { useEffect, useRef, useState } from 'react'
import { isFieldHeld } from '../platform/held-page.ts'
import { Confirm } from './confirm.tsx'
import { uppermost } from './is-uppermost.ts'
import { texts } from './unsaved.texts.ts'
import { beginAsking, UnsavedGuard } from './unsaved-guard.tsx'

const words = texts.leaving

/** What {@link useLeaving} gives. */
export type Leaving = ReturnType<typeof useLeaving>

/** Asks before typed input is thrown away; nothing closes while it is being saved. */
export function useLeaving({ isDirty, isBusy }: { isDirty: boolean; isBusy: boolean }, onEnd: () => void) {
  const [isAsking, setAsking] = useState(false)
  return {
    isDirty,
    isBusy,
    isAsking,
    leave: onEnd,
    stay: () => setAsking(false),
    ask: () => {
      if (isBusy || isAsking) return
      if (isDirty || isFieldHeld(uppermost())) setAsking(true)
      else onEnd()
    },
  }
}

/**
 * The question, on closing as on going back or closing the window.
 * @param inAddress what of the address keeps the panel open
 */
export function LeaveQuestion(props: { leaving: Leaving; inAddress?: string | undefined }) {
  const { leaving, inAddress } = props
  // A panel that the address keeps open closes by going elsewhere, also when it is saved or left knowingly.
  const isEnding = inAddress !== undefined && (leaving.isBusy || leaving.isAsking)
  return (
    <>
      <UnsavedGuard isDirty={leaving.isDirty} isEnding={isEnding} inAddress={inAddress} />
      {/* Only while it asks: of two overlays, the one that came later lies above. */}
      {leaving.isAsking && <Question {...leaving} />}
    </>
  )
}

function Question({ leave, stay }: Pick<Leaving, 'leave' | 'stay'>) {
  const answer = useRef<((stays: boolean) => void) | null>(null)
  useEffect(() => {
    const own = beginAsking()
    answer.current = own
    return () => own(true)
  }, [])
  const end = () => {
    answer.current?.(false)
    leave()
  }
  return (
    <Confirm opened title={words.title} action={words.leave} onConfirm={end} onClose={stay}>
      {words.body}
    </Confirm>
  )
}
