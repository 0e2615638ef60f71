import { linkTo, type Place, scrollers } from '../../platform/place-left.ts'
import { queryClient } from '../../platform/query.ts'

/**
 * Scrolls towards a place, reading on in its list until the row is there.
 * @returns the link that the focus belongs to, once it is drawn; of a row that has gone, the one that has its place; or
 * 'there' where no link was pressed and the page is as far down as it was
 */
export function goNear(place: Place): HTMLElement | 'there' | undefined {
  if (!isOfLink(place)) return scrollAsBefore(place)
  const link = linkTo(place.path, place)
  if (link) return link
  const rows = place.row === undefined ? [] : rowsRead()
  if (rows.length === 0) {
    scrollAsBefore(place)
    return undefined
  }
  const known = indexOf(place, rows)
  const index = known < 0 ? Number(place.index) : known
  const hasMore = document.querySelector('#content [data-list-foot]') !== null
  if (index >= rows.length && hasMore) {
    const scroller = scrollerOf(document.querySelector('#content [data-row]'))
    scroller?.scrollTo({ top: scroller.scrollHeight })
    return undefined
  }
  return linkAt(Math.min(index, rows.length - 1), place)
}

/** Where the row of a place is among those that its list has read; below 0 where it is not. */
export function indexOf({ row }: Place, rows = rowsRead()): number {
  return rows.indexOf(row)
}

/** Scrolls so that a link stands as far down on the screen as before, or in the middle where it could not be seen. */
export function keepAt(link: HTMLElement, top: number | undefined): void {
  const scroller = scrollerOf(link)
  if (!scroller) return
  const box = scroller.getBoundingClientRect()
  const { top: now, height } = link.getBoundingClientRect()
  const first = box.top + (scroller.querySelector('thead')?.clientHeight ?? 0) - height / 2
  const last = box.bottom - height / 2
  const wanted = top !== undefined && top >= first && top <= last ? top : (first + last) / 2
  scroller.scrollBy({ top: now - wanted })
}

/** What was opened otherwise, as from the palette, has no link to go back to, even where the page has one somewhere. */
function isOfLink({ path, href, linkTop = -1 }: Place): boolean {
  return href?.startsWith(path) || (linkTop >= 0 && linkTop < window.innerHeight)
}

/** @returns 'there' once the page is as far down as it was */
export function scrollAsBefore({ tops }: Place): 'there' | undefined {
  const scrolled = scrollers().map((each, index) => {
    each?.scrollTo({ top: tops[index] ?? 0 })
    return Math.abs((each?.scrollTop ?? 0) - (tops[index] ?? 0)) < 2
  })
  return scrolled.every(Boolean) ? 'there' : undefined
}

const scrollerOf = (element: Element | null | undefined) =>
  scrollers().findLast((each) => each?.contains(element ?? null))

/** The link in a row to what the row is of or belongs to; brings the row nearer that is not drawn yet. */
function linkAt(index: number, { path }: Place): HTMLElement | undefined {
  const drawn = [...document.querySelectorAll<HTMLElement>('#content [data-row]')]
  const row = drawn.find((each) => Number(each.dataset.index) === index)
  // What is of the same kind, as /customers.
  const kind = path.slice(0, path.indexOf('/', 1) + 1)
  if (row) return linkTo(kind, { row: row.dataset.row, href: undefined })
  const isAbove = index < Number(drawn[0]?.dataset.index)
  const nearest = drawn.at(isAbove ? 0 : -1)
  const scroller = scrollerOf(nearest)
  if (!nearest || !scroller) return undefined
  const { top, height } = nearest.getBoundingClientRect()
  const box = scroller.getBoundingClientRect()
  scroller.scrollBy({ top: top + (index - Number(nearest.dataset.index)) * height - (box.top + box.bottom) / 2 })
  return undefined
}

interface Pages {
  pages: { items: { id: unknown }[] }[]
}

/** Ids of the rows that the list of the page has read so far, of which only those in sight are drawn. */
function rowsRead(): unknown[] {
  const drawn = document.querySelector<HTMLElement>('#content [data-row]')?.dataset.row
  const lists = queryClient.getQueryCache().findAll({ type: 'active' })
  const all = lists.map(({ state }) => idsOf(state.data))
  return all.find((ids) => ids.includes(drawn)) ?? []
}

function idsOf(data: unknown): unknown[] {
  const { pages } = (data ?? {}) as Partial<Pages>
  return Array.isArray(pages)
    ? pages.flatMap(({ items }) => (Array.isArray(items) ? items.map(({ id }) => id) : []))
    : []
}
