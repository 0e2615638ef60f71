/** Settings of alerts that two people have changed, field by field. */
import type { ConflictField } from '../../customers/public.ts'
import { messageTexts } from '../../license-alerts/public.ts'
import type { AlertFormValues } from './alert-values.ts'
import { texts } from './alerts.texts.ts'

const words = texts.panel

/** Settings as texts, which can be compared and chosen from; empty is inherited. */
export type AlertVersion = {
  isOn: string
  threshold: string
  types: Record<string, string>
  recipients: string
  hasNone: boolean
  subject: string
  body: string
}

/** A type of licenses as the fields name it. */
interface Type {
  code: string
  name: string
}

/** What is typed, as a version; every type has its text, so that none is left out where one's own is chosen. */
export function versionOf(values: AlertFormValues, types: readonly Type[]): AlertVersion {
  const { isOn, recipients, subject, body } = values
  return {
    ...values,
    isOn: isOn === null ? '' : String(isOn),
    types: { ...Object.fromEntries(types.map(({ code }) => [code, ''])), ...values.types },
    recipients: recipients.join(', '),
    subject: subject ?? '',
    body: body ?? '',
  }
}

/** A version as it is typed. */
export function valuesOf(version: AlertVersion): AlertFormValues {
  const { isOn, recipients, subject, body } = version
  return {
    ...version,
    isOn: isOn === '' ? null : isOn === 'true',
    recipients: recipients === '' ? [] : recipients.split(', '),
    subject: subject === '' ? null : subject,
    body: body === '' ? null : body,
  }
}

/** What can differ between two versions, in the order of the form. */
export function conflictFields(types: readonly Type[]): ConflictField<AlertVersion>[] {
  const percent = (typed: string | undefined) => (typed ? texts.percent(Number(typed)) : words.asAbove)
  return [
    {
      id: 'isOn',
      label: words.isOn,
      paths: ['isOn'],
      words: ({ isOn }) => (isOn === '' ? words.asAbove : isOn === 'true' ? texts.on : texts.off),
    },
    { id: 'threshold', label: words.threshold, paths: ['threshold'], words: (values) => percent(values.threshold) },
    ...types.map(
      ({ code, name }): ConflictField<AlertVersion> => ({
        id: code,
        label: name,
        paths: [`types.${code}`],
        words: (values) => percent(values.types[code]),
      }),
    ),
    {
      id: 'recipients',
      label: words.recipients,
      paths: ['recipients', 'hasNone'],
      words: ({ recipients, hasNone }) => (hasNone ? words.recipientsNone : recipients || words.asAbove),
    },
    {
      id: 'subject',
      label: messageTexts.subject,
      paths: ['subject'],
      words: ({ subject }) => subject || words.asAbove,
    },
    { id: 'body', label: messageTexts.body, paths: ['body'], words: ({ body }) => body || words.asAbove },
  ]
}
