import { useEffect, useRef } from 'react'

/**
 * Keeps the focus in the toolbar when the chip that had it is gone: on the chip that takes its place, else on the last
 * one, else on the button that adds one.
 * @param conditions those in force; another list of them ends the wait
 */
export function useFocusAfterRemoval(conditions: readonly unknown[]) {
  const toolbar = useRef<HTMLDivElement>(null)
  const removed = useRef<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the conditions of the address come a moment after the press
  useEffect(() => {
    if (removed.current === null) return
    const ends = [...(toolbar.current?.querySelectorAll<HTMLElement>('[data-chip] > button:last-child') ?? [])]
    const next = ends[Math.min(removed.current, ends.length - 1)]
    removed.current = null
    const target = next ?? toolbar.current?.querySelector<HTMLElement>('[data-adds]')
    target?.focus()
  }, [conditions])
  return {
    toolbar,
    /** @param place of the chip that goes; any for all of them */
    onRemove: (place: number) => {
      removed.current = place
    },
  }
}
