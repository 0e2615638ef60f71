import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { useMemo } from 'react'
import { EmptyState } from '../empty-state.tsx'
import { texts as words } from './refusals.texts.ts'
import { refusalText } from './refusals.ts'
import { useRefuse, useShownConditions } from './shown-conditions.ts'

/** What of a list's search and conditions was refused, by an old link say, with a way out of it. */
export default function ListRefused({ problems }: { problems: readonly FieldProblem[] }) {
  const shown = useShownConditions()
  useRefuse(useMemo(() => problems.map(({ path }) => path), [problems]))
  return (
    <div role="alert">
      <EmptyState
        icon={<IconFilterOff size={22} stroke={1.6} />}
        tone="bad"
        title={words.title}
        text={problems
          .slice(0, 3)
          .map((problem) => <div key={`${problem.path} ${problem.message}`}>{refusalText(problem, shown)}</div>)}
        action={
          <Button variant="default" component="a" href={window.location.pathname}>
            {words.plain}
          </Button>
        }
      />
    </div>
  )
}
