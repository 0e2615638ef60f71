import { currencyName } from '@tenantry/contract/fields/currencies.ts'
import { ProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { type FieldErrors, schemaErrors } from '../../platform/zod-form.ts'
import { type ConflictField, localeName } from '../customers/public.ts'
import { texts } from './settings.texts.ts'

const words = texts.provider

/** The settings of a provider as a form holds them. */
export type ProviderValues = {
  name: string
  timeZone: string
  locale: string
  currency: string
  archivedDays: string
}

/** Stored settings in a form. */
export function providerValues({ archivedDays, ...rest }: ProviderSettings): ProviderValues {
  return { ...rest, archivedDays: String(archivedDays) }
}

/** What a form asks the API to store. A number that is none goes out as such, for the check to name it. */
export function toProviderSettings({ archivedDays, ...rest }: ProviderValues): ProviderSettings {
  const typed = archivedDays.trim()
  return { ...rest, archivedDays: /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN }
}

/** What keeps the settings from being saved. */
export function providerErrors(values: ProviderValues): FieldErrors {
  const errors = schemaErrors(ProviderSettings, toProviderSettings(values))
  return errors.archivedDays ? { ...errors, archivedDays: words.archivedDaysRange } : errors
}

function field(name: keyof ProviderValues, wordsOf: (value: string) => string = (value) => value) {
  return { id: name, label: words[name], paths: [name], words: (values: ProviderValues) => wordsOf(values[name]) }
}

/** What can differ between two versions of the settings. */
export const providerConflictFields: readonly ConflictField<ProviderValues>[] = [
  field('name'),
  field('timeZone', (zone) => zone.replaceAll('_', ' ')),
  field('locale', localeName),
  field('currency', (code) => `${code} · ${currencyName(code)}`),
  field('archivedDays'),
]
