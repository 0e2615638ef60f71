import type { AnyRouter } from '@tanstack/react-router'

/** Where somebody was on a page: its entry in the browser's history, how far it was scrolled, and what had the focus. */
export interface Place {
  entry: string | undefined
  tops: number[]
  focused: Element | null
}

let left: Place = { entry: undefined, tops: [], focused: null }

/**
 * Notes where somebody is whenever they go on, for where the next page takes long to load, something else stands in place of
 * the one that they leave. To be called once.
 */
export function watchPlaces(router: AnyRouter): void {
  router.subscribe('onBeforeNavigate', ({ fromLocation }) => {
    left = {
      entry: fromLocation?.state.__TSR_key,
      tops: scrollers().map((each) => each?.scrollTop ?? 0),
      focused: document.activeElement,
    }
  })
}

/** Where they were before the page that is shown, or that loads. */
export const placeLeft = (): Place => left

/** What scrolls: the page with cards and on phones, else the table in it. */
export function scrollers(): (HTMLElement | null | undefined)[] {
  const page = document.getElementById('content')
  return [page, page?.querySelector('table')?.parentElement]
}
