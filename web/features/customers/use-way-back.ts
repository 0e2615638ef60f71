import { type AnyRouter, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/** Half a second, in which rows are drawn. */
const framesToDraw = 30

/** Where somebody was in a list: its entry in the browser's history, and how far it was scrolled. */
interface Place {
  entry: string | undefined
  tops: number[]
}

/**
 * Who goes back to the list from which a page was opened is where they were in it: as far down, and with the focus on the
 * link to what was open.
 * @param path of what is open; links to its tabs begin with it
 */
export function useWayBack(path: string): void {
  const router = useRouter()
  // While this page is drawn for the first time, the one before it is still to be seen.
  const [place] = useState(() => placeLeft(router))
  useEffect(
    () => () => {
      if (router.state.location.state.__TSR_key === place.entry) comeBack(place, path, framesToDraw)
    },
    [router, place, path],
  )
}

function placeLeft(router: AnyRouter): Place {
  const entry = router.state.resolvedLocation?.state.__TSR_key
  return { entry, tops: scrollers().map((each) => each?.scrollTop ?? 0) }
}

/** What scrolls: the page with cards and on phones, else the table in it. */
function scrollers(): (HTMLElement | null | undefined)[] {
  const page = document.getElementById('content')
  return [page, page?.querySelector('table')?.parentElement]
}

function comeBack(place: Place, path: string, framesLeft: number): void {
  requestAnimationFrame(() => {
    const page = document.getElementById('content')
    const focused = document.activeElement
    // Whoever has gone on stays there.
    if (!page || (focused !== page && focused !== document.body)) return
    for (const [index, each] of scrollers().entries()) each?.scrollTo({ top: place.tops[index] ?? 0 })
    const link = page.querySelector<HTMLElement>(`a[href^="${CSS.escape(path)}"]`)
    if (link) link.focus({ preventScroll: true })
    else if (framesLeft > 0) comeBack(place, path, framesLeft - 1)
  })
}
