import { type ComponentProps, Suspense } from 'react'
import { part } from '../../ui/part.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'

const AlertShortForm = part(() => import('./alert-short-form.tsx'))

/** The alerts of a new customer, loaded once it has limits. */
export function AlertsOfLimits(props: ComponentProps<typeof AlertShortForm>) {
  return (
    <Suspense fallback={<FieldsSkeleton count={2} />}>
      <AlertShortForm {...props} />
    </Suspense>
  )
}
