import { createContext, useState } from 'react'

/**
 * How often what was typed in a form was undone: the key of its fields of choices. What stands in one and is none of them is
 * no value of the form, and stays in the field unless that is made anew.
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
