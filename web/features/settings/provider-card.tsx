import { useQueryClient } from '@tanstack/react-query'
import { type ProviderSettings, updateProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { useRef } from 'react'
import { api } from '../../platform/api.ts'
import { meQuery } from '../../platform/session.tsx'
import { focusFirstError } from '../../platform/zod-form.ts'
import { FieldGrid } from '../../ui/field-grid.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { TextField } from '../../ui/text-field.tsx'
import {
  bindChoice,
  bindText,
  currencyOptions,
  customersKey,
  type FormPart,
  localeName,
  localeOptions,
  OptionSelect,
  timeZoneOptions,
  withValue,
} from '../customers/public.ts'
import {
  type ProviderValues,
  providerConflictFields,
  providerErrors,
  providerValues,
  toProviderSettings,
} from './provider-values.ts'
import { providerSettingsQuery } from './settings.api.ts'
import { texts } from './settings.texts.ts'
import { type Read, useVersionedForm } from './use-versioned-form.ts'
import { VersionedCard } from './versioned-card.tsx'

const words = texts.provider

/** The name of the provider and what everything below it inherits. */
export function ProviderCard({
  latest,
  onDirty,
}: {
  latest: Read<ProviderSettings>
  onDirty: (isDirty: boolean) => void
}) {
  const place = useRef<HTMLFormElement>(null)
  const queryClient = useQueryClient()
  const form = useVersionedForm<ProviderSettings, ProviderValues>(
    latest,
    {
      toValues: providerValues,
      validate: providerErrors,
      read: () => queryClient.fetchQuery({ ...providerSettingsQuery, staleTime: 0 }),
      write: (values, ifMatch) => api(updateProviderSettings, { body: toProviderSettings(values) }, { ifMatch }),
      onSaved: (read) => {
        queryClient.setQueryData(providerSettingsQuery.queryKey, read)
        // The name stands in the frame and in lists, and the rest is inherited.
        for (const queryKey of [meQuery.queryKey, customersKey, ['organizations'], ['retention-settings']])
          void queryClient.invalidateQueries({ queryKey })
        notifyDone(texts.saved)
      },
    },
    () => focusFirstError(place.current),
  )
  return (
    <VersionedCard
      title={words.title}
      action={words.save}
      lead={words.lead}
      conflictTitle={words.conflict}
      changedBy={['provider_settings.updated', 'retention_settings.updated']}
      conflictFields={providerConflictFields}
      form={form}
      place={place}
      onDirty={onDirty}
    >
      <ProviderFields part={{ values: form.mine, errors: form.errors, update: form.update }} />
    </VersionedCard>
  )
}

function ProviderFields({ part }: { part: FormPart<ProviderValues> }) {
  const text = bindText(part)
  const choice = bindChoice(part)
  const { timeZone, locale, currency } = part.values
  return (
    <FieldGrid>
      <TextField label={words.name} description={words.hints.name} required autoComplete="off" {...text('name')} />
      <OptionSelect
        label={words.timeZone}
        description={words.hints.timeZone}
        clearable={false}
        data={withValue(timeZoneOptions(), timeZone)}
        {...choice('timeZone')}
      />
      <OptionSelect
        label={words.locale}
        description={words.hints.locale}
        clearable={false}
        data={withValue(localeOptions(), locale, localeName)}
        {...choice('locale')}
      />
      <OptionSelect
        label={words.currency}
        description={words.hints.currency}
        clearable={false}
        data={withValue(currencyOptions(), currency)}
        {...choice('currency')}
      />
      <TextField
        label={words.archivedDays}
        description={words.hints.archivedDays}
        required
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        {...text('archivedDays')}
      />
    </FieldGrid>
  )
}
