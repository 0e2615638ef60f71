/** What other rooms may use of limits of licenses. */

export { AlertsOfLimits } from './alerts-of-limits.tsx'
export { BelowUse, belowUseOf } from './below-use.tsx'
export { chargeOf, type LimitRow, leftBelowQuery, rowsOfOwn, useLeftBelow } from './left-above.ts'
export { customerLicensesQuery, licensesChanged, poolQuery, typesQuery } from './license-limits.api.ts'
export { texts as limitTexts } from './license-limits.texts.ts'
export { LimitFields } from './limit-fields.tsx'
export {
  filledLimits,
  type LimitValues,
  limitErrors,
  limitValuesOf,
  modeOf,
  noLimits,
  shortageErrors,
  shortErrors,
  toLicensesInput,
  toLimitPaths,
  uncountedErrors,
} from './limit-values.ts'
export { filledAlerts, toAlertsInput, typedAlertErrors } from './typed-alerts.ts'
