/**
 * Columns of Autotask's templates for organizations, and for organizations with contacts, in which required headings
 * begin with [required]. Numbers beside the main one are left out: there is nobody whose they would be.
 */
const organization = {
  'Organization ID (updates only)': 'externalIds.autotask',
  'Organization ID': 'externalIds.autotask',
  Name: 'name',
  Number: 'code',
  'Address 1': 'location.line1',
  'Address 2': 'location.line2',
  City: 'location.city',
  State: 'location.state',
  'Zip Code': 'location.postalCode',
  Country: 'location.country',
  'Additional Address Information': 'location.landmark',
  Phone: 'phone',
  Web: 'website',
}

const prefixed = (prefix: string) =>
  Object.entries(organization).map(([header, field]) => [`${prefix} ${header}`, field])

export const autotaskHeaders: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.entries(organization),
  ...prefixed('Organization:'),
  ...prefixed('[required] Organization:'),
])
