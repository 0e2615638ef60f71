import { useEffect, useRef } from 'react'

/** What a panel was opened by: of a menu, which is gone by the time that the panel is, the button that it hangs on. */
function openerOf(active: Element | null): Element | null {
  const menu = active?.closest('[role="menu"]')
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active
}

/**
 * Gives the focus back to what had it when a panel was opened, once the panel is gone; to the page where that is gone,
 * too. For panels that exist only while they are open.
 */
export function useFocusReturn(): void {
  const opener = useRef<Element | null>(null)
  opener.current ??= openerOf(document.activeElement)
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
      requestAnimationFrame(() => {
        if (isShown.current) return
        const known = opener.current
        const isThere = known instanceof HTMLElement && known.isConnected && known !== document.body
        const target = isThere ? known : document.getElementById('content')
        target?.focus({ preventScroll: true })
      })
    }
  }, [])
}
