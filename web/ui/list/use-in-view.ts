import { useEffect, useRef } from 'react'

/** Calls `onSeen` when the element comes within 600 px of sight, again whenever `turn` has changed. */
export function useInView(onSeen: () => void, turn: number) {
  const element = useRef<HTMLDivElement>(null)
  const latest = useRef(onSeen)
  useEffect(() => {
    latest.current = onSeen
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: an observer reports only changes, so a longer list needs a new one
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) latest.current()
      },
      { rootMargin: '600px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [turn])
  return element
}
