import {
  filledAlerts,
  filledLimits,
  type LimitRow,
  type LimitValues,
  leftBelowQuery,
  limitErrors,
  limitTexts,
  modeOf,
  noLimits,
  shortErrors,
  toAlertsInput,
  toLicensesInput,
  toLimitPaths,
  typedAlertErrors,
  uncountedErrors,
} from '../../../../license-limits/public.ts'
import { defineStep } from '../../define-step.tsx'
import { LicensesFields } from './licenses-fields.tsx'
import { LicensesReview } from './licenses-review.tsx'

const prefix = 'licenses.'

/** How many licenses it may use; for those who may set that. A division has none of its own. */
export const licensesStep = defineStep<LimitValues, readonly LimitRow[]>({
  id: 'licenses',
  title: limitTexts.title,
  permission: 'licenses.manage',
  initial: () => noLimits,
  fill: (values, { request: { licenses, licenseAlerts } }) => ({
    ...(licenses ? filledLimits(licenses) : values),
    ...(licenseAlerts ? { alerts: filledAlerts(licenseAlerts) } : {}),
  }),
  Fields: LicensesFields,
  Review: LicensesReview,
  paths: ['licenses', 'licenseAlerts'],
  toFormPaths: (errors, values) => toLimitPaths(withoutPrefix(errors), values),
  toRequest: (values, { type }) =>
    type === 'division' || modeOf(values) === 'unlimited'
      ? {}
      : { licenses: toLicensesInput(values), ...requestOf(toAlertsInput(values.alerts)) },
  asks: (values, { type, parentId }, me) =>
    type === 'division' || modeOf(values) === 'unlimited' ? null : leftBelowQuery(parentId, me),
  validate: (values, { type }, left) => {
    if (type === 'division') return {}
    const isTold = modeOf(values) === 'allocated'
    return {
      ...shortErrors(values, left ?? []),
      ...limitErrors(values),
      ...uncountedErrors(values, left),
      ...(isTold ? typedAlertErrors(values.alerts) : {}),
    }
  },
})

function requestOf(licenseAlerts: ReturnType<typeof toAlertsInput>) {
  return licenseAlerts ? { licenseAlerts } : {}
}

function withoutPrefix(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [
      path.startsWith(prefix) ? path.slice(prefix.length) : path.replace(/^licenseAlerts\.(\w+).*/, 'alerts.$1'),
      message,
    ]),
  )
}
