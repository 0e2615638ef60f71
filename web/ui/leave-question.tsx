import { useState } from 'react'
import { isFieldHeld } from '../platform/held-page.ts'
import { Confirm } from './confirm.tsx'
import { uppermost } from './is-uppermost.ts'
import { texts } from './unsaved.texts.ts'
import { UnsavedGuard } from './unsaved-guard.tsx'

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

const { title, leave, body } = texts.leaving
const general = { title, leave, text: body }

/**
 * The question, on closing as on going back or closing the window.
 * @param inAddress what of the address keeps the panel open
 */
export function LeaveQuestion(props: {
  leaving: Leaving
  words?: { title: string; leave: string; text: string } | undefined
  inAddress?: string | undefined
}) {
  const { leaving, words = general, inAddress } = props
  // A panel that the address keeps open closes by going elsewhere, also when it is saved or left knowingly.
  const isEnding = inAddress !== undefined && (leaving.isBusy || leaving.isAsking)
  return (
    <>
      <UnsavedGuard isDirty={leaving.isDirty} isEnding={isEnding} inAddress={inAddress} />
      {/* Only while it asks: of two overlays, the one that came later lies above. */}
      {leaving.isAsking && (
        <Confirm opened title={words.title} action={words.leave} onConfirm={leaving.leave} onClose={leaving.stay}>
          {words.text}
        </Confirm>
      )}
    </>
  )
}
