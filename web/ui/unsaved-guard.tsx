import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { holdPage, isPageHeld } from '../platform/held-page.ts'
import { Confirm } from './confirm.tsx'
import { texts } from './unsaved.texts.ts'

const words = texts.leaving

/**
 * Asks before typed changes are left behind, by a link as by closing the window. A session that ends leaves them there.
 * @param isEnding what is edited closes by itself now, and goes elsewhere for it
 * @param inAddress a part of the search without which what is edited closes, too
 */
export function UnsavedGuard(props: {
  isDirty: boolean
  isEnding?: boolean | undefined
  inAddress?: string | undefined
}) {
  const { isDirty, isEnding = false, inAddress } = props
  useEffect(() => (isDirty ? holdPage() : undefined), [isDirty])
  const isAsked = isDirty && !isEnding
  const dirty = useRef(isAsked)
  useEffect(() => {
    dirty.current = isAsked
  }, [isAsked])
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty.current &&
      (current.pathname !== next.pathname ||
        (inAddress !== undefined && partOf(current.search, inAddress) !== partOf(next.search, inAddress))),
    enableBeforeUnload: () => dirty.current && isPageHeld(),
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

const partOf = (search: unknown, name: string) => (search as Record<string, unknown>)[name]
