/** What other rooms and the wiring may call of invitations. */
export { invitationTasks, sendDueInvitations } from './invitation-tasks.ts'
export { countInvitation, inviteAgain, inviteMany, type Sending } from './invite.ts'
export { moveRequests } from './requests.queries.ts'
