import { createContext, useState } from 'react'

/**
 * How often what was typed in a form was undone. What stands in a field of choices and is none of them is no value of the form:
 * its fields put it away whenever this is another number.
 */
export const Resets = createContext(0)

/** Counts how often a form is reset, for {@link Resets}. */
export function useResets(reset: () => void): { resets: number; onReset: () => void } {
  const [resets, setResets] = useState(0)
  const onReset = () => {
    reset()
    setResets((count) => count + 1)
  }
  return { resets, onReset }
}
