import { useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { part } from '../../ui/part.tsx'
import { useLifecyclePanels } from './use-lifecycle-panels.ts'

const StatusPanel = part(() => import('./status-panel.tsx'))
const PurgePanel = part(() => import('./purge-panel.tsx'))

/** The panel that the address asks for; loaded when it is first asked for. */
export default function LifecyclePanels() {
  const { change, to, purge } = useSearch({ from: '/frame' })
  const { close } = useLifecyclePanels()
  return (
    <Suspense>
      {change && <StatusPanel key={change} id={change} wanted={to ?? null} onClose={close} />}
      {purge && <PurgePanel key={purge} id={purge} onClose={close} />}
    </Suspense>
  )
}
