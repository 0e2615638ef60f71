/** What other rooms may call of enrollment. */

export { moveEnrollment } from './enrollments.queries.ts'
export { findShown, findWaiting, findWaitingAmong, type WaitingRow } from './seen-devices.queries.ts'
export { type LicensingContext, licenseByRule } from './seen-devices.ts'
export { seenView } from './seen-devices.view.ts'
