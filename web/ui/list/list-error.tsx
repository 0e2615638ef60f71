import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { ApiError } from '@tenantry/contract/client.ts'
import { EmptyState } from '../empty-state.tsx'
import { ErrorState } from '../error-state.tsx'
import { texts } from './texts.ts'

const words = texts.refused

/** In place of a list that could not be read. What was asked for, by an old link say, is named with a way out of it. */
export function ListError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problems = error instanceof ApiError && error.code === 'invalid_input' ? (error.problem.errors ?? []) : []
  if (problems.length === 0) return <ErrorState error={error} onRetry={onRetry} />
  return (
    <div role="alert">
      <EmptyState
        icon={<IconFilterOff size={22} stroke={1.6} />}
        tone="bad"
        title={words.title}
        text={problems
          .slice(0, 3)
          .map(({ path, message }) => <div key={`${path} ${message}`}>{words.problem(path, message)}</div>)}
        action={
          <Button variant="default" component="a" href={window.location.pathname}>
            {words.plain}
          </Button>
        }
      />
    </div>
  )
}
