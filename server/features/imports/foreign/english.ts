/**
 * English words for our own fields, as lists that were kept by hand have them. A row tells of a company, as our own Phone
 * and Business email do: what is to be a contact's says so.
 */
export const englishHeaders: Readonly<Record<string, string>> = {
  Email: 'businessEmail',
  'Email address': 'businessEmail',
  'Company email': 'businessEmail',
  'Phone number': 'phone',
  'Phone no.': 'phone',
  Telephone: 'phone',
  'Business phone': 'phone',
  'Company phone': 'phone',
  'Contact email': 'contacts.primary.email',
  'Contact phone': 'contacts.primary.phone',
  Zip: 'location.postalCode',
  'Zip code': 'location.postalCode',
}
