import type { Place } from '../../platform/place-left.ts'
import { giveOnFrom } from '../../ui/use-focus-return.ts'
import { goNear, indexOf, keepAt, scrollAsBefore } from './near-place.ts'

/** Cards and rows take the height that they have once they are in sight, which moves those below them. */
const framesToSettle = 6

/** How long somebody waits for the rows above their place to come in. */
const patienceMs = 10_000

/**
 * Brings somebody to the place where they were: what they had opened from it has the focus and stands where it stood on the
 * screen, once its row is read and drawn, and again when a list that is read anew has it elsewhere. Where it has gone, the
 * row that has its place takes the focus. Whatever they do themselves ends it.
 * @param isShown whether it is still the page of the place
 */
export function comeBack(place: Place, isShown: () => boolean): void {
  const over = new AbortController()
  for (const event of ['pointerdown', 'keydown', 'wheel'])
    document.addEventListener(event, () => over.abort(), { capture: true, passive: true, signal: over.signal })
  let given: HTMLElement | undefined
  const isOver = () => {
    const focused = document.activeElement
    const isElsewhere = ![document.getElementById('content'), document.body, given].some((each) => each === focused)
    if (isElsewhere || !isShown()) over.abort()
    return over.signal.aborted
  }
  const approach = (until: number) => {
    if (isOver() || performance.now() > until) return
    const near = goNear(place)
    if (near instanceof HTMLElement) {
      given = near
      near.focus({ preventScroll: true })
      giveOnFrom(near)
      settle(near, framesToSettle, until)
    } else if (near !== 'there') requestAnimationFrame(() => approach(until))
  }
  const settle = (link: HTMLElement, framesLeft: number, until: number) => {
    if (isOver()) return
    // Drawn anew or hidden for a moment by what still loads, it has lost it.
    if (document.activeElement !== link) {
      requestAnimationFrame(() => approach(until))
      return
    }
    keepAt(link, place.linkTop)
    if (framesLeft > 0) requestAnimationFrame(() => settle(link, framesLeft - 1, until))
    else if (place.row !== undefined) follow(indexOf(place))
  }
  const follow = (index: number) => {
    const moves = new MutationObserver(() => {
      if (!isOver() && indexOf(place) === index) return
      moves.disconnect()
      start()
    })
    moves.observe(document.body, { childList: true, subtree: true })
    over.signal.addEventListener('abort', () => moves.disconnect())
  }
  const start = () => requestAnimationFrame(() => approach(performance.now() + patienceMs))
  requestAnimationFrame(() => {
    if (isOver()) return
    scrollAsBefore(place)
    approach(performance.now() + patienceMs)
  })
}
