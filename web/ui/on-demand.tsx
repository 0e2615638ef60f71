import { type ComponentType, type ReactNode, Suspense, useMemo, useState } from 'react'
import { type Load, loadPart } from '../platform/missing-code.ts'
import { part } from './part.tsx'

/** What the button is given until the real thing has loaded. */
export interface AskProps {
  onClick?: () => void
  onPointerEnter?: () => void
  onFocus?: () => void
}

/**
 * Shows a plain button until it is pressed for the first time, then loads what it opens. Pointing at the button starts
 * the loading already, so that the press finds it there. Keeps menus and popovers out of the first page's code.
 * @param load imports a module whose default export draws the button itself and opens once it is there (`useOpenOnMount`)
 */
export function OnDemand<Props extends object>(props: {
  load: Load<ComponentType<Props>>
  button: (ask: AskProps) => ReactNode
  props: Props
}) {
  const { load } = props
  const [isAsked, setAsked] = useState(false)
  const Loaded = useMemo(() => part(load), [load])
  const prepare = () => void loadPart(load).catch(() => {})
  if (!isAsked) return props.button({ onClick: () => setAsked(true), onPointerEnter: prepare, onFocus: prepare })
  return (
    <Suspense fallback={props.button({})}>
      <Loaded {...props.props} onMissing={() => setAsked(false)} />
    </Suspense>
  )
}
