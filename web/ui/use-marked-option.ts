import { type RefObject, useEffect, useRef, useState } from 'react'
import { markedOption } from './choose-marked.ts'

/**
 * Which option the open list of a field of choices marks: the first with every answer to what is typed, until the arrows mark
 * another.
 * @param isFound whether the answer to what is typed is there
 * @returns what the field is given, what the arrows have marked, and what notes each key and each letter
 */
export function useMarkedOption(ref: RefObject<HTMLInputElement | null>, isFound: boolean) {
  const [isShown, setShown] = useState(false)
  const drawing = useRef(0)
  const hasArrowed = useRef(false)
  useEffect(() => {
    if (isFound) hasArrowed.current = false
  }, [isFound])
  return {
    arrowed: () => (hasArrowed.current && ref.current ? markedOption(ref.current) : null),
    noteKey: (key: string) => {
      if (key === 'ArrowDown' || key === 'ArrowUp') hasArrowed.current = true
    },
    noteTyping: () => {
      hasArrowed.current = false
    },
    field: {
      // As far as the list shows the answer.
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
    },
  }
}
