import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { formatNumber } from '../../platform/format.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { typesQuery } from './license-limits.api.ts'
import classes from './license-limits.module.css'
import { texts } from './license-limits.texts.ts'

const words = texts.below

/** What is in use above what was asked for, by type; null for any other refusal. */
export function belowUseOf(error: unknown): readonly FieldProblem[] | null {
  return error instanceof ApiError && error.code === 'license_limit_below_use' ? error.fields : null
}

/** Asks whether something may stay over its limit, with by how much. */
export function BelowUse(props: {
  problems: readonly FieldProblem[] | null
  action?: string
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  const types = useQuery(typesQuery).data ?? []
  const { problems, action = words.confirm } = props
  if (!problems) return null
  const lineOf = ({ path, params = {} }: FieldProblem) => {
    const [used, overBy] = [countText(params.used), countText(params.overBy)]
    if (path === 'trial_devices') return words.trialLine(used, overBy)
    return words.line(types.find(({ code }) => code === path)?.name ?? path, used, overBy)
  }
  return (
    <Confirm
      opened
      title={words.title}
      action={action}
      isBusy={props.isBusy}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <ul className={classes.belowList}>
        {problems.map((problem) => (
          <li key={problem.path}>{lineOf(problem)}</li>
        ))}
      </ul>
      {words.lead}
    </Confirm>
  )
}

function countText(count: unknown): string {
  return formatNumber(typeof count === 'number' ? count : 0)
}
