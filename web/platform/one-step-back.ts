import type { RouterHistory } from '@tanstack/react-router'

const watched = new WeakSet<RouterHistory>()

/**
 * Takes entries of the browser's history that show the same as one step. A panel that closes leaves its own entry as one of
 * the page, beside that of the page from which it was opened: Back between the two would seem to do nothing. Told of
 * a history once more, it does no more.
 */
export function stepOverSame(history: RouterHistory): void {
  if (watched.has(history)) return
  watched.add(history)
  let before = history.location
  history.subscribe(({ location, action }) => {
    // What is refused, for something is typed, is told as well, of the place where one still is.
    const isGone = location.state.__TSR_index < before.state.__TSR_index
    const isSame = action.type === 'BACK' && isGone && shownAt(location) === shownAt(before)
    before = location
    if (isSame) history.back()
  })
}

/** An address as the product writes it: one that is typed or sent can have other signs for spaces. */
const shownAt = ({ href }: { href: string }) => href.replaceAll('+', '%20')
