import { useDebouncedValue } from '@mantine/hooks'
import { type FormEvent, type KeyboardEvent, type RefObject, use, useEffect, useRef, useState } from 'react'
import classes from './choices.module.css'
import { isListOpen, markedOption, openListOf, openOnEnter } from './choose-marked.ts'
import { type Findable, meantChoice } from './meant-choice.ts'
import { Resets } from './resets.ts'
import { useHeldField } from './use-held-field.ts'

/** What is typed into a field of choices. */
export interface TypedText {
  /** As it stands in the field; null while that merely names what is chosen. */
  typed: string | null
  setTyped: (typed: string | null) => void
  /** Without the blanks around it. */
  q: string
}

export function useTypedText(): TypedText {
  const [typed, setTyped] = useState<string | null>(null)
  return { typed, setTyped, q: typed?.trim() ?? '' }
}

/** What is typed into a field whose choices the server finds. */
export interface SearchedText extends TypedText {
  /** What is looked for: `q`, a moment behind it. */
  settled: string
}

export function useSearchedText(): SearchedText {
  const text = useTypedText()
  const [settled] = useDebouncedValue(text.q, 150)
  return { ...text, settled }
}

/** How far the server has answered, as a query with the previous answer for a placeholder tells it. */
export interface Answer {
  isPlaceholderData: boolean
  isPending: boolean
  isError: boolean
}

/** Whether an answer is the one to what is typed; before a first one, there is no earlier one to stand in for it. */
export const isAnswerTo = ({ q, settled }: SearchedText, { isPlaceholderData, isPending }: Answer) =>
  settled === q && !isPlaceholderData && !isPending

/**
 * How a field of choices takes what is typed into it: by Enter what is marked, which is the first that is found until the
 * arrows mark another; by Tab what the arrows have marked; and by leaving it what is named in full or found alone. All wait
 * for the answer where they were quicker. Anything else stays in the field, and what it belongs to waits until it is a
 * choice, or is taken out; Escape puts the name of what is chosen back.
 * @param options.text what is typed into it
 * @param options.offered what is found by that, in the order in which it is shown
 * @param options.answer how far it is found, where the server finds it: whether `offered` answers the very text, and whether it
 *   could not be looked for
 * @param options.name of what is chosen, as the field shows it while nothing is typed
 * @param options.of what is chosen, and what it is chosen among: where that changes, what is typed is gone with it
 * @param options.isSeveral whether a press on what is chosen already would give it up
 * @param options.isBusy whether what was taken is not there yet, so that what the field belongs to has to wait
 * @param options.take takes what was meant
 * @param options.clear takes out what is chosen, whose name was taken out of the field
 * @returns what the field is given; whether what stands in it is none of its choices, after whoever typed it has gone on;
 *   whether that could not be found out, or is still being looked up; and a way to put what is typed away
 */
export function useTypedChoice<Choice extends Findable>(options: {
  ref: RefObject<HTMLInputElement | null>
  text: TypedText
  offered: readonly Choice[]
  answer?: { isCurrent: boolean; isError: boolean }
  name?: string | undefined
  of?: string | null | undefined
  isSeveral?: boolean
  isBusy?: boolean | undefined
  take: (choice: Choice) => void
  clear?: (() => void) | undefined
}) {
  const { ref, text, offered, name = '', isSeveral = false } = options
  const { isCurrent, isError } = options.answer ?? { isCurrent: true, isError: false }
  const { typed, setTyped, q } = text
  // How whoever typed has gone on.
  const [going, setGoing] = useState<'entered' | 'left' | null>(null)
  const [isShown, setShown] = useState(false)
  const drawing = useRef(0)
  const hasArrowed = useRef(false)

  const show = (shown: string | null) => {
    setTyped(shown)
    setGoing(null)
  }
  const putAway = () => show(null)
  const of = `${options.of} ${use(Resets)}`
  const [lastOf, setLastOf] = useState(of)
  useEffect(() => {
    if (lastOf === of) return
    setLastOf(of)
    setTyped(null)
    setGoing(null)
  }, [lastOf, of, setTyped])

  const isFound = q !== '' && isCurrent
  const meant = isFound ? meantChoice(offered, q) : undefined
  const picked = going === 'entered' && isFound ? offered[0] : meant
  const isBusy = options.isBusy === true
  // What is found is taken right after it is shown.
  const isLooking = isBusy || (going !== null && (!isCurrent || picked !== undefined))
  useHeldField(ref, q !== '' || isBusy, isLooking)
  // With every answer, the first is marked anew.
  useEffect(() => {
    if (isFound) hasArrowed.current = false
  }, [isFound])
  const take = (choice: Choice) => {
    putAway()
    options.take(choice)
  }
  useEffect(() => {
    if (going === null || !picked) return
    // A press closes the list, too.
    const option = going === 'entered' ? optionOf(ref.current, picked) : null
    if (option && !(isSeveral && option.ariaSelected === 'true')) option.click()
    else take(picked)
  })

  const leave = () => {
    if (typed === null) return
    if (q === '') {
      putAway()
      if (name !== '') options.clear?.()
    } else if (meant) take(meant)
    else setGoing(going ?? 'left')
  }
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    const isOpen = isListOpen(input)
    openOnEnter(event)
    const chosen = isOpen && typed === null && !hasArrowed.current && !isSeveral ? chosenOf(input) : null
    // By its place in a list that is drawn anew meanwhile, the library would take another.
    if (chosen) {
      event.stopPropagation()
      return chosen.click()
    }
    // The library takes what the arrows have marked.
    if (isOpen && (q === '' || (hasArrowed.current && markedOption(input)))) return
    event.stopPropagation()
    if (isOpen) setGoing('entered')
  }
  // Before the focus moves, so that it finds the fields that what is taken opens, and none that go with it.
  const tab = (input: HTMLInputElement) => {
    const marked = hasArrowed.current && input.value.trim() !== '' ? markedOption(input) : null
    if (!marked) leave()
    else if (marked.ariaSelected === 'true') putAway()
    else marked.click()
  }
  return {
    isNone: going !== null && isFound && !picked && !isError,
    isFailed: going !== null && isFound && isError,
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
      openOnFocus: going !== null,
      searchValue: typed ?? name,
      // By itself, the library writes into the field, too: what is chosen shows by its name.
      onInput: ({ currentTarget: { value } }: FormEvent<HTMLInputElement>) => {
        hasArrowed.current = false
        show(value === name ? null : value)
      },
      // Marked anew with every answer, as far as the list shows it.
      selectFirstOptionOnChange: isFound && isShown,
      // Once its options are drawn.
      onDropdownOpen: () => {
        drawing.current = requestAnimationFrame(() => setShown(true))
      },
      onDropdownClose: () => {
        cancelAnimationFrame(drawing.current)
        hasArrowed.current = false
        setShown(false)
      },
      // To be called while the key is captured: the library would take again what was chosen when the list opened.
      onKeyDownCapture: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') hasArrowed.current = true
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

/** A choice in the open list of a field. */
function optionOf(input: HTMLInputElement | null, { id }: Findable): HTMLElement | null {
  const list = input && isListOpen(input) ? openListOf(input) : null
  return list?.querySelector<HTMLElement>(`[role=option][value="${CSS.escape(id)}"]`) ?? null
}
