import type { MultiSelectProps } from '@mantine/core'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { chooseAnyOnTab, chooseFound, chooseOnEnter } from './choose-typed.ts'

/**
 * The keys of a field whose choices the server finds: Enter takes what is typed in full, else the first that is found, and
 * waits for the answer where it was quicker; Tab takes what is marked, or what alone is found.
 * @param q what is typed, empty while the field merely names what is chosen
 * @param settled what is looked for, a moment behind it
 * @param isSeveral whether a press on what is chosen already would give it up
 * @returns of what was entered, too, whether nothing is found by it
 */
export function useFoundByKey(
  q: string,
  settled: string,
  found: { isPlaceholderData: boolean; isPending: boolean; isError: boolean },
  isSeveral = false,
) {
  // Before a first answer, there is no earlier one to stand in for it.
  const isCurrent = settled === q && !found.isPlaceholderData && !found.isPending
  const { isError } = found
  const [entered, setEntered] = useState<{ input: HTMLInputElement; q: string } | null>(null)
  const [missed, setMissed] = useState('')
  useEffect(() => {
    if (!entered || (entered.q === q && !isCurrent)) return
    setEntered(null)
    if (entered.q === q) setMissed(chooseFound(entered.input, isSeveral) || isError ? '' : q)
  }, [entered, isCurrent, q, isSeveral, isError])
  const onKeyDownCapture = (event: KeyboardEvent<HTMLInputElement>) => {
    chooseOnEnter(event, q !== '', (input) => {
      setEntered({ input, q })
      return true
    })
    chooseAnyOnTab(event, q !== '' && isCurrent)
  }
  return { isCurrent, isMissed: q !== '' && missed === q, onKeyDownCapture }
}

/**
 * The filter of a field of several, whose data hold the chosen ones, too, for their names: while something is typed, none
 * is offered but what is found. That it has the typed text in its name is for the server to say.
 */
export function onlyFound(q: string, found: readonly { id: string }[] | undefined): MultiSelectProps['filter'] {
  const ids = new Set(found?.map(({ id }) => id))
  return ({ options }) => options.filter((option) => q === '' || ('value' in option && ids.has(option.value)))
}
