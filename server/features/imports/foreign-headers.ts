/** Headings that other products and people give their columns, those of products as their documentation names them (B4). */
import type { ImportKind } from '@tenantry/contract/imports.ts'
import { autotaskHeaders } from './foreign/autotask.ts'
import { connectWiseHeaders } from './foreign/connectwise.ts'
import { contactsAs } from './foreign/contact-words.ts'
import { companiesAs, customerCodeHeaders, customersAs } from './foreign/customer-words.ts'
import { deviceHeaders, vagueDeviceHeaders } from './foreign/devices.ts'
import { type Dictionary, dictionary } from './foreign/dictionary.ts'
import { englishHeaders } from './foreign/english.ts'
import { germanHeaders } from './foreign/german.ts'
import { haloHeaders } from './foreign/halo.ts'
import { partnerCenterHeaders } from './foreign/partner-center.ts'

/** The products and languages whose lists of a kind are known, each with what its headings stand for. */
export const foreignHeaders: Readonly<Record<ImportKind, readonly Dictionary[]>> = {
  customers: [
    dictionary(connectWiseHeaders),
    dictionary(autotaskHeaders),
    dictionary(haloHeaders),
    dictionary(partnerCenterHeaders),
    dictionary(germanHeaders),
  ],
  entities: [dictionary(customerCodeHeaders)],
  contacts: [dictionary(customerCodeHeaders)],
  devices: [dictionary(deviceHeaders)],
}

/** What everybody calls our own fields: it counts before the words of a product, and tells of none. */
export const plainHeaders: Readonly<Record<ImportKind, Dictionary>> = {
  customers: dictionary(englishHeaders),
  entities: dictionary({}),
  contacts: dictionary({}),
  devices: dictionary({}),
}

/** A name finds its customer as well as a code does; a customer is named by its own word rather than by a company. */
const namedCustomers = [customersAs('customerCodes'), companiesAs('customerCodes')]

/**
 * Headings that stand beside better ones for something else, as the company that a contact works for: those of the first
 * dictionary count before those of the next.
 */
export const vagueHeaders: Readonly<Record<ImportKind, readonly Dictionary['fields'][]>> = {
  customers: fieldsOf({ ...customersAs('name'), ...companiesAs('name') }),
  entities: fieldsOf(...namedCustomers, contactsAs('contact.', 'Contact email', 'Contact phone')),
  contacts: fieldsOf(...namedCustomers, contactsAs('', 'Email', 'Phone')),
  devices: fieldsOf(...namedCustomers, vagueDeviceHeaders),
}

function fieldsOf(...headers: Readonly<Record<string, string>>[]): Dictionary['fields'][] {
  return headers.map((each) => dictionary(each).fields)
}
