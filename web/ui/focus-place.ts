/**
 * Where what had the focus has gone, gives it to the first of the places that is still there, or else to the page. It comes
 * with the next picture, and leaves the focus alone where something else has taken it by then.
 */
export function focusPlace(places: readonly HTMLElement[]): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    const place = places.find((each) => each.isConnected) ?? document.getElementById('content')
    if (!place) return
    // What only holds fields takes no focus by itself.
    place.tabIndex = -1
    place.focus({ preventScroll: true })
  })
}

/** The groups of fields that something lies in, the narrowest first. */
export function groupsAround(element: Element | null): HTMLElement[] {
  const group = element?.closest<HTMLElement>('fieldset:has(> legend)')
  return group ? [group, ...groupsAround(group.parentElement)] : []
}
