/** What other rooms may call of enrollment. */

export { moveEnrollment } from './enrollments.queries.ts'
export { findWaiting, type WaitingRow } from './seen-devices.queries.ts'
export { licenseSeen } from './seen-devices.ts'
export { seenView } from './seen-devices.view.ts'
