/** What other rooms and the wiring may call of notifications. */

export { expireNotices, notificationTasks } from './notification-tasks.ts'
export { type NewNotice, notify } from './notify.ts'
