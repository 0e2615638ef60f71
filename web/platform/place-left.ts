import type { AnyRouter } from '@tanstack/react-router'

/**
 * Where somebody was on a page: its entry in the browser's history, how far it was scrolled, what they opened, how far down
 * on the screen the link to it stood, in which row of a list, the how manieth, and where what had the focus leads.
 */
export interface Place {
  entry: string | undefined
  tops: number[]
  path: string
  linkTop: number | undefined
  row: string | undefined
  index: string | undefined
  href: string | null | undefined
}

let left: Place & { focused: Element | null } = {
  entry: undefined,
  tops: [],
  path: '',
  linkTop: undefined,
  row: undefined,
  index: undefined,
  href: undefined,
  focused: null,
}

/** Where the places of a tab lie, so that they outlive loading a page again. */
const storageKey = 'tenantry-places'

/** As far back as somebody goes step by step. */
const mostPlaces = 20

/**
 * Notes where somebody is whenever they go on, for where the next page takes long to load, something else stands in place of
 * the one that they leave. To be called once.
 */
export function watchPlaces(router: AnyRouter): void {
  router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation }) => {
    const focused = document.activeElement
    // Whichever tab of it is opened.
    const path = toLocation.pathname.split('/', 3).join('/')
    const href = focused?.getAttribute('href')
    const rowOf = (each: Element | null | undefined) => each?.closest<HTMLElement>('[data-row]')?.dataset
    const link = linkTo(path, { row: rowOf(focused)?.row, href })
    // Not every browser gives the focus to a link that is pressed.
    const { row, index } = rowOf(focused) ?? rowOf(link) ?? {}
    left = {
      entry: fromLocation?.state.__TSR_key,
      tops: scrollers().map((each) => each?.scrollTop ?? 0),
      path,
      linkTop: link?.getBoundingClientRect().top,
      row,
      index,
      href,
      focused,
    }
    const others = placesKept().filter(({ entry }) => entry !== left.entry)
    const all = [...others, { ...left, focused: undefined }]
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(all.slice(-mostPlaces)))
    } catch {
      // Full, or closed by the browser's settings: nobody is kept from going on for that.
    }
  })
}

/** Where they were before the page that is shown, or that loads. */
export const placeLeft = () => left

/** Where they were on pages before, also before one was loaded again; the last one last. */
export function placesKept(): Place[] {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
  } catch {
    return []
  }
}

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
