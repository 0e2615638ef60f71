/** Words that a column of customers has for a heading, in whatever list. */
const words = [
  'Company',
  'Company name',
  'Customer',
  'Customer name',
  'Client',
  'Client name',
  'Account',
  'Account name',
  'Organization',
  'Organization name',
  'Organisation',
  'Organisation name',
  'Firma',
  'Firmenname',
  'Kunde',
  'Kundenname',
  'Unternehmen',
]

/** The words for customers, each standing for a field. */
export const customersAs = (field: string) => Object.fromEntries(words.map((word) => [word, field]))
