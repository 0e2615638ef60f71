/** The life of a customer: its status, what each change does, the archive, and the deletion that cannot be undone. */
import { z } from 'zod'
import { customerTypes } from './customer-list.ts'
import { freeText } from './fields/names.ts'
import { OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationStatuses } from './organizations.ts'

const status = z.enum(organizationStatuses)
const params = z.object({ id: OrganizationId })
const count = (description: string) => z.number().int().meta({ description })

/** Why a status cannot be set now; stands in `params.reason` of the refusal. */
export const statusRefusals = [
  'own_organization',
  'held_above',
  'restore_first',
  'restore_over',
  'organization_not_empty',
  'offboarding_open',
] as const
export type StatusRefusal = (typeof statusRefusals)[number]

/** What keeps a customer from being put away in one step, in the order of the checklist. */
export const openItems = ['organizations', 'subscriptions', 'devices'] as const
export type OpenItem = (typeof openItems)[number]

/** The status of a customer, who holds it from above, and what can be done about it. */
export const CustomerStatus = z.object({
  id: OrganizationId,
  name: z.string(),
  code: z.string(),
  status,
  effectiveStatus: status.meta({ description: 'The strictest of its own status and of those above it' }),
  heldBy: z
    .object({ id: OrganizationId, name: z.string() })
    .nullable()
    .meta({ description: 'The nearest organization above that holds it; null for none and for one out of sight' }),
  since: z.iso.datetime().nullable().meta({ description: 'null where it was set before this was kept' }),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Why it was set, where that was said; null for the organization’s own people' }),
  archivedUntil: z.iso.datetime().nullable().meta({ description: 'When an archived customer is deleted for good' }),
  transitions: z.array(
    z.object({
      to: status,
      allowed: z.boolean(),
      code: z.enum(statusRefusals).nullable(),
      reason: z.string().nullable().meta({ description: 'Why it is not allowed' }),
    }),
  ),
  open: z
    .array(
      z.object({
        item: z.enum(openItems),
        count: z.number().int(),
        blocks: z.boolean().meta({ description: 'It must be gone before the customer can be archived at all' }),
      }),
    )
    .meta({ description: 'The checklist of an offboarding: what is still there' }),
})
export type CustomerStatus = z.infer<typeof CustomerStatus>

/** What a change of status does, over the customer and everything below it. */
export const StatusEffects = z.object({
  organizations: count('Organizations that it holds for: the customer and all below it'),
  users: count('Users that belong to them, invited ones included'),
  devices: count('Devices that belong to them'),
  entities: count('Entities that belong to them'),
  peopleSignedOut: count('People who can sign in now and no longer will'),
  peopleLetIn: count('People who cannot sign in now and then will'),
  sessionsEnded: count('Sessions that end at once'),
  apiKeysStopped: count('API keys that stop working'),
  apiKeysRestored: count('API keys that work again'),
  invitationsWithdrawn: count('Invitations that nobody can accept any more'),
  devicesRefused: count('Devices whose reports are refused from now on'),
  licensesReturned: count('Licenses that go back to the pool'),
  licensesTaken: count('Licenses that are taken from the pool again'),
  probesCutOff: count('Probes that are cut off'),
  subscriptionsRunning: count('Subscriptions that go on and are billed'),
})
export type StatusEffects = z.infer<typeof StatusEffects>

/** A change of status with everything that it did, or would do. */
export const StatusChange = z.object({
  from: status,
  to: status,
  effectiveStatus: status,
  archivedUntil: z.iso.datetime().nullable(),
  effects: StatusEffects,
  limits: z
    .array(z.object({ type: z.string(), name: z.string(), limit: z.number().int(), overage: z.number().int() }))
    .meta({
      description:
        'Limits of licenses that the archive keeps and that hold again once it is restored; none for other changes',
    }),
})
export type StatusChange = z.infer<typeof StatusChange>

