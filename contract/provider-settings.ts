import { z } from 'zod'
import { currency } from './fields/currencies.ts'
import { locale } from './fields/locales.ts'
import { displayName } from './fields/names.ts'
import { timeZone } from './fields/time-zones.ts'
import { RetentionSettings } from './lifecycle.ts'
import { defineOperation } from './operation.ts'

/** What holds for a whole provider. Time zone, language and currency are inherited by everything below it. */
export const ProviderSettings = z.strictObject({
  name: displayName.meta({ description: 'Name of the provider, as its people and its customers read it' }),
  timeZone,
  locale,
  currency,
  archivedDays: RetentionSettings.shape.archivedDays,
})
export type ProviderSettings = z.infer<typeof ProviderSettings>

export const getProviderSettings = defineOperation({
  id: 'getProviderSettings',
  method: 'GET',
  path: '/provider-settings',
  tag: 'settings',
  summary: 'Reads the name of the provider and what its organizations inherit',
  access: 'settings.manage',
  response: ProviderSettings,
  status: 200,
  errors: [],
  versioned: true,
})

export const updateProviderSettings = defineOperation({
  id: 'updateProviderSettings',
  method: 'PUT',
  path: '/provider-settings',
  tag: 'settings',
  summary: 'Sets the name of the provider and what its organizations inherit',
  access: 'settings.manage',
  body: ProviderSettings,
  response: ProviderSettings,
  status: 200,
  errors: ['precondition_failed', 'precondition_required'],
  versioned: true,
  dryRun: true,
  example: {
    body: { name: 'Northwind MSP', timeZone: 'Europe/Berlin', locale: 'en-GB', currency: 'EUR', archivedDays: 365 },
  },
})
