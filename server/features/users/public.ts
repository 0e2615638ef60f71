/** What other rooms may call of users. */
export { assignCreator, changeAssignedUsers, readAssignedUsers, requireAssignable } from './assign-users.ts'
