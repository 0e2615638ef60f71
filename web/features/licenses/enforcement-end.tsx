import { ApiError } from '@tenantry/contract/client.ts'
import { formatDate, formatNumber } from '../../platform/format.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { texts } from './licenses.texts.ts'

const words = texts.enforcementEnd

/** What nothing would be refused of any more. */
export interface EnforcementEnd {
  name: string
  used: number
  /** The day on which the next purchase begins, as YYYY-MM-DD. */
  enforcedFrom: string | null
}

/** What has to be asked after this refusal; null for any other one. */
export function enforcementEndOf(error: unknown): EnforcementEnd | null {
  if (!(error instanceof ApiError && error.code === 'license_enforcement_ends')) return null
  const { name, used, enforcedFrom } = error.problem.params ?? {}
  return {
    name: String(name),
    used: Number(used),
    enforcedFrom: typeof enforcedFrom === 'string' ? enforcedFrom : null,
  }
}

/** Asks whether a type may be left without a purchase that has begun. */
export function EnforcementEndQuestion(props: {
  end: EnforcementEnd
  action: string
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  const { end, ...rest } = props
  return (
    <Confirm opened title={words.title(end.name)} {...rest}>
      {words.text(formatNumber(end.used), end.name)}
      {end.enforcedFrom !== null && ` ${words.until(formatDate(end.enforcedFrom))}`}
    </Confirm>
  )
}
