import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'

const SaveTemplatePanel = lazy(() => import('./save-template-panel.tsx'))

/** The panel that makes a template of a customer, while the address says so; loaded when it first does. */
export function SaveTemplate({ customerId }: { customerId: string }) {
  const { templateOf } = useSearch({ from: '/frame' })
  return (
    templateOf === customerId && (
      <Suspense>
        <SaveTemplatePanel customerId={customerId} />
      </Suspense>
    )
  )
}
