/** What others may call of the room about oneself. */

export { copySignInsTask } from './copy-sign-ins.ts'
export { memberships } from './get-me.ts'
