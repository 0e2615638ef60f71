/** Settings of alerts as they are typed: what is empty is inherited. */
import { AlertSettingsInput, mostRecipients, quotedRecipient } from '@tenantry/contract/license-alert-settings.ts'
import type { AlertSettings } from '@tenantry/contract/license-alerts.ts'
import { formatNumber } from '../../../platform/format.ts'
import { typedCount } from '../../../platform/typed-count.ts'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import { texts } from './alerts.texts.ts'

/** Settings as they are typed. */
export interface AlertFormValues {
  isOn: boolean | null
  threshold: string
  /** By the code of the type. */
  types: Record<string, string>
  recipients: string[]
  /** Says that it has no recipients, instead of inheriting those of others. */
  hasNone: boolean
  subject: string | null
  body: string | null
}

const words = texts.panel

/** What is typed where nothing is set. */
export const nothingSet: AlertFormValues = {
  isOn: null,
  threshold: '',
  types: {},
  recipients: [],
  hasNone: false,
  subject: null,
  body: null,
}

/** What is set, as it is typed. */
export function alertFormValues({ own, isAlwaysOn }: AlertSettings): AlertFormValues {
  if (!own) return nothingSet
  return {
    // What was kept before this was refused cannot be seen, and would keep all else from being saved.
    isOn: isAlwaysOn ? null : own.isOn,
    threshold: own.threshold === null ? '' : String(own.threshold),
    types: Object.fromEntries(own.typeThresholds.map(({ type, threshold }) => [type, String(threshold)])),
    recipients: own.recipients ?? [],
    hasNone: own.recipients?.length === 0,
    subject: own.subject,
    body: own.body,
  }
}

/** What is sent of it. */
export function toAlertSettings(values: AlertFormValues) {
  const types = Object.entries(values.types).filter(([, typed]) => typed.trim() !== '')
  return {
    isOn: values.isOn,
    threshold: values.threshold.trim() === '' ? null : typedCount(values.threshold),
    typeThresholds: types.map(([type, typed]) => ({ type, threshold: typedCount(typed) })),
    recipients: values.recipients.length === 0 && !values.hasNone ? null : values.recipients,
    subject: values.subject,
    body: values.body,
  }
}

/** What keeps the values from being saved, by the field that shows it: threshold, types.code, recipients, subject, body. */
export function alertErrors(values: AlertFormValues): FieldErrors {
  const sent = toAlertSettings(values)
  const result = AlertSettingsInput.safeParse(sent)
  if (result.success) return {}
  return toFormErrors(
    Object.fromEntries(result.error.issues.map(({ path, message }) => [path.join('.'), message])),
    values,
  )
}

/** What is wrong with the recipients alone, said as soon as one is there: what was pasted stays to be mended. */
export function recipientsError({ recipients }: AlertFormValues): string | undefined {
  return recipients.length === 0 ? undefined : alertErrors({ ...nothingSet, recipients }).recipients
}

/** Errors of the request, put to the fields that show them. */
export function toFormErrors(errors: FieldErrors, values: AlertFormValues): FieldErrors {
  const { typeThresholds } = toAlertSettings(values)
  const wrong = Object.keys(errors).flatMap((path) => {
    const [field, index] = path.split('.')
    return field === 'recipients' && index !== undefined ? (values.recipients[Number(index)] ?? []) : []
  })
  const recipients = wrong.length === 0 ? words.recipientsMost(mostRecipients) : wrongWords(wrong)
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => {
      const [field, index = ''] = path.split('.')
      if (field === 'threshold') return ['threshold', words.thresholdWrong]
      if (field === 'typeThresholds')
        return [`types.${typeThresholds[Number(index)]?.type ?? ''}`, words.thresholdWrong]
      if (field === 'recipients') return ['recipients', recipients]
      return [field ?? path, message]
    }),
  )
}

/** How many of the recipients that are none are named. */
const mostNamed = 3

function wrongWords(wrong: readonly string[]): string {
  const left = wrong.length - mostNamed
  return words.recipientsWrong(wrong.slice(0, mostNamed).map(quotedRecipient), left > 0 ? formatNumber(left) : null)
}
