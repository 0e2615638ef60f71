/** What other rooms may use of alerts about licenses; the forms lie where limits are set. */
export { type AlertPlace, alertsQuery, firedQuery, inheritedQuery, saveAlerts } from './license-alerts.api.ts'
export { texts as messageTexts } from './license-alerts.texts.ts'
export { MessageEditor } from './message-editor.tsx'
