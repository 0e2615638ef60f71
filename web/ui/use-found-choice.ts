import { useDebouncedValue } from '@mantine/hooks'
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import { chooseOnTab } from './choose-marked.ts'
import { chooseFound, chooseOnEnter } from './choose-typed.ts'
import { meantChoice } from './meant-choice.ts'
import { useHeldField } from './use-held-field.ts'

/** What a choice that the server finds can be named by. */
export interface Findable {
  id: string
  name: string
  code?: string | null
}

/** What is typed into a field whose choices the server finds. */
export interface SearchedText {
  /** As it stands in the field; null while that merely names what is chosen. */
  typed: string | null
  setTyped: (typed: string | null) => void
  /** Without the blanks around it. */
  q: string
  /** What is looked for: `q`, a moment behind it. */
  settled: string
}

export function useSearchedText(): SearchedText {
  const [typed, setTyped] = useState<string | null>(null)
  const q = typed?.trim() ?? ''
  const [settled] = useDebouncedValue(q, 150)
  return { typed, setTyped, q, settled }
}

/** How far the server has answered, as a query with the previous answer for a placeholder tells it. */
export interface Answer {
  isPlaceholderData: boolean
  isPending: boolean
  isFetching: boolean
  isError: boolean
}

/** Whether an answer is the one to what is typed; before a first one, there is no earlier one to stand in for it. */
export const isAnswerTo = ({ q, settled }: SearchedText, found: Answer) =>
  settled === q && !found.isPlaceholderData && !found.isPending

/**
 * How a field whose choices the server finds takes them. Enter takes what is typed in full, else the first that is found;
 * Tab what is marked; and whoever leaves it has taken what is named in full or found alone. All wait for the answer where
 * they were quicker. Anything else stays in the field, and what it belongs to waits until it is one, or is taken out.
 * @param options.offered what an answer to the typed text has found
 * @param options.name of what is chosen, as the field shows it while nothing is typed
 * @param options.isSeveral whether a press on what is chosen already would give it up
 * @param options.take takes what was meant on leaving
 * @param options.clear takes out what is chosen, whose name was taken out of the field
 * @returns what the field is to be given, and whether what was entered or left there is none of the list
 */
export function useFoundChoice<Choice extends Findable>(options: {
  ref: RefObject<HTMLInputElement | null>
  search: SearchedText
  found: Answer
  offered: readonly Choice[]
  name?: string | undefined
  isSeveral?: boolean
  take: (choice: Choice) => void
  clear?: (() => void) | undefined
}) {
  const { ref, search, found, name = '', isSeveral = false } = options
  const { typed, setTyped, q } = search
  const { isError } = found
  const isCurrent = isAnswerTo(search, found)
  const [entered, setEntered] = useState<{ input: HTMLInputElement; q: string } | null>(null)
  const [missed, setMissed] = useState('')
  useEffect(() => {
    if (!entered || (entered.q === q && !isCurrent)) return
    setEntered(null)
    if (entered.q === q) setMissed(chooseFound(entered.input, isSeveral) || isError ? '' : q)
  }, [entered, isCurrent, q, isSeveral, isError])

  const [isLeft, setLeft] = useState(false)
  const isWaiting = isLeft && q !== ''
  useHeldField(ref, isWaiting)
  const meant = isCurrent ? meantChoice(options.offered, q, (choice) => choice.name) : undefined
  const show = (text: string | null) => {
    setTyped(text)
    setLeft(false)
  }
  const takeMeant = () => {
    if (!meant) return false
    show(null)
    options.take(meant)
    return true
  }
  // For an answer that comes once the field is left; who has come back to it goes on by themselves.
  useEffect(() => {
    if (isWaiting && document.activeElement !== ref.current) takeMeant()
  })

  return {
    isNone: (q !== '' && missed === q) || (isWaiting && isCurrent && !meant),
    field: {
      ref,
      searchable: true,
      autoComplete: 'off',
      withScrollArea: false,
      // Whoever comes back to what was not taken sees what comes near it.
      openOnFocus: isLeft,
      searchValue: typed ?? name,
      onSearchChange: (text: string) => {
        // On leaving, the library writes the name of what is chosen.
        if (document.activeElement === ref.current) show(text === name ? null : text)
      },
      onKeyDownCapture: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key === 'Escape' && isLeft && !event.nativeEvent.isComposing) show(null)
        chooseOnEnter(event, q !== '', (input) => {
          setEntered({ input, q })
          return true
        })
        chooseOnTab(event)
      },
      onBlur: (_event: FocusEvent) => {
        if (typed === null) return
        if (q !== '') return void (takeMeant() || setLeft(true))
        show(null)
        if (name !== '') options.clear?.()
      },
      onOptionSubmit: () => show(null),
    },
  }
}
