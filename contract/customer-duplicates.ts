/** Customers that are there already while somebody types one: a warning, never an error. */
import { z } from 'zod'
import { customerTypes } from './customer-list.ts'
import { OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { organizationStatuses } from './organizations.ts'

/** In what a customer is the same: its name but for the legal form, nearly its name, its code, its domain. */
export const duplicateReasons = ['name', 'similar_name', 'code', 'domain'] as const
export type DuplicateReason = (typeof duplicateReasons)[number]

/** The most customers that are named. */
export const mostDuplicates = 10

/** A customer that is there already. */
export const CustomerDuplicate = z.object({
  id: OrganizationId,
  name: z.string(),
  code: z.string(),
  type: z.enum(customerTypes),
  status: z.enum(organizationStatuses),
  domain: z.string().nullable(),
  reasons: z.array(z.enum(duplicateReasons)),
})
export type CustomerDuplicate = z.infer<typeof CustomerDuplicate>

/** As typed so far: what is no domain or code yet finds nothing. */
const typed = z.string().max(1_000).optional()

export const findCustomerDuplicates = defineOperation({
  id: 'findCustomerDuplicates',
  method: 'GET',
  path: '/customer-duplicates',
  tag: 'customers',
  summary: 'Finds customers of nearly the same name, the same code or the same domain among those that one sees',
  access: 'customers.read',
  query: z.strictObject({
    name: typed,
    code: typed,
    domain: typed,
    except: OrganizationId.optional().meta({
      description:
        'The customer that is edited, which is no duplicate of itself; who shares only the code that it has is left out, too',
    }),
  }),
  response: z.object({ items: z.array(CustomerDuplicate) }),
  status: 200,
  errors: ['filter_too_broad'],
})