export const getCustomerStatus = defineOperation({
  id: 'getCustomerStatus',
  method: 'GET',
  path: '/customers/{id}/status',
  tag: 'customers',
  summary: 'Reads the status of a customer, who holds it from above, and which changes are possible',
  access: 'customers.read',
  params,
  response: CustomerStatus,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const changeCustomerStatus = defineOperation({
  id: 'changeCustomerStatus',
  method: 'PUT',
  path: '/customers/{id}/status',
  tag: 'customers',
  summary: 'Changes the status of a customer; a dry run answers what the change would do',
  access: 'customers.update',
  isLong: true,
  params,
  body: z.strictObject({
    status,
    reason: freeText(500, { description: 'Kept in the audit log' }).optional(),
  }),
  response: StatusChange,
  status: 200,
  errors: [
    'not_found',
    'precondition_failed',
    'status_change_refused',
    'organization_not_empty',
    'offboarding_open',
    'license_exhausted',
  ],
  versioned: true,
  dryRun: true,
  example: { body: { status: 'suspended', reason: 'Invoices unpaid since May' } },
})

export const deleteCustomer = defineOperation({
  id: 'deleteCustomer',
  method: 'DELETE',
  path: '/customers/{id}',
  tag: 'customers',
  summary: 'Archives a customer in one step where nothing is open, else says what is',
  access: 'customers.update',
  isLong: true,
  params,
  response: StatusChange,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'status_change_refused', 'organization_not_empty', 'offboarding_open'],
  versioned: true,
  dryRun: true,
})

/** What a deletion for good has removed. */
export const DeletionReport = z.object({
  organization: z.object({
    id: OrganizationId,
    name: z.string(),
    code: z.string(),
    type: z.enum(customerTypes),
  }),
  purgedAt: z.iso.datetime(),
  purgedBy: z.string(),
  counts: z.record(z.string(), z.number().int()).meta({ description: 'Rows removed, by table' }),
  total: count('Rows removed'),
  accounts: count('Accounts of people who had no other place'),
  auditEvents: count('Rows of the audit log that stay, as salted hashes without what they said'),
})
export type DeletionReport = z.infer<typeof DeletionReport>

export const purgeCustomer = defineOperation({
  id: 'purgeCustomer',
  method: 'POST',
  path: '/customers/{id}/purge',
  tag: 'customers',
  summary: 'Deletes an archived customer for good, once its code is typed; answers what was removed',
  access: 'customers.purge',
  isLong: true,
  params,
  body: z.strictObject({
    code: z.string().trim().min(1).max(100).meta({ description: 'The code of the customer, in any case' }),
  }),
  response: DeletionReport,
  status: 200,
  errors: [
    'not_found',
    'conflict',
    'purge_refused',
    'organization_not_empty',
    'idempotency_in_progress',
    'idempotency_key_reused',
  ],
  dryRun: true,
  secretAnswer: true,
  example: { body: { code: 'AIR001' } },
})

/** A customer in the archive. */
export const ArchivedCustomer = z.object({
  id: OrganizationId,
  name: z.string(),
  code: z.string(),
  type: z.enum(customerTypes),
  parentName: z.string().nullable().meta({ description: 'null when the caller cannot see what lies above' }),
  archivedAt: z.iso.datetime().nullable(),
  archivedUntil: z.iso.datetime().nullable().meta({ description: 'When it is deleted for good; null for never' }),
})
export type ArchivedCustomer = z.infer<typeof ArchivedCustomer>

export const archivedCustomerColumns = {
  name: { label: 'Name', type: 'text', sortable: true },
  code: { label: 'Code', type: 'text', sortable: true, hasNoComma: true },
  type: { label: 'Type', type: 'enum', sortable: false, values: customerTypes },
  archivedUntil: { label: 'Kept until', type: 'instant', sortable: true },
} as const satisfies ListColumns

export const listArchivedCustomers = defineOperation({
  id: 'listArchivedCustomers',
  method: 'GET',
  path: '/archived-customers',
  tag: 'customers',
  summary: 'Lists the archive: customers that can be restored until a day and are deleted after it',
  access: 'customers.read',
  query: listQuery(archivedCustomerColumns),
  response: page(ArchivedCustomer),
  status: 200,
  errors: ['filter_too_broad'],
})

/** How long the archive keeps customers; holds for those that are archived from now on. */
export const RetentionSettings = z.strictObject({
  archivedDays: z.number().int().min(1).max(3650).meta({ description: 'Days; 365 unless the provider sets another' }),
})
export type RetentionSettings = z.infer<typeof RetentionSettings>

export const getRetentionSettings = defineOperation({
  id: 'getRetentionSettings',
  method: 'GET',
  path: '/retention-settings',
  tag: 'settings',
  summary: 'Reads how long the archive keeps customers',
  access: 'settings.manage',
  response: RetentionSettings,
  status: 200,
  errors: [],
})

export const updateRetentionSettings = defineOperation({
  id: 'updateRetentionSettings',
  method: 'PUT',
  path: '/retention-settings',
  tag: 'settings',
  summary: 'Sets how long the archive keeps customers that are archived from now on',
  access: 'settings.manage',
  body: RetentionSettings,
  response: RetentionSettings,
  status: 200,
  errors: [],
  example: { body: { archivedDays: 365 } },
})
