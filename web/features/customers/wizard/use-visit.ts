import { type RefObject, useEffect, useRef, useState } from 'react'
import { focusFirstError } from '../../../platform/zod-form.ts'

type Aim = 'step' | 'error'

/** Which steps were seen, earlier ones included, and where the focus goes when another one is shown or something is refused. */
export function useVisit(stepId: string, seen: readonly string[], body: RefObject<HTMLElement | null>) {
  const [visited, setVisited] = useState<ReadonlySet<string>>(() => new Set([...seen, stepId]))
  const [aims, setAims] = useState(0)
  const aim = useRef<Aim | null>(null)
  useEffect(() => {
    setVisited((before) => (before.has(stepId) ? before : new Set([...before, stepId])))
    body.current?.parentElement?.scrollTo({ top: 0 })
  }, [stepId, body])
  // biome-ignore lint/correctness/useExhaustiveDependencies: both say that there is something new to aim at
  useEffect(() => {
    const wanted = aim.current
    aim.current = null
    if (wanted === 'error') focusFirstError(body.current)
    if (wanted === 'step') body.current?.focus({ preventScroll: true })
  }, [aims, stepId])
  const aimAt = (wanted: Aim) => {
    aim.current = wanted
    setAims((count) => count + 1)
  }
  return {
    visited,
    toStep: () => aimAt('step'),
    toError: () => aimAt('error'),
    beginAt: (id: string) => setVisited(new Set([id])),
  }
}
