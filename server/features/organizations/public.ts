/** What other rooms may call of the organization tree. */
export { findAssignedPeople } from './assigned-people.queries.ts'
export { effectiveStatus, readOnly, requireGrowth, requireWritable } from './growth.ts'
export { findOrganization, holdOrganization, raiseOrganizationVersions, seesOrganization } from './held.queries.ts'
export { releaseForeigners } from './move-organization.ts'
export { moveInClosure } from './moves.queries.ts'
export { findWatchers, renewAccess, type WatcherRow } from './sight.queries.ts'
export { changeCount, findHome, type Home, lockTree, shareTree } from './tree.queries.ts'
