import {
  filledAlerts,
  filledLimits,
  type LimitValues,
  limitErrors,
  limitTexts,
  modeOf,
  noLimits,
  toAlertsInput,
  toLicensesInput,
  toLimitPaths,
  typedAlertErrors,
} from '../../../../license-limits/public.ts'
import { defineStep } from '../../define-step.tsx'
import { LicensesFields } from './licenses-fields.tsx'
import { LicensesReview } from './licenses-review.tsx'

const prefix = 'licenses.'

/** How many licenses it may use; for those who may set that. A division has none of its own. */
export const licensesStep = defineStep<LimitValues>({
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
  validate: (values, { type }) => {
    if (type === 'division') return {}
    const isTold = modeOf(values) === 'allocated'
    return { ...limitErrors(values), ...(isTold ? typedAlertErrors(values.alerts) : {}) }
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
