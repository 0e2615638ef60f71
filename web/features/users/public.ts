/** What other rooms may use of users: picking some, their names, and the list of one organization's. */
export { isOnItsWay, useInvitationsOnTheirWay } from './use-invitations-on-their-way.ts'
export { UserList } from './user-list.tsx'
export { renderUser } from './user-option.tsx'
export { userTones } from './user-words.ts'
export { knownUsers, type PickedFor, userSearchQuery, usersChanged, useUsers } from './users.api.ts'
export { UsersSelect } from './users-select.tsx'
