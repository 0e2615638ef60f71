/** Templates of customers: values that a new customer begins with, kept by a provider or a partner for all its people. */
import { z } from 'zod'
import { ContactInput, OtherContactInput } from './contacts.ts'
import { copyParts } from './customer-copy.ts'
import { customerTypes } from './customer-list.ts'
import { CustomerInput } from './customers.ts'
import { coded } from './fields/issues.ts'
import { displayName } from './fields/names.ts'
import { CustomerTemplateId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'
import { organizationTypes } from './organizations.ts'

/** The most bytes that the values of a template take as JSON in UTF-8. */
export const mostTemplateBytes = 64 * 1024

/** The most templates of one organization. */
export const mostTemplates = 200

const { name, type: _, draftId: __, code: ___, contacts: ____, externalIds: _____, ...fields } = CustomerInput.shape

/**
 * Any of the fields that creating a customer takes, with the same rules, but those that fit one customer alone: a code, a
 * draft, an administrator, ids of contacts, ids in other systems. What several fields make together, such as an address, is checked when a
 * customer is created.
 */
export const CustomerTemplateValues = z
  .strictObject({
    name: name.optional(),
    type: z.enum(customerTypes).optional(),
    ...fields,
    contacts: z
      .strictObject({
        primary: ContactInput.nullable().optional(),
        billing: ContactInput.nullable().optional(),
        others: z
          .array(
            OtherContactInput.refine(
              ({ id }) => id === undefined,
              coded('id_not_possible', 'A contact of a template has no id'),
            ),
          )
          .max(100)
          .optional(),
      })
      .optional(),
  })
  .refine(
    (values) => new TextEncoder().encode(JSON.stringify(values)).length <= mostTemplateBytes,
    coded('template_too_large', 'A template takes 64 KB at most'),
  )
  .meta({ id: 'CustomerTemplateValues' })
export type CustomerTemplateValues = z.output<typeof CustomerTemplateValues>

/** The fields of a template that name somebody or something that may be out of sight, gone, or switched off. */
export const templateReferences = [
  'parentId',
  'assignedUserIds',
  'accountManagerEmail',
  'salesRepresentatives',
  'tagIds',
  'licenses',
  'licenseAlerts',
] as const
export type TemplateReference = (typeof templateReferences)[number]

/** A template as lists show it. */
export const CustomerTemplateSummary = z.object({
  id: CustomerTemplateId,
  name: z.string(),
  organization: z
    .object({ id: OrganizationId, name: z.string(), type: z.enum(organizationTypes) })
    .nullable()
    .meta({ description: 'Whose it is; null for one out of sight' }),
  isShared: z.boolean().meta({
    description: 'Whether partners see it. What belongs to a partner is always seen below that partner',
  }),
  mayChange: z.boolean().meta({ description: 'Whether the caller may edit and delete it' }),
  type: z.enum(customerTypes).nullable().meta({ description: 'The type of account that it begins with' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type CustomerTemplateSummary = z.infer<typeof CustomerTemplateSummary>

/** A template with its values, ready to be sent as a new customer together with a name. */
export const CustomerTemplate = CustomerTemplateSummary.extend({
  values: z.record(z.string(), z.unknown()).meta({
    description: 'Fields of CustomerInput, without references to what the caller cannot see or what is gone',
  }),
  parent: z
    .object({ id: OrganizationId, name: z.string(), type: z.enum(organizationTypes) })
    .nullable()
    .meta({ description: 'The organization that parentId of the values names' }),
  dropped: z
    .array(z.enum(templateReferences))
    .meta({ description: 'Fields of which something was left out: it is gone, or the caller cannot see it' }),
})
export type CustomerTemplate = z.infer<typeof CustomerTemplate>

const isShared = z.boolean().meta({ description: 'Lets partners see a template of the provider' })

/** A template as it is sent: with values, or with a customer to take them from. */
export const CustomerTemplateInput = z
  .strictObject({
    name: displayName.meta({ description: 'Unique in its organization without regard to case' }),
    organizationId: OrganizationId.optional().meta({
      description: 'The provider or partner whose it is; one’s own organization where it is missing',
    }),
    isShared: isShared.optional(),
    values: CustomerTemplateValues.optional(),
    fromCustomerId: OrganizationId.optional().meta({
      description: 'A customer that you can see; its values are copied as GET /customers/{id}/copy does',
    }),
    include: z
      .array(z.enum(copyParts))
      .max(copyParts.length)
      .optional()
      .meta({ description: 'Parts to take from the customer; all of them where it is missing' }),
  })
  .refine(({ values, fromCustomerId }) => (values === undefined) !== (fromCustomerId === undefined), {
    ...coded('values_or_customer', 'Needs either values or a customer to take them from'),
    path: ['values'],
  })
  .refine(({ include, fromCustomerId }) => include === undefined || fromCustomerId !== undefined, {
    ...coded('include_without_customer', 'Parts are chosen of a customer only'),
    path: ['include'],
  })
  .meta({ id: 'CustomerTemplateInput' })
export type CustomerTemplateInput = z.output<typeof CustomerTemplateInput>

/** What editing a template takes: only what changes; values as a whole. */
export const CustomerTemplatePatch = z
  .strictObject({
    name: displayName.optional(),
    isShared: isShared.optional(),
    values: CustomerTemplateValues.optional(),
  })
  .meta({ id: 'CustomerTemplatePatch' })
export type CustomerTemplatePatch = z.output<typeof CustomerTemplatePatch>

export const customerTemplateColumns = {
  name: { label: 'Name', type: 'text', sortable: true },
  organizationId: { label: 'Belongs to', type: 'id', sortable: false },
  type: { label: 'Type', type: 'enum', sortable: true, values: customerTypes },
  createdAt: { label: 'Added', type: 'instant', sortable: true },
  updatedAt: { label: 'Changed', type: 'instant', sortable: true },
} as const satisfies ListColumns

const params = z.object({ id: CustomerTemplateId })

export const listCustomerTemplates = defineOperation({
  id: 'listCustomerTemplates',
  method: 'GET',
  path: '/customer-templates',
  tag: 'customers',
  summary: 'Lists the templates that a new customer can begin with; q finds any part of a name',
  access: 'customers.create',
  query: listQuery(customerTemplateColumns),
  response: page(CustomerTemplateSummary),
  status: 200,
  errors: ['filter_too_broad'],
})

export const createCustomerTemplate = defineOperation({
  id: 'createCustomerTemplate',
  method: 'POST',
  path: '/customer-templates',
  tag: 'customers',
  summary: 'Adds a template, of values or of a customer that there is',
  access: 'customer_templates.write',
  body: CustomerTemplateInput,
  response: CustomerTemplate,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: {
    body: {
      name: 'Branch office in New York',
      values: {
        type: 'customer',
        plan: { kind: 'purchased' },
        timeZone: 'America/New_York',
        currency: 'USD',
        location: { country: 'US', region: 'North America', state: 'US-NY' },
        entities: [{ name: 'Head office', kind: 'branch' }],
      },
    },
  },
})

export const getCustomerTemplate = defineOperation({
  id: 'getCustomerTemplate',
  method: 'GET',
  path: '/customer-templates/{id}',
  tag: 'customers',
  summary: 'Reads a template with the values that a new customer of the caller can begin with',
  access: 'customers.create',
  params,
  response: CustomerTemplate,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateCustomerTemplate = defineOperation({
  id: 'updateCustomerTemplate',
  method: 'PATCH',
  path: '/customer-templates/{id}',
  tag: 'customers',
  summary: 'Renames a template, shares it, or replaces its values',
  access: 'customer_templates.write',
  params,
  body: CustomerTemplatePatch,
  response: CustomerTemplate,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { name: 'Branch office on the East Coast' } },
})

export const deleteCustomerTemplate = defineOperation({
  id: 'deleteCustomerTemplate',
  method: 'DELETE',
  path: '/customer-templates/{id}',
  tag: 'customers',
  summary: 'Deletes a template; customers that began with it stay as they are',
  access: 'customer_templates.write',
  params,
  status: 204,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
})
