import type { PointerEvent } from 'react'

/**
 * For the button below a form's fields: what is said of the one that is being left moves the button from under the pointer,
 * and the press stays the button's.
 */
export function holdPress({ currentTarget, pointerId }: PointerEvent<HTMLButtonElement>): void {
  currentTarget.setPointerCapture(pointerId)
}
