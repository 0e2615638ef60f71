import { Textarea, TextInput } from '@mantine/core'
import { alertVariables, defaultAlertTemplate } from '@tenantry/contract/license-alert-templates.ts'
import type { FieldErrors } from '../../platform/zod-form.ts'
import classes from './license-limits.module.css'
import { texts } from './license-limits.texts.ts'
import { noAlerts, type TypedAlerts } from './typed-alerts.ts'

const words = texts.alerts
const variables = Object.keys(alertVariables)
  .map((name) => `{{${name}}}`)
  .join(' ')

/** When, whom and how somebody is told that the limits above run out; what is empty is as for other customers (EC6, OM3). */
export default function AlertShortForm(props: {
  values: TypedAlerts | undefined
  errors: FieldErrors
  onChange: (values: TypedAlerts) => void
}) {
  const { values = noAlerts, errors, onChange } = props
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
      <TextInput label={words.threshold} inputMode="numeric" maxLength={3} placeholder="80" {...bind('threshold')} />
      <TextInput
        label={words.recipients}
        description={words.recipientsHint}
        maxLength={2_000}
        {...bind('recipients')}
      />
      <TextInput
        label={words.subject}
        maxLength={200}
        placeholder={defaultAlertTemplate.subject}
        {...bind('subject')}
      />
      <Textarea
        label={words.body}
        description={words.variables(variables)}
        rows={4}
        maxLength={5_000}
        {...bind('body')}
      />
    </fieldset>
  )
}
