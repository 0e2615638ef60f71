import type { KeyboardEvent } from 'react'

/** Takes by Tab what the open list has marked, as Enter does, for whoever goes on: what is typed would be gone otherwise. */
export function chooseOnTab({ key, currentTarget: input }: KeyboardEvent<HTMLInputElement>): void {
  if (key !== 'Tab' || input.value.trim() === '') return
  const marked = markedOption(input)
  // What is chosen already would be given up by a press.
  if (marked?.ariaSelected !== 'true') marked?.click()
}

/** Keeps Enter for the list of a field: opens it as a press does where it is closed, and never sends the form around it. */
export function openOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  event.preventDefault()
  if (!isListOpen(event.currentTarget)) event.currentTarget.click()
}

/** Whether a field shows its list of choices. */
export function isListOpen(field: Element): boolean {
  return field.ariaExpanded === 'true'
}

/** The list of choices that a field has opened. */
export function openListOf(input: HTMLInputElement): HTMLElement | null {
  return document.getElementById(input.getAttribute('aria-controls') ?? '')
}

/** The option that the arrows have marked, or the field itself: Enter takes it. */
export function markedOption(input: HTMLInputElement): HTMLElement | null {
  return openListOf(input)?.querySelector<HTMLElement>('[data-combobox-selected]') ?? null
}
