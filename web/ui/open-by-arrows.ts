import { isListOpen } from './choose-marked.ts'

/**
 * Lets the arrow keys open a closed list of choices as a press does, so that they begin at the one that is chosen: by
 * itself the library forgets it, and the next arrow marks the first of all.
 */
export function openByArrows(): void {
  document.addEventListener('keydown', openByArrow, { capture: true })
}

function openByArrow(event: KeyboardEvent): void {
  const { key, target } = event
  const isClosed = target instanceof HTMLInputElement && target.role === 'combobox' && !isListOpen(target)
  if (!isClosed || (key !== 'ArrowDown' && key !== 'ArrowUp')) return
  event.preventDefault()
  event.stopPropagation()
  target.click()
}
