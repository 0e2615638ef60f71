import { type RefObject, use, useEffect, useState } from 'react'
import { isListOpen, openListOf } from './choose-marked.ts'
import { type Findable, meantChoice } from './meant-choice.ts'
import { Resets } from './resets.ts'
import { useHeldField } from './use-held-field.ts'
import type { TypedText } from './use-typed-text.ts'

/** A field of choices, as far as it takes one by what is typed. */
export interface TypedField<Choice extends Findable> {
  ref: RefObject<HTMLInputElement | null>
  text: TypedText
  /** What is found by the text, in the order in which it is shown. */
  offered: readonly Choice[]
  /** Where the server finds it: whether `offered` answers the very text, and whether it could not be looked for. */
  answer?: { isCurrent: boolean; isError: boolean }
  /** What is chosen, and what it is chosen among: where that changes, what is typed is gone with it. */
  of?: string | null | undefined
  /** Whether a press on what is chosen already would give it up. */
  isSeveral?: boolean
  /** Whether what was taken is not there yet, so that what the field belongs to has to wait. */
  isBusy?: boolean | undefined
  /** Takes what was meant. */
  take: (choice: Choice) => void
}

/**
 * What comes of a text once whoever typed it goes on: by Enter the first that is found is taken, by leaving the field what is
 * named in full or found alone. Both wait for the answer where they were quicker. Anything else stays in the field, and what
 * that belongs to waits.
 */
export function useGoingOn<Choice extends Findable>(options: TypedField<Choice>) {
  const { ref, offered, isSeveral = false, isBusy = false } = options
  const { isCurrent, isError } = options.answer ?? { isCurrent: true, isError: false }
  const { setTyped, q } = options.text
  const [going, setGoing] = useState<'entered' | 'left' | null>(null)
  const show = (typed: string | null) => {
    setTyped(typed)
    setGoing(null)
  }
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
  // What is found is taken right after it is shown.
  const isLooking = isBusy || (going !== null && (!isCurrent || picked !== undefined))
  useHeldField(ref, q !== '' || isBusy, isLooking)
  const take = (choice: Choice) => {
    show(null)
    options.take(choice)
  }
  useEffect(() => {
    if (going === null || !picked) return
    // A press closes the list, too.
    const option = going === 'entered' ? optionOf(ref.current, picked) : null
    if (option && !(isSeveral && option.ariaSelected === 'true')) option.click()
    else take(picked)
  })
  return {
    /** Whether the answer to what is typed is there. */
    isFound,
    /** Whether what stands in the field is none of its choices, after whoever typed it has gone on. */
    isNone: going !== null && isFound && !picked && !isError,
    /** Whether that could not be found out. */
    isFailed: going !== null && isFound && isError,
    /** Whether that is still being looked up. */
    isLooking,
    hasGone: going !== null,
    show,
    enter: () => setGoing('entered'),
    leave: () => (meant ? take(meant) : setGoing(going ?? 'left')),
  }
}

/** A choice in the open list of a field. */
function optionOf(input: HTMLInputElement | null, { id }: Findable): HTMLElement | null {
  const list = input && isListOpen(input) ? openListOf(input) : null
  return list?.querySelector<HTMLElement>(`[role=option][value="${CSS.escape(id)}"]`) ?? null
}
