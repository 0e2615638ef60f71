import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { typesQuery } from '../license-limits/public.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'

const words = texts.below

/** What is in use above what was asked for, by type; null for any other refusal. */
export function belowUseOf(error: unknown): readonly FieldProblem[] | null {
  return error instanceof ApiError && error.code === 'license_limit_below_use' ? error.fields : null
}

/** Asks whether something may stay over its limit, with by how much. */
export function BelowUse(props: {
  problems: readonly FieldProblem[] | null
  action: string
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  const types = useQuery(typesQuery).data ?? []
  const { problems } = props
  if (!problems) return null
  const nameOf = (type: string) => types.find(({ code }) => code === type)?.name ?? type
  return (
    <Confirm
      opened
      title={words.title}
      action={props.action}
      isBusy={props.isBusy}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <ul className={classes.belowList}>
        {problems.map(({ path, message }) => (
          <li key={path}>{words.line(nameOf(path), message)}</li>
        ))}
      </ul>
      {words.lead}
    </Confirm>
  )
}
