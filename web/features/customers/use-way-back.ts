import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Place, placeLeft, scrollers } from '../../platform/place-left.ts'

/** Half a second, in which rows are drawn. */
const framesToDraw = 30

/** Cards take the height that they have once they are in sight, which moves those below them. */
const framesToSettle = 6

/**
 * Who goes back to the list from which a page was opened is where they were in it: as far down, and with the focus on the
 * link to what was open.
 * @param path of what is open; links to its tabs begin with it
 */
export function useWayBack(path: string): void {
  const router = useRouter()
  const [place] = useState(placeLeft)
  useEffect(
    () => () => {
      if (router.state.location.state.__TSR_key === place.entry) comeBack(place, path, framesToDraw)
    },
    [router, place, path],
  )
}

function comeBack(place: Place, path: string, framesLeft: number): void {
  requestAnimationFrame(() => {
    const page = document.getElementById('content')
    const focused = document.activeElement
    // Whoever has gone on stays there.
    if (!page || (focused !== page && focused !== document.body)) return
    for (const [index, each] of scrollers().entries()) each?.scrollTo({ top: place.tops[index] ?? 0 })
    const link = page.querySelector<HTMLElement>(`a[href^="${CSS.escape(path)}"]`)
    link?.focus({ preventScroll: true })
    if (link) keepInSight(link, framesToSettle)
    else if (framesLeft > 0) comeBack(place, path, framesLeft - 1)
  })
}

function keepInSight(link: HTMLElement, framesLeft: number): void {
  if (document.activeElement !== link || framesLeft === 0) return
  if (!isInSight(link)) link.scrollIntoView({ block: 'center' })
  requestAnimationFrame(() => keepInSight(link, framesLeft - 1))
}

function isInSight(link: HTMLElement): boolean {
  const { top, bottom } = link.getBoundingClientRect()
  return scrollers().every((each) => {
    const sight = each?.getBoundingClientRect()
    return !sight || (top >= sight.top && bottom <= sight.bottom)
  })
}
