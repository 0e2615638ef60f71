import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '../../../../../platform/format.ts'
import { type LimitValues, limitTexts, toLicensesInput, typesQuery } from '../../../../license-limits/public.ts'
import { Facts } from '../../../facts.tsx'
import { useWizardView } from '../../wizard-context.ts'

const words = limitTexts.step.review

/** How many licenses it may use. */
export function LicensesReview({ values }: { values: LimitValues }) {
  const { request } = useWizardView()
  const types = useQuery(typesQuery).data ?? []
  if (request.type === 'division') return <p>{limitTexts.division}</p>
  const { mode, types: limits } = toLicensesInput(values)
  if (mode === 'unlimited') return <p>{words.unlimited}</p>
  const nameOf = (type: string) => types.find(({ code }) => code === type)?.name ?? type
  return (
    <Facts
      facts={[
        [limitTexts.mode, limits.length === 0 ? `${words.allocated}. ${words.noLimits}` : words.allocated],
        ...limits.map(({ type, limit, overage }) => [nameOf(type), limitText(limit ?? 0, overage)] as const),
        ...alertFacts(values.alerts),
      ]}
    />
  )
}

function alertFacts(typed: LimitValues['alerts']): (readonly [string, string])[] {
  const own = limitTexts.alerts
  if (!typed) return []
  const { threshold, recipients, subject, body } = typed
  return [
    ...(threshold.trim() ? [[own.threshold, own.percent(threshold.trim())] as const] : []),
    ...(recipients.trim() ? [[own.recipients, recipients.trim()] as const] : []),
    ...((subject + body).trim() ? [[own.ownMessage, own.yes] as const] : []),
  ]
}

function limitText(limit: number, overage: number): string {
  const count = formatNumber(limit)
  return overage === 0 ? count : words.exceeds(count, formatNumber(overage))
}
