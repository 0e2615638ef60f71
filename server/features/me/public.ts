/** What others may call of the room about oneself. */
export { memberships } from './get-me.ts'
