import { type FocusEvent, type KeyboardEvent, useRef } from 'react'

/**
 * Handlers of a dialog, in which Tab is answered by a script: a text field that is reached by it has its text selected, as
 * browsers do it elsewhere, so that what is typed takes its place.
 */
export function useTabbedText() {
  const isTab = useRef(false)
  return {
    onKeyDownCapture: ({ key }: KeyboardEvent) => {
      isTab.current = key === 'Tab'
    },
    onPointerDownCapture: () => {
      isTab.current = false
    },
    onFocus: ({ target }: FocusEvent) => {
      if (isTab.current && target instanceof HTMLInputElement) target.select()
    },
  }
}
