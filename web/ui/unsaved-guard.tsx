import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { holdPage, isFieldHeld, isPageHeld } from '../platform/held-page.ts'
import { Confirm } from './confirm.tsx'
import { uppermost } from './is-uppermost.ts'
import { texts } from './unsaved.texts.ts'

const words = texts.leaving

/** Whether somebody has just chosen to leave, for all that would ask. */
let isLeaving = false

/** All that would ask is asked right after. */
function leaveAll() {
  isLeaving = true
  setTimeout(() => {
    isLeaving = false
  })
}

/** What the question of a panel that is open will be answered with: whether to stay. */
let asked: Promise<boolean> | null = null

/** Whoever goes elsewhere while a panel asks is not asked again; what it gives takes the answer, which counts for both. */
export function beginAsking(): (stays: boolean) => void {
  let answer = (_stays: boolean) => {}
  const own = new Promise<boolean>((resolve) => {
    answer = resolve
  })
  asked = own
  return (stays) => {
    if (asked === own) asked = null
    answer(stays)
  }
}

/**
 * Asks before typed changes are left behind, by a link as by closing the window; once, of however many forms a page has. A
 * session that ends leaves them there.
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
  const latest = useRef({ isDirty, isEnding })
  useEffect(() => {
    latest.current = { isDirty, isEnding }
  }, [isDirty, isEnding])
  const isAsked = (left: Node) => !latest.current.isEnding && (latest.current.isDirty || isFieldHeld(left))
  const askedBefore = useRef<typeof asked>(null)
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => {
      if (isLeaving) return false
      askedBefore.current = asked
      if (current.pathname !== next.pathname) return isAsked(document)
      const closes = inAddress !== undefined && partOf(current.search, inAddress) !== partOf(next.search, inAddress)
      return closes && isAsked(uppermost())
    },
    enableBeforeUnload: () => isAsked(document) && isPageHeld(),
    withResolver: true,
  })
  useEffect(() => {
    if (blocker.status !== 'blocked') return
    void askedBefore.current?.then((stays) => {
      if (stays) return blocker.reset()
      leaveAll()
      blocker.proceed()
    })
  }, [blocker])
  // What was still being saved is saved by now: nothing is left to ask about.
  useEffect(() => {
    if (blocker.status === 'blocked' && !isDirty && !isFieldHeld()) blocker.proceed()
  }, [blocker, isDirty])
  // Only while it asks: of two overlays, the one that came later lies above, and a panel may be open.
  if (blocker.status !== 'blocked' || askedBefore.current) return null
  const leave = () => {
    leaveAll()
    blocker.proceed()
  }
  return (
    <Confirm opened title={words.title} action={words.leave} onConfirm={leave} onClose={blocker.reset}>
      {words.body}
    </Confirm>
  )
}

const partOf = (search: unknown, name: string) => (search as Record<string, unknown>)[name]
