import { texts } from './audit-events.texts.ts'

/** What was done, as a person says it: 'edited the customer'. */
export function actionWords(action: string): string {
  return texts.actions[action] ?? action.replaceAll(/[._]/g, ' ')
}
