import { type RefObject, useEffect } from 'react'

/** What types, chooses or presses something. */
const changing = ['beforeinput', 'keydown', 'mousedown', 'click'] as const

/** Keys that go elsewhere or ask to. */
const harmless = new Set(['Tab', 'Escape'])

/**
 * Has a form that is being sent take nothing more, which would be gone with it once it is there. Its fields keep the focus, for
 * whoever has to mend something.
 */
export function useStillWhile(isBusy: boolean, form: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = form.current
    if (!isBusy || !element) return
    const refuse = (event: Event) => {
      if (event instanceof KeyboardEvent && (harmless.has(event.key) || event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      event.stopPropagation()
    }
    for (const type of changing) element.addEventListener(type, refuse, { capture: true })
    return () => {
      for (const type of changing) element.removeEventListener(type, refuse, { capture: true })
    }
  }, [isBusy, form])
}
