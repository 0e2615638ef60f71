import type { KeyboardEvent } from 'react'
import { isListOpen, markedOption, openListOf, openOnEnter } from './choose-marked.ts'
import { namedChoices } from './meant-choice.ts'

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

/**
 * Chooses of the open list the option that is typed in full, else the first.
 * @param isSeveral whether a press on what is chosen already would give it up
 * @returns whether there is one
 */
export function chooseFound(input: HTMLInputElement, isSeveral = false): boolean {
  const options = shownOptions(input)
  const [found = options[0]] = namedChoices(options, input.value, ({ textContent }) => textContent)
  if (!isSeveral || found?.ariaSelected !== 'true') found?.click()
  return found !== undefined
}

/** The options in the open list of a select: what its filter has left. */
function shownOptions(input: HTMLInputElement): HTMLElement[] {
  return [...(openListOf(input)?.querySelectorAll<HTMLElement>('[role=option]') ?? [])]
}
