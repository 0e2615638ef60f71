import { type RefObject, useEffect, useRef } from 'react'

/** What had the focus last: a button that is switched off while it works has lost it by the time that something opens. */
let lastFocused: Element | null = null
// Words and values of panels are read without a page, too.
globalThis.document?.addEventListener('focusin', ({ target }) => {
  lastFocused = target instanceof Element ? target : null
})

/** What a panel is opened by: of a menu, which is gone by the time that the panel is, the button that it hangs on. */
function opener(): Element | null {
  const focused = document.activeElement === document.body ? lastFocused : document.activeElement
  const menu = focused?.closest('[role="menu"]')
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused
}

/**
 * Gives the focus back to what had it when a panel or a question was opened, once it is closed; where that is gone or
 * switched off, to the panel that is still open, or else to the page. What goes a moment later, as from a list that is
 * read again, gives it on in the same way.
 * @param isOpen always, of what exists only while it is open
 * @param own what is closed, which is still to be seen for a moment where it is only switched off
 */
export function useFocusReturn(isOpen = true, own?: RefObject<HTMLElement | null>): void {
  const openedBy = useRef<Element | null>(null)
  // Before anything in it takes the focus.
  openedBy.current = isOpen ? (openedBy.current ?? opener()) : null
  const isShown = useRef(false)
  useEffect(() => {
    if (!isOpen) return
    const known = openedBy.current
    isShown.current = true
    return () => {
      isShown.current = false
      const given = new AbortController()
      const give = () => {
        if (given.signal.aborted) return
        given.abort()
        if (!isShown.current) giveFocus(known, own?.current)
      }
      // A panel that goes together with what asks in front of it is first.
      requestAnimationFrame(own ? () => requestAnimationFrame(give) : give)
      // Tab that is quicker would begin at nothing, and lead past a panel that is still open.
      const giveToTab = ({ key }: KeyboardEvent) => key === 'Tab' && give()
      document.addEventListener('keydown', giveToTab, { capture: true, signal: given.signal })
    }
  }, [isOpen, own])
}

/** @param closing what had the focus last, should it still be seen */
function giveFocus(known: Element | null, closing: Element | null | undefined): void {
  const focused = document.activeElement
  // Where something else has taken it, it stays.
  if (focused === document.body || closing?.contains(focused)) focusFirst(known, closing)
  if (known !== null && document.activeElement === known) giveOnFrom(known)
}

function focusFirst(known: Element | null, closing: Element | null | undefined): void {
  const panels = [...document.querySelectorAll('[aria-modal="true"]')].filter((each) => each !== closing)
  for (const target of [known, panels.at(-1), document.getElementById('content')]) {
    if (!(target instanceof HTMLElement) || !target.isConnected || target === document.body) continue
    target.focus({ preventScroll: true })
    if (target.contains(document.activeElement)) return
  }
}

/** Gives the focus to the page once what has it is gone, as from a list that is read again, until something else has it. */
export function giveOnFrom(target: Element): void {
  const gone = new MutationObserver(() => {
    if (target.isConnected) return
    end()
    // The panel that it went with gives the focus back first.
    requestAnimationFrame(() => requestAnimationFrame(() => giveFocus(null, null)))
  })
  const end = () => {
    gone.disconnect()
    document.removeEventListener('focusin', end)
  }
  document.addEventListener('focusin', end)
  gone.observe(document.body, { childList: true, subtree: true })
}
