import { ApiError } from '@tenantry/contract/client.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { LicenseType } from '@tenantry/contract/licenses.ts'
import { formatNumber } from '../../platform/format.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { BelowUse, belowUseOf } from '../license-limits/public.ts'
import { texts } from './licenses.texts.ts'

const words = texts.types

/** What is asked before a type is switched: off while something takes it, or on with more in use than is owned. */
export type AskedSwitch =
  | { type: LicenseType; isOn: false; used: number; limits: number }
  | { type: LicenseType; isOn: true; problems: readonly FieldProblem[] }

/** What has to be asked after this refusal; null for any other one. */
export function askedSwitch(type: LicenseType, error: unknown): AskedSwitch | null {
  const problems = belowUseOf(error)
  if (problems) return { type, isOn: true, problems }
  if (!(error instanceof ApiError && error.code === 'license_type_in_use')) return null
  const { used, limits } = error.problem.params ?? {}
  return { type, isOn: false, used: Number(used), limits: Number(limits) }
}

export function SwitchQuestion(props: {
  asked: AskedSwitch
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  const { asked, ...rest } = props
  if (asked.isOn) return <BelowUse problems={asked.problems} action={words.onAnyway} {...rest} />
  return (
    <Confirm opened title={words.offTitle(asked.type.name)} action={words.off} {...rest}>
      {words.offText(formatNumber(asked.used), formatNumber(asked.limits))}
    </Confirm>
  )
}
