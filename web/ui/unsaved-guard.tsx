import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Confirm } from './confirm.tsx'
import { texts } from './unsaved.texts.ts'

const words = texts.leaving

/** Asks before typed changes are left behind, by a link as by closing the window. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const dirty = useRef(isDirty)
  useEffect(() => {
    dirty.current = isDirty
  }, [isDirty])
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty.current,
    withResolver: true,
  })
  // Only while it asks: of two overlays, the one that came later lies above, and a panel may be open.
  if (blocker.status !== 'blocked') return null
  return (
    <Confirm opened title={words.title} action={words.leave} onConfirm={blocker.proceed} onClose={blocker.reset}>
      {words.body}
    </Confirm>
  )
}
