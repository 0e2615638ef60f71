/** What other rooms and the wiring may call of invitations. */
export { invitationTasks, sendDueInvitations } from './invitation-tasks.ts'
export { invite, inviteAgain } from './invite.ts'
