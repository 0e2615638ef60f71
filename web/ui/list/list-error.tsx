import { ApiError } from '@tenantry/contract/client.ts'
import { Suspense } from 'react'
import { ErrorState } from '../error-state.tsx'
import { part } from '../part.tsx'

const ListRefused = part(() => import('./list-refused.tsx'))

/** In place of a list that could not be read. */
export function ListError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problems = error instanceof ApiError && error.code === 'invalid_input' ? error.problem.errors : undefined
  if (!problems?.length) return <ErrorState error={error} onRetry={onRetry} />
  return (
    <Suspense>
      <ListRefused problems={problems} />
    </Suspense>
  )
}
