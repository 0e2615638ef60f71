/** One's own drafts of customers, apart from what is typed: what the list of customers needs of them and no more. */
import { z } from 'zod'
import { CustomerDraftId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { organizationTypes } from './organizations.ts'

/** A draft as lists show it. */
export const CustomerDraftSummary = z.object({
  id: CustomerDraftId,
  title: z.string().nullable().meta({ description: 'What it is called where drafts are listed' }),
  stepId: z.string().meta({ description: 'The step at which typing stopped' }),
  parent: z
    .object({ id: OrganizationId, name: z.string(), type: z.enum(organizationTypes) })
    .nullable()
    .meta({ description: 'Below which organization; null for none and for one out of sight' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().meta({ description: 'When it is removed unless it changes before' }),
})
export type CustomerDraftSummary = z.infer<typeof CustomerDraftSummary>

export const listCustomerDrafts = defineOperation({
  id: 'listCustomerDrafts',
  method: 'GET',
  path: '/customer-drafts',
  tag: 'customers',
  summary: 'Lists one’s own drafts of customers, the latest change first',
  access: 'customers.create',
  response: z.object({ items: z.array(CustomerDraftSummary) }),
  status: 200,
  errors: [],
})
