import * as contract from '@tenantry/contract/customer-contacts.ts'
import { route } from '../../platform/http/route.ts'
import { createContact } from './create-contacts.ts'
import { deleteContact, getContact, listContacts, updateContact } from './further-contacts.ts'

/** The operations of further contacts. */
export const contactRoutes = [
  route(contract.listContacts, async (context, { params, query }) => ({
    body: await listContacts(context, params.id, query),
  })),
  route(contract.createContact, async (context, { params, body }) => {
    const { contact, version } = await createContact(context, params.id, body)
    return { body: contact, version, object: { table: 'contacts', id: contact.id } }
  }),
  route(contract.getContact, async (context, { params }) => {
    const { contact, version } = await getContact(context, params.id, params.contactId)
    return { body: contact, version }
  }),
  route(contract.updateContact, async (context, { params, body }) => {
    const { contact, version } = await updateContact(context, params.id, params.contactId, body)
    return { body: contact, version }
  }),
  route(contract.deleteContact, async (context, { params }) => {
    await deleteContact(context, params.id, params.contactId)
    return { body: undefined }
  }),
]
