/** Customers that somebody has begun to type and not created: a draft is seen by who types it and by nobody else. */
import { z } from 'zod'
import { CustomerDraftSummary } from './customer-draft-list.ts'
import { coded } from './fields/issues.ts'
import { shortText } from './fields/names.ts'
import { CustomerDraftId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'

/** The most bytes that the values of a draft take as JSON in UTF-8. */
export const mostDraftBytes = 64 * 1024

/** The most drafts of one person. */
export const mostDrafts = 100

/** Days without a change after which a draft is removed. */
export const draftDays = 90

const mostLevels = 20

const values = z.record(z.string(), z.unknown())

/** A draft with what was typed. */
export const CustomerDraft = CustomerDraftSummary.extend({
  values: values.meta({ description: 'What was typed, as the form that sent it keeps it' }),
})
export type CustomerDraft = z.infer<typeof CustomerDraft>

/** A draft as it is sent: the whole of it each time. */
export const CustomerDraftInput = z.strictObject({
  title: shortText(255),
  stepId: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'At most 40 small letters, digits and hyphens')
    .meta({ description: 'The step at which typing stopped', examples: ['company'] }),
  parentId: OrganizationId.nullable()
    .optional()
    .meta({ description: 'Below which organization; not kept where you cannot see it' }),
  values: values
    .refine((typed) => isShallow(typed, mostLevels), coded('draft_too_deep', `At most ${mostLevels} levels`))
    .refine(
      (typed) => !isShallow(typed, mostLevels) || isSmall(typed),
      coded('draft_too_large', 'A draft takes 64 KB at most'),
    )
    .meta({ description: 'What was typed, valid or not; at most 64 KB as JSON' }),
})
export type CustomerDraftInput = z.output<typeof CustomerDraftInput>

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1))
}

function isSmall(typed: object): boolean {
  return new TextEncoder().encode(JSON.stringify(typed)).length <= mostDraftBytes
}

const params = z.object({ id: CustomerDraftId })

export const createCustomerDraft = defineOperation({
  id: 'createCustomerDraft',
  method: 'POST',
  path: '/customer-drafts',
  tag: 'customers',
  summary: 'Keeps what was typed of a customer; it reserves no code and counts nowhere',
  access: 'customers.create',
  body: CustomerDraftInput,
  response: CustomerDraftSummary,
  status: 201,
  errors: ['not_found', 'conflict', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: { body: { title: 'Airtel', stepId: 'company', values: { company: { name: 'Airtel', code: 'AIR001' } } } },
})

export const getCustomerDraft = defineOperation({
  id: 'getCustomerDraft',
  method: 'GET',
  path: '/customer-drafts/{id}',
  tag: 'customers',
  summary: 'Reads a draft of one’s own with what was typed',
  access: 'customers.create',
  params,
  response: CustomerDraft,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateCustomerDraft = defineOperation({
  id: 'updateCustomerDraft',
  method: 'PUT',
  path: '/customer-drafts/{id}',
  tag: 'customers',
  summary: 'Replaces a draft of one’s own',
  access: 'customers.create',
  params,
  body: CustomerDraftInput,
  response: CustomerDraftSummary,
  status: 200,
  errors: ['not_found', 'conflict', 'precondition_failed'],
  versioned: true,
  example: { body: { title: 'Airtel', stepId: 'review', values: { company: { name: 'Airtel', code: 'AIR001' } } } },
})

export const deleteCustomerDraft = defineOperation({
  id: 'deleteCustomerDraft',
  method: 'DELETE',
  path: '/customer-drafts/{id}',
  tag: 'customers',
  summary: 'Throws a draft of one’s own away',
  access: 'customers.create',
  params,
  status: 204,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
})
