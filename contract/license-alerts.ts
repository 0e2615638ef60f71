/** Alerts about licenses: when somebody is told that they run out, who, and in which words (EC6, OM3, OM4). */
import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { AlertSettingsInput, AlertThresholds, alertBody, alertSubject, typeCode } from './license-alert-settings.ts'
import { type AlertVariable, alertVariables } from './license-alert-templates.ts'
import { mailStates } from './mails.ts'
import { defineOperation } from './operation.ts'

const count = z.number().int()

/** Where a value comes from: from the organization itself, from one above it, or from the product. */
const source = z.object({
  from: z.enum(['own', 'above', 'product']),
  organizationId: OrganizationId.nullable().meta({ description: 'null where it is out of sight' }),
  organizationName: z.string().nullable(),
})
export type AlertSource = z.infer<typeof source>

const own = z.object({
  isOn: z.boolean().nullable(),
  threshold: count.nullable(),
  typeThresholds: z.array(z.object({ type: z.string(), threshold: count })),
  recipients: z.array(z.string()).nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
})

/** Settings of alerts: what is set, and what holds. */
export const AlertSettings = z.object({
  own: own.nullable().meta({ description: 'What is set here; null inherits. null for an organization’s own people' }),
  isOn: source.extend({ value: z.boolean() }),
  threshold: source.extend({ value: count }),
  typeThresholds: z.array(source.extend({ type: z.string(), name: z.string(), value: count })),
  recipients: source
    .extend({
      value: z
        .array(z.string())
        .nullable()
        .meta({ description: 'null where somebody out of sight has set them; empty for whom fallback names' }),
    })
    .nullable(),
  fallback: z
    .array(z.string())
    .nullable()
    .meta({ description: 'Who is told where there are no recipients; null where that is out of sight' }),
  subject: source.extend({ value: z.string() }).nullable(),
  body: source.extend({ value: z.string() }).nullable(),
  isAlwaysOn: z.boolean().meta({ description: 'Of one’s own pool its owner is always told' }),
  mayChange: z.boolean(),
})
export type AlertSettings = z.infer<typeof AlertSettings>

/** A template and thresholds that have not been saved; what is left out is what holds. */
const Draft = AlertThresholds.extend({
  type: typeCode.optional().meta({ description: 'The type whose numbers are shown; else the one that is fullest' }),
  subject: alertSubject.optional(),
  body: alertBody.optional(),
})
export type AlertDraft = z.output<typeof Draft>

const AlertPreview = z.object({
  type: z.string().nullable(),
  isSample: z.boolean().meta({ description: 'Whether the numbers are made up, because there is no limit yet' }),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  values: z.object(
    Object.fromEntries(Object.keys(alertVariables).map((name) => [name, z.string()])) as Record<
      AlertVariable,
      z.ZodString
    >,
  ),
})
export type AlertPreview = z.infer<typeof AlertPreview>

/** An alert that has fired. */
export const FiredAlert = z.object({
  id: z.uuid(),
  firedAt: z.iso.datetime(),
  type: z.string(),
  typeName: z.string(),
  levels: z
    .array(z.enum(['threshold', 'full']))
    .meta({ description: 'What was reached and told of together: the threshold, the limit itself, or both' }),
  threshold: count,
  percent: count,
  limit: count,
  used: count,
  mailedAt: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'When its mails were written; null while they are to come, and where nobody was told' }),
  isWaiting: z.boolean().meta({ description: 'Whether its mails are still to be written' }),
  mailing: z.enum(['waiting', 'sent', 'partly', 'unsent']).nullable().meta({
    description:
      'What became of all its mails together, of those too whose recipients the caller does not see: one of them still waits, all are sent, or some or none: the others lie in the outbox, were given up or came back; null where there are none, and once they are no longer kept',
  }),
  mails: z
    .array(z.object({ to: z.string(), state: z.enum(mailStates).nullable() }))
    .meta({ description: 'To whom; the state is null once the mail itself is no longer kept' }),
  hasHiddenRecipients: z.boolean().meta({ description: 'Whether somebody was told whom the caller does not see' }),
})
export type FiredAlert = z.infer<typeof FiredAlert>

const history = z.object({ items: z.array(FiredAlert) })
const params = z.object({ id: OrganizationId })
const example = { body: { isOn: true, threshold: 80, recipients: ['it@airtel.com', 'office@airtel.com'] } }
const sent = z.object({ to: z.string() })

/** Which of one's own settings: what those below inherit, or how the owner of a pool is told of it. */
const houseQuery = z.strictObject({ of: z.enum(['below', 'pool']).default('below') })
const houseParams = z.object({ of: z.enum(['below', 'pool']) })

