import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { linkTo, type Place, placeLeft, scrollers } from '../../platform/place-left.ts'
import { giveOnFrom } from '../../ui/use-focus-return.ts'

/** Half a second, in which rows are drawn. */
const framesToDraw = 30

/** Cards and rows take the height that they have once they are in sight, which moves those below them. */
const framesToSettle = 6

/**
 * Who goes back to the list from which a page was opened is where they were in it, with the focus on the link to what was
 * open, in the row where it was pressed, which stands where it stood on the screen.
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
    const link = linkTo(path, place)
    link?.focus({ preventScroll: true })
    if (link) {
      keepAt(link, place.linkTop, framesToSettle)
      giveOnFrom(link)
    } else if (framesLeft > 0) comeBack(place, path, framesLeft - 1)
  })
}

/** @param top how far down on the screen it stands; undefined leaves it where it is */
function keepAt(link: HTMLElement, top: number | undefined, framesLeft: number): void {
  if (document.activeElement !== link || top === undefined || framesLeft === 0) return
  const scroller = scrollers().findLast((each) => each)
  scroller?.scrollBy({ top: link.getBoundingClientRect().top - top })
  requestAnimationFrame(() => keepAt(link, top, framesLeft - 1))
}
