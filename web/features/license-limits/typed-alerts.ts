/** Alerts of a new customer as they are typed with its limits: the short form of what can be set later. */
import { AlertSettingsInput } from '@tenantry/contract/license-alert-settings.ts'
import type { z } from 'zod'
import { typedCount } from '../../platform/typed-count.ts'
import { type FieldErrors, issueText } from '../../platform/zod-form.ts'
import { texts } from './license-limits.texts.ts'

export type TypedAlerts = { threshold: string; recipients: string; subject: string; body: string }

/** What is typed where nothing is; all of it is inherited. */
export const noAlerts: TypedAlerts = { threshold: '', recipients: '', subject: '', body: '' }

/** What is sent; nothing where nothing is typed. */
export function toAlertsInput(typed: TypedAlerts = noAlerts): z.input<typeof AlertSettingsInput> | null {
  const filled = Object.entries(typed).filter(([, text]) => text.trim() !== '')
  if (filled.length === 0) return null
  return Object.fromEntries(filled.map(([name, text]) => [name, name === 'threshold' ? typedCount(text) : text]))
}

/** What is typed of what a request asks for. */
export function filledAlerts(given: z.input<typeof AlertSettingsInput>): TypedAlerts {
  const { threshold, recipients, subject, body } = given
  return {
    threshold: threshold == null ? '' : String(threshold),
    recipients: Array.isArray(recipients) ? recipients.join(', ') : String(recipients ?? ''),
    subject: subject ?? '',
    body: body ?? '',
  }
}

/** What keeps it from being sent, by the field that shows it. */
export function typedAlertErrors(typed: TypedAlerts = noAlerts): FieldErrors {
  const input = toAlertsInput(typed)
  if (!input) return {}
  const result = AlertSettingsInput.safeParse(input)
  if (result.success) return {}
  const said: Record<string, string[]> = {}
  for (const issue of result.error.issues) {
    const [name] = issue.path
    const field = `alerts.${String(name)}`
    said[field] = [...(said[field] ?? []), name === 'threshold' ? texts.alerts.thresholdWrong : issueText(issue)]
  }
  // A list is one field, at which is told what is wrong with it.
  return Object.fromEntries(
    Object.entries(said).map(([field, all]) => [
      field,
      all.length > mostSaid ? `${all.slice(0, mostSaid).join('; ')}; …` : all.join('; '),
    ]),
  )
}

/** How much is told at one field. */
const mostSaid = 3
