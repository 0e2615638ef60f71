import type { FiredAlert } from '@tenantry/contract/license-alerts.ts'
import { texts } from './alerts.texts.ts'

const words = texts.history

/** Who was told and what became of the mails; of those whom the reader may not see without a name, all together. */
export function toldTo(alert: Pick<FiredAlert, 'isWaiting' | 'mailing' | 'mails' | 'hasHiddenRecipients'>): string {
  if (alert.isWaiting) return words.waiting
  const { mails, mailing, hasHiddenRecipients } = alert
  const named = mails.map(({ to, state }) => (state === null ? to : `${to} (${words.states[state]})`))
  if (!hasHiddenRecipients) return named.join(', ') || words.nobody
  const together = words.together[mailing ?? 'unknown']
  return named.length === 0 ? together : `${[...named, words.others].join(', ')}: ${together}`
}
