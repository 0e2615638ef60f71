/** What other rooms and the wiring may call of rules that license waiting devices. */
export { licenseWaitingTask } from './run-rules.ts'
