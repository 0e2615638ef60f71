/** What other rooms and the wiring may call of invitations. */
export { invitationTasks, sendDueInvitations } from './invitation-tasks.ts'
export { countInvitation, invite, inviteAgain } from './invite.ts'
export { moveRequests } from './requests.queries.ts'
