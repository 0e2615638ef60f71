import type { FocusEvent } from 'react'

/**
 * For a field whose change switches another one off, or takes it away: where the focus was just going there, it goes to the
 * next one that takes it.
 */
export function passWhatIsGone({ currentTarget: field, relatedTarget }: FocusEvent<HTMLInputElement>): void {
  if (!relatedTarget) return
  requestAnimationFrame(() => {
    const focused = document.activeElement
    if (focused !== document.body && !focused?.matches(':disabled')) return
    const all = [...document.querySelectorAll<HTMLElement>('input, button, select, textarea')]
    all.slice(all.indexOf(field) + 1).find(takesFocus)
  })
}

function takesFocus(element: HTMLElement): boolean {
  if (element.tabIndex < 0) return false
  element.focus()
  return document.activeElement === element
}
