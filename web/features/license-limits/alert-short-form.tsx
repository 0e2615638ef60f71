import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { defaultAlertTemplate } from '@tenantry/contract/license-alert-templates.ts'
import { typedCount } from '../../platform/typed-count.ts'
import type { FieldErrors } from '../../platform/zod-form.ts'
import { inheritedQuery, MessageEditor } from '../license-alerts/public.ts'
import classes from './license-limits.module.css'
import { texts } from './license-limits.texts.ts'
import { noAlerts, type TypedAlerts } from './typed-alerts.ts'

const words = texts.alerts

/** When, whom and how somebody is told that the limits above run out; what is empty is as for other customers (EC6, OM3). */
export default function AlertShortForm(props: {
  values: TypedAlerts | undefined
  errors: FieldErrors
  /** The organization above, whose defaults hold for what is left empty. */
  parentId: string
  /** What the customer will be called. */
  customer: { name: string; code: string }
  onChange: (values: TypedAlerts) => void
}) {
  const { values = noAlerts, errors, parentId, onChange } = props
  const held = useQuery(inheritedQuery(parentId)).data
  const { name, code } = props.customer
  const bind = (name: keyof TypedAlerts) => ({
    autoComplete: 'off',
    value: values[name],
    error: errors[`alerts.${name}`],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...values, [name]: event.currentTarget.value }),
  })
  return (
    <fieldset className={classes.alerts}>
      <legend className={classes.alertsTitle}>{words.title}</legend>
      <p className={classes.alertsLead}>{words.lead}</p>
      <TextInput
        label={words.threshold}
        inputMode="numeric"
        maxLength={10}
        placeholder={held && String(held.threshold.value)}
        {...bind('threshold')}
      />
      <TextInput label={words.recipients} description={words.recipientsHint} {...bind('recipients')} />
      <MessageEditor
        place={{ kind: 'new', id: parentId }}
        subject={values.subject}
        body={values.body}
        otherwise={{
          subject: held?.subject?.value ?? defaultAlertTemplate.subject,
          body: held?.body?.value ?? defaultAlertTemplate.body,
        }}
        known={{
          ...(name ? { customerName: name } : {}),
          ...(code ? { customerCode: code } : {}),
        }}
        thresholds={values.threshold.trim() === '' ? {} : { threshold: typedCount(values.threshold) }}
        errors={{ subject: errors['alerts.subject'], body: errors['alerts.body'] }}
        onChange={(part, text) => onChange({ ...values, [part]: text })}
        onReset={values.subject + values.body === '' ? undefined : () => onChange({ ...values, subject: '', body: '' })}
      />
    </fieldset>
  )
}
