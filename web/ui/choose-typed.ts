import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { KeyboardEvent } from 'react'
import { chooseOnTab, isListOpen, markedOption, openListOf, openOnEnter } from './choose-marked.ts'

/**
 * Chooses by Enter the option that is typed in full, else the first that is found, where the arrows marked none. A closed
 * list is opened by it, as one of few choices is, and the form around it is never sent.
 *
 * To be called while the key is captured: the library's own way with it would take again what was chosen when the list
 * opened.
 * @param isTyped not so where the field merely names what is chosen
 * @returns whether the open list has nothing of what is typed
 */
export function chooseOnEnter(
  event: KeyboardEvent<HTMLInputElement>,
  isTyped = event.currentTarget.value.trim() !== '',
  choose = chooseFound,
): boolean {
  const input = event.currentTarget
  const isOpen = isListOpen(input)
  openOnEnter(event)
  const isForLibrary = isOpen && (!isTyped || markedOption(input) !== null)
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || isForLibrary) return false
  event.stopPropagation()
  return isOpen && !choose(input)
}

/** Chooses by Tab what the arrows have marked, else what is typed, as on any leaving. */
export function chooseAnyOnTab(event: KeyboardEvent<HTMLInputElement>, isTyped = true): void {
  if (event.key !== 'Tab') return
  if (markedOption(event.currentTarget)) chooseOnTab(event)
  else if (isTyped) chooseOnLeaving(event.currentTarget)
}

/**
 * Chooses of the open list the option that is typed in full, else the first.
 * @param isSeveral whether a press on what is chosen already would give it up
 * @returns whether there is one
 */
export function chooseFound(input: HTMLInputElement, isSeveral = false): boolean {
  const options = shownOptions(input)
  const found = namedOption(options, input.value) ?? options[0]
  if (!isSeveral || found?.ariaSelected !== 'true') found?.click()
  return found !== undefined
}

/**
 * Chooses for whoever goes on without having picked an option from the list the one whose name was typed in full, or that
 * alone is found.
 */
function chooseOnLeaving(input: HTMLInputElement): void {
  const options = shownOptions(input)
  const only = options.length === 1 && input.value.trim() !== '' ? options[0] : undefined
  const meant = namedOption(options, input.value) ?? only
  // The field shows again by itself what is chosen already.
  if (meant?.ariaSelected !== 'true') meant?.click()
}

/** The options in the open list of a select: what its filter has left. */
function shownOptions(input: HTMLInputElement): HTMLElement[] {
  return [...(openListOf(input)?.querySelectorAll<HTMLElement>('[role=option]') ?? [])]
}

function namedOption(options: HTMLElement[], typed: string): HTMLElement | undefined {
  const name = searchKey(typed)
  return options.find((option) => searchKey(option.textContent) === name)
}
