import { useEffect, useRef } from 'react'

/**
 * Gives the focus back to what had it when a panel was opened, once the panel is gone; to the page where that is gone,
 * too. For panels that exist only while they are open.
 */
export function useFocusReturn(): void {
  const opener = useRef<Element | null>(null)
  opener.current ??= document.activeElement
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
