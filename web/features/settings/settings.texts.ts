import type { RequirableField } from '@tenantry/contract/required-fields.ts'

type ContactHints<Role extends string> = Record<Extract<RequirableField, `contacts.${Role}.${string}`>, string>

const contactHints = {
  firstName: 'What to call them',
  lastName: 'To tell people of one first name apart',
  email: 'Where mail for this role goes',
  phone: 'Where they are called',
  phoneExtension: 'For companies with one number for all',
  fax: 'For those who still ask for one',
  faxExtension: 'For companies with one fax for all',
}

function hintsOf<Role extends 'primary' | 'billing'>(role: Role): ContactHints<Role> {
  const entries = Object.entries(contactHints).map(([field, hint]) => [`contacts.${role}.${field}`, hint])
  return Object.fromEntries(entries) as ContactHints<Role>
}

const hints: Record<RequirableField, string> = {
  domain: 'Doubles are found by it',
  subscriptionId: 'Your reference to the contract. A customer’s own people are not asked for it',
  businessEmail: 'Used for mail about the customer',
  website: 'Shown to technicians',
  phone: 'Where technicians reach the company',
  phoneExtension: 'Behind the company’s number',
  'location.name': 'What the place is called',
  'location.country': 'Decides what the rest of the address is called and needs',
  'location.state': 'Not asked for in countries that have none',
  'location.region': 'Of the world or of the country; reports are sorted by it',
  'location.district': 'Of the place, where it is used',
  'location.city': 'Not asked for where addresses have none',
  'location.postalCode': 'Not asked for where addresses have none',
  'location.landmark': 'A point nearby to find it by',
  'location.line1': 'First line of the street address',
  'location.line2': 'Second line of the street address',
  'billing.profileName': 'Tells several billing profiles apart',
  'billing.billTo': 'The company that pays',
  'billing.country': 'Asked for at the location where the billing address is that of the company',
  'billing.state': 'Not asked for in countries that have none',
  'billing.city': 'Asked for at the location where the billing address is that of the company',
  'billing.postalCode': 'Not asked for where addresses have none',
  'billing.line1': 'First line of the billing address',
  'billing.line2': 'Second line of the billing address',
  timeZone: 'Each customer gets one of its own instead of inheriting yours',
  locale: 'Each customer gets one of its own instead of inheriting yours',
  currency: 'Each customer gets one of its own instead of inheriting yours',
  ...hintsOf('primary'),
  ...hintsOf('billing'),
  'contacts.admin.firstName': 'Every new customer gets a first user of its own',
  'contacts.admin.lastName': 'Every new customer gets a first user of its own',
  'contacts.admin.email': 'Every new customer gets a first user, who signs in with it',
  'contacts.admin.communicationEmail': 'Where the first user’s invitation and other mail go instead',
  'contacts.others': 'At least one, in a role of your choice: whom to call at night, who approves',
  assignedUserIds: 'At least one of your people looks after it. Whoever has it in reach by adding it counts',
  accountManagerEmail: 'Is told when limits come near. A customer’s own people are not asked for it',
  salesRepresentatives: 'At least one, shown to the customer for inquiries and orders',
  entities: 'At least one branch, department or the like. Partners have none',
}

/** The words of the settings of a provider. */
export const texts = {
  title: 'Provider settings',
  lead: 'What holds for everybody in your house and is inherited by all that lies below.',
  saved: 'The settings are saved',
  offline: 'The server cannot be reached. Nothing you changed is lost; save again when the connection is back.',
  provider: {
    title: 'General',
    save: 'Save general settings',
    lead: 'Customers follow these until they, or a partner above them, have something else of their own.',
    conflict: 'Somebody else has changed these settings',
    name: 'Name',
    timeZone: 'Time zone',
    locale: 'Language and region',
    currency: 'Currency',
    archivedDays: 'Days in the archive',
    archivedDaysRange: 'A whole number of days, from 1 to 3650',
    hints: {
      name: 'Stands above the navigation for everybody, your customers’ people included',
      timeZone: 'Days begin and end by it, for instance that of an invitation',
      locale: 'How dates and numbers are written in what is sent out',
      currency: 'What amounts are in unless a customer pays in another one',
      archivedDays: 'Archived customers can be restored that long. Holds for those archived from now on',
    },
  },
  required: {
    title: 'Required fields',
    save: 'Save required fields',
    lead: 'Name and code are always needed. What you switch on here is needed of each new customer, too, by whomever it is added. Customers that are there already stay as they are, and keep what they have of it.',
    conflict: 'Somebody else has changed the required fields',
    search: 'Search a field',
    count: (count: number) => (count === 1 ? '1 field is required' : `${count} fields are required`),
    nothing: (typed: string) => `No field has “${typed}” in its words`,
    isRequired: 'Required',
    isOptional: 'Not required',
    steps: { company: 'Company', people: 'People', entities: 'Entities' },
    groups: {
      identity: 'Company',
      contact: 'How to reach it',
      location: 'Location',
      billing: 'Billing',
      settings: 'Language, time and money',
      primary: 'Primary contact',
      billingContact: 'Billing contact',
      admin: 'Administrator',
      others: 'Further people',
      entities: 'Entities',
    },
    hints,
  },
} as const
