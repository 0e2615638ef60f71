import { z } from 'zod'
import { NewContactInput, OtherContact, OtherContactPatch } from './contacts.ts'
import { ContactId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

export const contactColumns = {
  position: { label: 'Place', type: 'number', sortable: true },
  role: { label: 'Role', type: 'text', sortable: false },
  email: { label: 'Email', type: 'text', sortable: false },
} as const satisfies ListColumns

const organization = z.object({ id: OrganizationId })
const params = organization.extend({ contactId: ContactId })

export const listContacts = defineOperation({
  id: 'listContacts',
  method: 'GET',
  path: '/customers/{id}/contacts',
  tag: 'contacts',
  summary: 'Lists the further contacts of a customer in their order; q finds by name, email or role',
  access: 'customers.read',
  params: organization,
  query: listQuery(contactColumns),
  response: page(OtherContact),
  status: 200,
  errors: ['not_found', 'filter_too_broad'],
})

export const createContact = defineOperation({
  id: 'createContact',
  method: 'POST',
  path: '/customers/{id}/contacts',
  tag: 'contacts',
  summary: 'Adds a further contact to a customer, after the others',
  access: 'customers.update',
  params: organization,
  body: NewContactInput,
  response: OtherContact,
  status: 201,
  errors: ['not_found', 'idempotency_in_progress', 'idempotency_key_reused'],
  versioned: true,
  example: { body: { role: 'Emergency', firstName: 'Grace', lastName: 'Hopper', phone: '+12125550101' } },
})

export const getContact = defineOperation({
  id: 'getContact',
  method: 'GET',
  path: '/customers/{id}/contacts/{contactId}',
  tag: 'contacts',
  summary: 'Reads a further contact',
  access: 'customers.read',
  params,
  response: OtherContact,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const updateContact = defineOperation({
  id: 'updateContact',
  method: 'PATCH',
  path: '/customers/{id}/contacts/{contactId}',
  tag: 'contacts',
  summary: 'Edits a further contact',
  access: 'customers.update',
  params,
  body: OtherContactPatch,
  response: OtherContact,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { role: 'Approver' } },
})

export const deleteContact = defineOperation({
  id: 'deleteContact',
  method: 'DELETE',
  path: '/customers/{id}/contacts/{contactId}',
  tag: 'contacts',
  summary: 'Removes a further contact',
  access: 'customers.update',
  params,
  status: 204,
  errors: ['not_found', 'precondition_failed'],
  versioned: true,
})
