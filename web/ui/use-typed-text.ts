import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'

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
