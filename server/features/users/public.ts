/** What other rooms may call of users. */
export {
  administratorRefusal,
  forgetUnplaced,
  holdAccounts,
  insertAdministrator,
  insertAdministrators,
  readAdministrator,
} from './administrator.ts'
export {
  assignCreator,
  assignCreatorToMany,
  changeAssignedUsers,
  readAssignedUsers,
  requireAssignable,
} from './assign-users.ts'
export { deviceUsers } from './device-users.queries.ts'
export { moveAssignments } from './move-assignments.ts'
export { findActiveUser, findColleague, pickableBelow, pickableFor } from './pickable-users.ts'
export { withdrawInvitations } from './user-invitation.ts'
