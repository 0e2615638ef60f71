/** What other rooms and the wiring may call of alerts about licenses. */
export { deleteLines as forgetAlertSettings } from './alert-settings.queries.ts'
export { checkAlerts, insertAlerts } from './alert-settings.ts'
export { holdAlerts, releaseAlerts } from './held-alerts.ts'
export { licenseAlertTasks, mailWaitingAlerts, renewAllAlerts } from './license-alert-tasks.ts'
