import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { part } from '../../../ui/part.tsx'

const SaveTemplatePanel = part(() => import('./save-template-panel.tsx'))

/** The panel that makes a template of a customer, while the address says so; loaded when it first does. */
export function SaveTemplate({ customerId }: { customerId: string }) {
  const { templateOf } = useSearch({ from: '/frame' })
  const navigate = useNavigate()
  const close = () =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, templateOf: undefined }),
      replace: true,
    })
  return (
    templateOf === customerId && (
      <Suspense>
        <SaveTemplatePanel customerId={customerId} onMissing={close} />
      </Suspense>
    )
  )
}
