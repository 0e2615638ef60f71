import { type RefObject, useEffect, useState } from 'react'
import { focusFirstError } from '../../platform/zod-form.ts'

/**
 * Moves the focus to the first field with an error once an answer has marked it.
 * @returns asks for it, together with the errors that are set at the same moment
 */
export function useErrorFocus(form: RefObject<HTMLFormElement | null>): () => void {
  const [refusals, setRefusals] = useState(0)
  useEffect(() => {
    if (refusals > 0) focusFirstError(form.current)
  }, [refusals, form])
  return () => setRefusals((count) => count + 1)
}
