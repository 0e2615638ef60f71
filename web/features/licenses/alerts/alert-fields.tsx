import { Checkbox, Switch, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { AlertSettings } from '@tenantry/contract/license-alerts.ts'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import { FieldGroup } from '../../../ui/field-group.tsx'
import { type AlertPlace, MessageEditor } from '../../license-alerts/public.ts'
import { typesQuery } from '../../license-limits/public.ts'
import { addressesOf, betweenRecipients } from './addresses.ts'
import { type AlertFormValues, recipientsError, toAlertSettings } from './alert-values.ts'
import classes from './alerts.module.css'
import { texts } from './alerts.texts.ts'

const words = texts.panel

/** When, whom and how alerts tell; what is empty is inherited. */
export function AlertFields(props: {
  place: AlertPlace
  settings: AlertSettings
  values: AlertFormValues
  errors: FieldErrors
  set: (part: Partial<AlertFormValues>) => void
}) {
  const { place, settings, values, errors, set } = props
  const types = (useQuery(typesQuery).data ?? []).filter(({ isOn }) => isOn)
  const typed = Number(values.threshold)
  const general = typed >= 1 && typed <= 100 ? typed : settings.threshold.value
  const above = settings.recipients?.from === 'own' ? null : settings.recipients?.value
  const inherited = above?.length ? above : settings.fallback
  const { threshold, typeThresholds } = toAlertSettings(values)
  return (
    <>
      {!settings.isAlwaysOn && (
        <Switch
          label={words.isOn}
          checked={values.isOn ?? settings.isOn.value}
          onChange={(event) => set({ isOn: event.currentTarget.checked })}
        />
      )}
      <TextInput
        label={words.threshold}
        description={words.thresholdHint(settings.threshold.from === 'own' ? 80 : settings.threshold.value)}
        inputMode="numeric"
        autoComplete="off"
        maxLength={10}
        className={classes.number}
        value={values.threshold}
        error={errors.threshold}
        onChange={(event) => set({ threshold: event.currentTarget.value })}
      />
      <FieldGroup title={words.types}>
        <div className={classes.types}>
          {types.map(({ code, name }) => (
            <TextInput
              key={code}
              label={name}
              inputMode="numeric"
              autoComplete="off"
              maxLength={10}
              placeholder={String(general)}
              value={values.types[code] ?? ''}
              error={errors[`types.${code}`]}
              onChange={(event) => set({ types: { ...values.types, [code]: event.currentTarget.value } })}
            />
          ))}
        </div>
      </FieldGroup>
      <TagsInput
        label={words.recipients}
        description={
          inherited?.length && !values.hasNone
            ? words.recipientsOf(inherited.join(', '))
            : settings.isAlwaysOn
              ? words.recipientsPoolHint
              : words.recipientsHint
        }
        splitChars={betweenRecipients}
        acceptValueOnBlur
        disabled={values.hasNone}
        value={values.recipients}
        error={errors.recipients ?? recipientsError(values)}
        onChange={(parts) => set({ recipients: addressesOf(parts) })}
      />
      {/* The owner of a pool inherits nobody. */}
      {!settings.isAlwaysOn && (
        <Checkbox
          label={words.recipientsNone}
          description={words.recipientsNoneHint}
          checked={values.hasNone}
          onChange={(event) => {
            const hasNone = event.currentTarget.checked
            set({ hasNone, ...(hasNone ? { recipients: [] } : {}) })
          }}
        />
      )}
      <MessageEditor
        place={place}
        subject={values.subject ?? settings.subject?.value ?? ''}
        body={values.body ?? settings.body?.value ?? ''}
        thresholds={{ threshold, typeThresholds }}
        errors={{ subject: errors.subject, body: errors.body }}
        onChange={(part, text) => set({ [part]: text })}
        onReset={values.subject === null && values.body === null ? undefined : () => set({ subject: null, body: null })}
      />
    </>
  )
}
