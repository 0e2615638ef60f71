import { type RefObject, useEffect } from 'react'
import { holdField } from '../platform/held-page.ts'

/** Has all that goes on wait for a field while something stands in it that it has not taken; see {@link holdField}. */
export function useHeldField(field: RefObject<HTMLElement | null>, isHeld: boolean, isLooking = false): void {
  useEffect(
    () => (isHeld && field.current ? holdField(field.current, isLooking) : undefined),
    [field, isHeld, isLooking],
  )
}
