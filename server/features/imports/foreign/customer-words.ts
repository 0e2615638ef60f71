/** What lists that other programs write, or that were kept by hand, call a customer. */

/** Words for customers that hardly mean anything else. */
const customers = ['Customer', 'Customer name', 'Client', 'Client name', 'Kunde', 'Kundenname', 'Mandant']

/** Words for companies, which may be another one beside a customer, as the company that a contact works for. */
const companies = [
  'Company',
  'Company name',
  'Account',
  'Account name',
  'Organization',
  'Organization name',
  'Organisation',
  'Organisation name',
  'Firma',
  'Firmenname',
  'Unternehmen',
]

/** What the code of a customer is called. */
const codes = [
  'Client code',
  'Company code',
  'Account code',
  'Organization code',
  'Customer no.',
  'Customer number',
  'Customer ID',
  'Kundennummer',
  'Kunden-Nr.',
  'Kd.-Nr.',
  'Kundencode',
]

const standFor = (words: readonly string[], field: string) => Object.fromEntries(words.map((word) => [word, field]))

/** The words for customers, each standing for a field. */
export const customersAs = (field: string) => standFor(customers, field)

/** The words for companies, each standing for a field. */
export const companiesAs = (field: string) => standFor(companies, field)

/** The words for the codes of customers, in lists of what customers have. */
export const customerCodeHeaders = standFor(codes, 'customerCodes')
