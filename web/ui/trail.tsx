import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { texts } from '../platform/texts.ts'

/** One step of 'where am I'; the last one is the page itself. */
export interface Crumb {
  label: string
  to?: string
  search?: Record<string, string>
}

const TrailContext = createContext<{ trail: Crumb[]; setTrail: (trail: Crumb[]) => void }>({
  trail: [],
  setTrail: () => {},
})

/** Holds where the person is, for the top bar and the window's title. */
export function TrailProvider({ children }: { children: ReactNode }) {
  const [trail, setTrail] = useState<Crumb[]>([])
  const value = useMemo(() => ({ trail, setTrail }), [trail])
  return <TrailContext value={value}>{children}</TrailContext>
}

/** The steps that the page at hand has named. */
export function useCurrentTrail(): Crumb[] {
  return use(TrailContext).trail
}

/** Says where the page lies, e.g. `useTrail({ label: 'All customers', to: '/customers' }, { label: customer.name })`. */
export function useTrail(...trail: Crumb[]): void {
  const { setTrail } = use(TrailContext)
  const text = JSON.stringify(trail)
  useEffect(() => {
    const steps: Crumb[] = JSON.parse(text)
    setTrail(steps)
    document.title = [...steps.map((step) => step.label).reverse(), texts.product].join(' · ')
  }, [text, setTrail])
}

/** The window's title of pages outside the frame. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${texts.product}`
  }, [title])
}
