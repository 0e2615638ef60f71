/** What other rooms may call of the organization tree. */
export { findAssignedPeople } from './assigned-people.queries.ts'
export { byNumber } from './by-number.ts'
export { giveRows } from './give-rows.ts'
export {
  effectiveStatus,
  effectiveStatuses,
  growthRefusal,
  readOnly,
  requireGrowth,
  requireWritable,
} from './growth.ts'
export {
  findOrganization,
  holdOrganization,
  holdOrganizations,
  raiseOrganizationVersions,
  seesOrganization,
} from './held.queries.ts'
export { releaseForeigners } from './move-organization.ts'
export { moveInClosure } from './moves.queries.ts'
export { ownerStatusCondition } from './owner-status.ts'
export { findWatchers, renewAccess, type WatcherRow } from './sight.queries.ts'
export {
  changeCount,
  changeCounts,
  findHome,
  type Home,
  holdName,
  holdPlace,
  lockTree,
  shareTree,
  sortBelow,
} from './tree.queries.ts'
