import { z } from 'zod'
import { defineOperation } from './operation.ts'
import { requirableFields } from './required-fields.ts'

/** What a provider demands of each new customer beyond what is always needed. */
export const CustomerFormSettings = z.strictObject({
  requiredFields: z
    .array(z.enum(requirableFields))
    .max(requirableFields.length)
    .meta({ description: 'Paths of fields in the JSON of a customer; in the order of the form in answers' }),
})
export type CustomerFormSettings = z.infer<typeof CustomerFormSettings>

export const getCustomerFormSettings = defineOperation({
  id: 'getCustomerFormSettings',
  method: 'GET',
  path: '/customer-form-settings',
  tag: 'settings',
  summary:
    'Reads which fields the provider demands of each new customer; for those who add or edit customers or change this',
  access: 'session',
  response: CustomerFormSettings,
  status: 200,
  errors: [],
  versioned: true,
})

export const updateCustomerFormSettings = defineOperation({
  id: 'updateCustomerFormSettings',
  method: 'PUT',
  path: '/customer-form-settings',
  tag: 'settings',
  summary: 'Sets which fields the provider demands of each new customer; those that exist stay as they are',
  access: 'settings.manage',
  body: CustomerFormSettings,
  response: CustomerFormSettings,
  status: 200,
  errors: ['precondition_failed', 'precondition_required'],
  versioned: true,
  dryRun: true,
  example: { body: { requiredFields: ['location.state', 'accountManagerEmail'] } },
})
