import type { createSpotlight } from '@mantine/spotlight'
import { useEffect, useState } from 'react'

type Store = ReturnType<typeof createSpotlight>[0]

/**
 * The id of the line in the list that Enter opens, which the library marks in the page and tells nobody. It is the first
 * whenever the occasion is another.
 */
export function useMarked(store: Store, list: HTMLElement | null, occasion: string): string | undefined {
  const [marked, setMarked] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another occasion begins at the first again, though the list is the same
  useEffect(() => {
    if (list) markFirst(store, list)
  }, [store, list, occasion])
  useEffect(() => {
    if (!list) return
    const tell = () => setMarked(list.querySelector('[data-selected]')?.id)
    const observer = new MutationObserver(tell)
    observer.observe(list, { subtree: true, childList: true, attributeFilter: ['data-selected'] })
    tell()
    return () => {
      observer.disconnect()
      setMarked(undefined)
    }
  }, [list])
  return marked
}

/** As the library marks: what Enter presses is found by the attribute, and the arrow keys go on from the number. */
function markFirst(store: Store, list: HTMLElement): void {
  for (const [index, line] of list.querySelectorAll('[data-action]').entries())
    line.toggleAttribute('data-selected', index === 0)
  store.updateState((state) => ({ ...state, selected: 0 }))
}
