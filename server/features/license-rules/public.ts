/** What the wiring may call of rules that license waiting devices. */
export { licenseWaitingTask, wakeRulesTask } from './rule-tasks.ts'
