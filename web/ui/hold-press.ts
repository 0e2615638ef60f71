import type { PointerEvent as ReactPointerEvent } from 'react'

/**
 * For the button below a form's fields: what is said of the one that is being left moves the button from under the pointer,
 * and the press stays the button's, unless the pointer itself is moved from where it was pressed.
 */
export function holdPress({ currentTarget: button, pointerId }: ReactPointerEvent<HTMLButtonElement>): void {
  const { left, right, top, bottom } = button.getBoundingClientRect()
  const letGo = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (x < left || x > right || y < top || y > bottom) button.releasePointerCapture(pointerId)
  }
  button.setPointerCapture(pointerId)
  button.addEventListener('pointermove', letGo)
  button.addEventListener('lostpointercapture', () => button.removeEventListener('pointermove', letGo), { once: true })
}
