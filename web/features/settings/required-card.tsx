import { Switch, Title, VisuallyHidden } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type CustomerFormSettings, updateCustomerFormSettings } from '@tenantry/contract/customer-form-settings.ts'
import { type RequirableField, requirableLabel } from '@tenantry/contract/required-fields.ts'
import { memo, useRef } from 'react'
import { api } from '../../platform/api.ts'
import { SearchBox } from '../../ui/list/search-box.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { type FormPart, formSettingsQuery } from '../customers/public.ts'
import type { RequiredGroup } from './required-groups.ts'
import {
  findSteps,
  keyOf,
  type RequiredValues,
  requiredConflictFields,
  requiredValues,
  toFormSettings,
} from './required-values.ts'
import classes from './settings.module.css'
import { texts } from './settings.texts.ts'
import { type Read, useVersionedForm } from './use-versioned-form.ts'
import { VersionedCard } from './versioned-card.tsx'

const words = texts.required

/** Which fields each new customer must have, beyond those that are always needed. */
export function RequiredCard(props: {
  latest: Read<CustomerFormSettings>
  q: string
  onSearch: (q: string) => void
  onDirty: (isDirty: boolean) => void
}) {
  const place = useRef<HTMLFormElement>(null)
  const queryClient = useQueryClient()
  const form = useVersionedForm<CustomerFormSettings, RequiredValues>(
    props.latest,
    {
      toValues: requiredValues,
      validate: () => ({}),
      read: () => queryClient.fetchQuery({ ...formSettingsQuery, staleTime: 0 }),
      write: (values, ifMatch) => api(updateCustomerFormSettings, { body: toFormSettings(values) }, { ifMatch }),
      onSaved: (read) => {
        queryClient.setQueryData(formSettingsQuery.queryKey, read)
        notifyDone(texts.saved)
      },
    },
    () => {},
  )
  const count = Object.values(form.mine).filter(Boolean).length
  return (
    <VersionedCard
      title={words.title}
      action={words.save}
      lead={words.lead}
      conflictTitle={words.conflict}
      changedBy={['customer_form_settings.updated']}
      conflictFields={requiredConflictFields}
      form={form}
      place={place}
      onDirty={props.onDirty}
    >
      <div className={classes.search}>
        <SearchBox label={words.search} value={props.q} onChange={props.onSearch} />
        <span role="status">{words.count(count)}</span>
      </div>
      <RequiredFields part={{ values: form.mine, errors: form.errors, update: form.update }} q={props.q} />
    </VersionedCard>
  )
}

function RequiredFields({ part, q }: { part: FormPart<RequiredValues>; q: string }) {
  const steps = findSteps(q)
  if (steps.length === 0) return <p className={classes.nothing}>{words.nothing(q)}</p>
  return steps.map(({ title, groups }) => (
    <section key={title} className={classes.step} aria-label={title}>
      <Title order={3} className={classes.stepTitle}>
        {title}
      </Title>
      {groups.map((group) => (
        <Group key={group.title} group={group} isNamed={group.title !== title} part={part} />
      ))}
    </section>
  ))
}

function Group({ group, isNamed, part }: { group: RequiredGroup; isNamed: boolean; part: FormPart<RequiredValues> }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>
        {isNamed ? group.title : <VisuallyHidden>{group.title}</VisuallyHidden>}
      </legend>
      <div className={classes.switches}>
        {group.fields.map((field) => (
          <FieldSwitch key={field} field={field} isRequired={part.values[keyOf(field)] ?? false} update={part.update} />
        ))}
      </div>
    </fieldset>
  )
}

const FieldSwitch = memo(function FieldSwitch(props: {
  field: RequirableField
  isRequired: boolean
  update: FormPart<RequiredValues>['update']
}) {
  const { field, update } = props
  return (
    <Switch
      label={requirableLabel(field)}
      description={words.hints[field]}
      name={field}
      checked={props.isRequired}
      onChange={(event) => {
        const { checked } = event.currentTarget
        update((now) => ({ ...now, [keyOf(field)]: checked }))
      }}
    />
  )
})
