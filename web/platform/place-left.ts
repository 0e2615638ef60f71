import type { AnyRouter } from '@tanstack/react-router'

/**
 * Where somebody was on a page: its entry in the browser's history, how far it was scrolled, how far down on the screen the
 * link to what they opened stood, and what had the focus.
 */
export interface Place {
  entry: string | undefined
  tops: number[]
  linkTop: number | undefined
  focused: Element | null
}

let left: Place = { entry: undefined, tops: [], linkTop: undefined, focused: null }

/**
 * Notes where somebody is whenever they go on, for where the next page takes long to load, something else stands in place of
 * the one that they leave. To be called once.
 */
export function watchPlaces(router: AnyRouter): void {
  router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation }) => {
    left = {
      entry: fromLocation?.state.__TSR_key,
      tops: scrollers().map((each) => each?.scrollTop ?? 0),
      // Whichever tab of it is opened.
      linkTop: linkTo(toLocation.pathname.split('/', 3).join('/'))?.getBoundingClientRect().top,
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

/** What leads from the page to something, or to a part of it. */
export const linkTo = (path: string) => document.querySelector<HTMLElement>(`#content a[href^="${CSS.escape(path)}"]`)
