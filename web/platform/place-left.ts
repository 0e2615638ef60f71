import type { AnyRouter } from '@tanstack/react-router'

/**
 * Where somebody was on a page: its entry in the browser's history, how far it was scrolled, how far down on the screen the
 * link to what they opened stood, and what had the focus: in which row of a table that was, and where it leads.
 */
export interface Place {
  entry: string | undefined
  tops: number[]
  linkTop: number | undefined
  focused: Element | null
  row: string | undefined
  href: string | null | undefined
}

let left: Place = { entry: undefined, tops: [], linkTop: undefined, focused: null, row: undefined, href: undefined }

/**
 * Notes where somebody is whenever they go on, for where the next page takes long to load, something else stands in place of
 * the one that they leave. To be called once.
 */
export function watchPlaces(router: AnyRouter): void {
  router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation }) => {
    const focused = document.activeElement
    const opener = {
      focused,
      row: focused?.closest<HTMLElement>('[data-row]')?.dataset.row,
      href: focused?.getAttribute('href'),
    }
    left = {
      entry: fromLocation?.state.__TSR_key,
      tops: scrollers().map((each) => each?.scrollTop ?? 0),
      // Whichever tab of it is opened.
      linkTop: linkTo(toLocation.pathname.split('/', 3).join('/'), opener)?.getBoundingClientRect().top,
      ...opener,
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

/** What leads from the page to something, or to a part of it: of what can be seen in the row, if any, best where it led. */
export function linkTo(path: string, { row, href }: Pick<Place, 'row' | 'href'>): HTMLElement | undefined {
  const within = row === undefined ? '' : `[data-row="${CSS.escape(row)}"]`
  const all = document.querySelectorAll<HTMLElement>(`#content ${within} a[href^="${CSS.escape(path)}"]`)
  const links = [...all].filter((each) => each.getClientRects().length > 0)
  return links.find((each) => each.getAttribute('href') === href) ?? links[0]
}
