import type { KeyboardEvent } from 'react'

/** Takes by Tab what the open list has marked, as Enter does, for whoever goes on: what is typed would be gone otherwise. */
export function chooseOnTab({ key, currentTarget: input }: KeyboardEvent<HTMLInputElement>): void {
  if (key !== 'Tab' || input.value.trim() === '') return
  openListOf(input)?.querySelector<HTMLElement>('[data-combobox-selected]')?.click()
}

/** The list of choices that a field has opened. */
export function openListOf(input: HTMLInputElement): HTMLElement | null {
  return document.getElementById(input.getAttribute('aria-controls') ?? '')
}
