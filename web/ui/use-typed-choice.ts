import type { FormEvent, KeyboardEvent } from 'react'
import classes from './choices.module.css'
import { isListOpen, openListOf, openOnEnter } from './choose-marked.ts'
import type { Findable } from './meant-choice.ts'
import { type TypedField, useGoingOn } from './use-going-on.ts'
import { useMarkedOption } from './use-marked-option.ts'

interface Options<Choice extends Findable> extends TypedField<Choice> {
  /** Of what is chosen, as the field shows it while nothing is typed. */
  name?: string | undefined
  /** Takes out what is chosen, whose name was taken out of the field. */
  clear?: (() => void) | undefined
}

/**
 * How a field of choices takes what is typed into it: by Enter what is marked, as {@link useMarkedOption} has it; by Tab what
 * the arrows have marked; and as {@link useGoingOn} says. What is none of its choices stays there until it is one, or is taken
 * out; Escape puts the name of what is chosen back.
 * @returns what the field is given, what is to be said of it, and a way to put what is typed away
 */
export function useTypedChoice<Choice extends Findable>(options: Options<Choice>) {
  const { ref, text, name = '', isSeveral = false } = options
  const { typed, q } = text
  const { isFound, isNone, isFailed, isLooking, ...going } = useGoingOn(options)
  const marked = useMarkedOption(ref, isFound)
  const putAway = () => going.show(null)
  const leave = () => {
    if (typed === null) return
    if (q !== '') return going.leave()
    putAway()
    if (name !== '') options.clear?.()
  }
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    const isOpen = isListOpen(input)
    openOnEnter(event)
    const arrowed = marked.arrowed()
    const chosen = isOpen && typed === null && !arrowed && !isSeveral ? chosenOf(input) : null
    // By its place in a list that is drawn anew meanwhile, the library would take another.
    if (chosen) {
      event.stopPropagation()
      return chosen.click()
    }
    // The library takes what the arrows have marked.
    if (isOpen && (q === '' || arrowed)) return
    event.stopPropagation()
    if (isOpen) going.enter()
  }
  // Before the focus moves, so that it finds the fields that what is taken opens, and none that go with it.
  const tab = (input: HTMLInputElement) => {
    const arrowed = input.value.trim() === '' ? null : marked.arrowed()
    if (!arrowed) leave()
    else if (arrowed.ariaSelected === 'true') putAway()
    else arrowed.click()
  }
  return {
    isNone,
    isFailed,
    isLooking,
    putAway,
    field: {
      ref,
      searchable: true,
      autoComplete: 'off',
      // The list itself scrolls, which the arrow keys reach; a frame around it would be one more stop without a use.
      withScrollArea: false,
      classNames: { options: classes.options },
      // Whoever comes back to what was not taken sees what comes near it.
      openOnFocus: going.hasGone,
      searchValue: typed ?? name,
      // By itself, the library writes into the field, too: what is chosen shows by its name.
      onInput: ({ currentTarget: { value } }: FormEvent<HTMLInputElement>) => {
        marked.noteTyping()
        going.show(value === name ? null : value)
      },
      ...marked.field,
      // To be called while the key is captured: the library would take again what was chosen when the list opened.
      onKeyDownCapture: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.nativeEvent.isComposing) return
        marked.noteKey(event.key)
        if (event.key === 'Escape') putAway()
        if (event.key === 'Enter') enter(event)
        if (event.key === 'Tab') tab(event.currentTarget)
      },
      onBlur: leave,
      onOptionSubmit: putAway,
    },
  }
}

/** In the open list of a field, what is chosen already. */
const chosenOf = (input: HTMLInputElement) =>
  openListOf(input)?.querySelector<HTMLElement>('[role=option][aria-selected="true"]') ?? null