export const getCustomerLicenseAlerts = defineOperation({
  id: 'getCustomerLicenseAlerts',
  method: 'GET',
  path: '/customers/{id}/license-alerts',
  tag: 'license-alerts',
  summary: 'Tells when somebody is told that the licenses of a customer run out, who and in which words',
  access: 'licenses.read',
  params,
  response: AlertSettings,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const setCustomerLicenseAlerts = defineOperation({
  id: 'setCustomerLicenseAlerts',
  method: 'PUT',
  path: '/customers/{id}/license-alerts',
  tag: 'license-alerts',
  summary: 'Sets the alerts of a customer; what is null or left out is inherited',
  access: 'licenses.manage',
  params,
  body: AlertSettingsInput,
  response: AlertSettings,
  status: 200,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
  dryRun: true,
  example,
})

export const previewCustomerLicenseAlert = defineOperation({
  id: 'previewCustomerLicenseAlert',
  method: 'POST',
  path: '/customers/{id}/license-alerts/preview',
  tag: 'license-alerts',
  summary: 'Shows an alert with the real numbers of a customer',
  access: 'licenses.manage',
  params,
  body: Draft,
  response: AlertPreview,
  status: 200,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  example: { body: { subject: '{{customerName}}: {{percent}} %' } },
})

export const testCustomerLicenseAlert = defineOperation({
  id: 'testCustomerLicenseAlert',
  method: 'POST',
  path: '/customers/{id}/license-alerts/test',
  tag: 'license-alerts',
  summary: 'Mails the caller an alert with the real numbers of a customer',
  access: 'licenses.manage',
  params,
  body: Draft,
  response: sent,
  status: 200,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  example: { body: {} },
})

export const listCustomerLicenseAlerts = defineOperation({
  id: 'listCustomerLicenseAlerts',
  method: 'GET',
  path: '/customers/{id}/license-alerts/history',
  tag: 'license-alerts',
  summary: 'Lists the latest alerts of a customer, with what became of their mails',
  access: 'licenses.read',
  params,
  response: history,
  status: 200,
  errors: ['not_found'],
})

export const getNewCustomerAlerts = defineOperation({
  id: 'getNewCustomerAlerts',
  method: 'GET',
  path: '/organizations/{id}/license-alerts',
  tag: 'license-alerts',
  summary: 'Tells which alerts a customer added below an organization would start with, to whoever may add one there',
  access: 'customers.create',
  params,
  response: AlertSettings,
  status: 200,
  errors: ['not_found'],
})

export const previewNewCustomerAlert = defineOperation({
  id: 'previewNewCustomerAlert',
  method: 'POST',
  path: '/organizations/{id}/license-alerts/preview',
  tag: 'license-alerts',
  summary: 'Shows an alert of a customer that is to be added below an organization, with made-up numbers',
  access: 'customers.create',
  params,
  body: Draft,
  response: AlertPreview,
  status: 200,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  example: { body: {} },
})

export const testNewCustomerAlert = defineOperation({
  id: 'testNewCustomerAlert',
  method: 'POST',
  path: '/organizations/{id}/license-alerts/test',
  tag: 'license-alerts',
  summary: 'Mails the caller an alert of a customer that is to be added below an organization',
  access: 'customers.create',
  params,
  body: Draft,
  response: sent,
  status: 200,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  example: { body: {} },
})

export const getLicenseAlerts = defineOperation({
  id: 'getLicenseAlerts',
  method: 'GET',
  path: '/license-alerts',
  tag: 'license-alerts',
  summary: 'Reads the alerts that customers of the caller’s own house inherit, or those of its own pool',
  access: 'licenses.manage',
  query: houseQuery,
  response: AlertSettings,
  status: 200,
  errors: [],
  versioned: true,
})

export const setLicenseAlerts = defineOperation({
  id: 'setLicenseAlerts',
  method: 'PUT',
  path: '/license-alerts',
  tag: 'license-alerts',
  summary: 'Sets the alerts that customers of the caller’s own house inherit, or those of its own pool',
  access: 'licenses.manage',
  query: houseQuery,
  body: AlertSettingsInput,
  response: AlertSettings,
  status: 200,
  errors: ['precondition_failed'],
  versioned: true,
  dryRun: true,
  example,
})

export const previewLicenseAlert = defineOperation({
  id: 'previewLicenseAlert',
  method: 'POST',
  path: '/license-alerts/{of}/preview',
  tag: 'license-alerts',
  summary: 'Shows an alert of the caller’s own house, with the numbers of its pool or with made-up ones',
  access: 'licenses.manage',
  params: houseParams,
  body: Draft,
  response: AlertPreview,
  status: 200,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  example: { body: {} },
})

export const testLicenseAlert = defineOperation({
  id: 'testLicenseAlert',
  method: 'POST',
  path: '/license-alerts/{of}/test',
  tag: 'license-alerts',
  summary: 'Mails the caller an alert of their own house',
  access: 'licenses.manage',
  params: houseParams,
  body: Draft,
  response: sent,
  status: 200,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  example: { body: {} },
})

export const listLicenseAlerts = defineOperation({
  id: 'listLicenseAlerts',
  method: 'GET',
  path: '/license-alerts/history',
  tag: 'license-alerts',
  summary: 'Lists the latest alerts of the pool of the caller’s own house',
  access: 'licenses.manage',
  response: history,
  status: 200,
  errors: [],
})
