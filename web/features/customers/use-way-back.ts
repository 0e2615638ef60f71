import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { placesKept } from '../../platform/place-left.ts'
import { comeBack } from './come-back.ts'

/**
 * Who goes back to the list from which a page was opened is where they were in it, with the focus on the link to what was
 * open, in the row where it was pressed, which stands where it stood on the screen. That the page was loaded again
 * meanwhile changes nothing of it.
 * @param path of what is open; links to its tabs begin with it
 */
export function useWayBack(path: string): void {
  const router = useRouter()
  useEffect(
    () => () => {
      const { state, pathname } = router.state.location
      const place = placesKept().find(({ entry }) => entry === state.__TSR_key)
      const isShown = () => router.state.location.state.__TSR_key === place?.entry
      if (place && !pathname.startsWith(path)) comeBack(place, isShown)
    },
    [router, path],
  )
}
