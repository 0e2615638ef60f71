import {
  filledLimits,
  type LimitValues,
  limitErrors,
  limitTexts,
  modeOf,
  noLimits,
  toLicensesInput,
  toLimitPaths,
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
  fill: (values, { request }) => (request.licenses ? filledLimits(request.licenses) : values),
  Fields: LicensesFields,
  Review: LicensesReview,
  paths: ['licenses'],
  toFormPaths: (errors, values) => toLimitPaths(withoutPrefix(errors), values),
  toRequest: (values, { type }) =>
    type === 'division' || modeOf(values) === 'unlimited' ? {} : { licenses: toLicensesInput(values) },
  validate: (values, { type }) => (type === 'division' ? {} : limitErrors(values)),
})

function withoutPrefix(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [
      path.startsWith(prefix) ? path.slice(prefix.length) : path,
      message,
    ]),
  )
}
