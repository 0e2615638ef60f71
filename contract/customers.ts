import { z } from 'zod'
import { Contacts, ContactsInput, ContactsPatch, SalesRepresentative, salesRepresentatives } from './contacts.ts'
import { CustomerSummary, customerTypes, planKinds } from './customer-list.ts'
import { newEntities } from './entities.ts'
import { ExternalId, externalIds } from './external-ids.ts'
import { billingAddress, location } from './fields/address.ts'
import { customerCode } from './fields/codes.ts'
import { currencyCode } from './fields/currencies.ts'
import { localeTag } from './fields/locales.ts'
import { displayName, shortText } from './fields/names.ts'
import { phoneExtension, phoneNumber } from './fields/phones.ts'
import { timeZoneName } from './fields/time-zones.ts'
import { domainName, optionalEmailAddress, websiteUrl } from './fields/web-addresses.ts'
import { CustomerDraftId, MembershipId, OrganizationId } from './ids.ts'
import { AlertSettingsInput } from './license-alert-settings.ts'
import { LicensesInput } from './licenses.ts'
import { defineOperation } from './operation.ts'
import { tagIds } from './tag-labels.ts'

/** Where a setting comes from: the organization itself or the nearest one above that has set it. */
const resolved = z.object({
  value: z.string(),
  fromOrganizationId: OrganizationId.nullable(),
  fromName: z.string().nullable(),
})

const nullableText = z.string().nullable()

/** A customer, partner, enterprise or division with all its details. */
export const Customer = CustomerSummary.extend({
  phoneExtension: nullableText,
  contacts: Contacts,
  salesRepresentatives: z.array(SalesRepresentative),
  assignedUserIds: z
    .array(MembershipId)
    .nullable()
    .meta({ description: 'Users who look after it, of those that the caller can see; null for its own people' }),
  externalIds: z
    .array(ExternalId)
    .nullable()
    .meta({ description: 'Ids in other systems, in the order given; null for the customer’s own people' }),
  inherited: z.object({ timeZone: resolved, locale: resolved, currency: resolved }).meta({
    description: 'The values in force and where each comes from',
  }),
  location: z.object({
    name: nullableText,
    country: nullableText,
    region: nullableText,
    state: nullableText,
    district: nullableText,
    city: nullableText,
    postalCode: nullableText,
    landmark: nullableText,
    line1: nullableText,
    line2: nullableText,
  }),
  billing: z.object({
    profileName: nullableText,
    billTo: nullableText,
    sameAsCompany: z.boolean(),
    country: nullableText,
    state: nullableText,
    city: nullableText,
    postalCode: nullableText,
    line1: nullableText,
    line2: nullableText,
  }),
  plan: z
    .object({
      kind: z.enum(planKinds),
      trialLicenses: z.number().int().nullable().meta({ description: 'null for purchased' }),
      expiresOn: z.iso.date().nullable().meta({ description: 'Last day of a trial; null for purchased' }),
    })
    .nullable()
    .meta({ description: 'null for the customer’s own people' }),
  customerTypeId: z.uuid().nullable(),
  partnerSubscriptionId: z.uuid().nullable(),
})
export type Customer = z.infer<typeof Customer>

/** As many licenses as a trial can have. */
export const mostTrialLicenses = 1_000_000

/** Plan as it is sent: a trial has 5 licenses and 30 days unless told otherwise; an edited one keeps what it has. */
const planInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('trial'),
    trialLicenses: z.number().int().min(0).max(mostTrialLicenses).optional(),
    expiresOn: z.iso.date().optional(),
  }),
  z.strictObject({ kind: z.literal('purchased') }),
])

const billingInput = billingAddress.extend({
  profileName: shortText(255),
  billTo: shortText(255),
  sameAsCompany: z.boolean().optional().meta({
    description:
      'true follows the company address; a billing address sent beside it is not kept. Not said: false with a billing address, for a new customer without one true',
  }),
})

/**
 * The fields that a person may fill in. Everything but the name is optional, so that the shortest path stays short;
 * null or an empty text clears a field.
 */
export const customerFields = {
  name: displayName.meta({ description: 'Name', examples: ['Airtel'] }),
  code: customerCode.meta({
    description: 'Unique below the nearest partner or provider, without regard to case',
    examples: ['AIR001'],
  }),
  isActive: z.boolean().meta({ description: 'Off disables the customer' }),
  domain: domainName,
  businessEmail: optionalEmailAddress,
  phone: phoneNumber,
  phoneExtension,
  website: websiteUrl,
  subscriptionId: shortText(100),
  timeZone: timeZoneName,
  locale: localeTag,
  currency: currencyCode,
  location,
  billing: billingInput,
  plan: planInput.meta({ description: 'Purchased for a new customer where it is missing' }),
  customerTypeId: z.uuid().nullable(),
  partnerSubscriptionId: z.uuid().nullable(),
  salesRepresentatives,
  accountManagerEmail: optionalEmailAddress,
  assignedUserIds: z
    .array(MembershipId)
    .max(500)
    .meta({ description: 'The whole list of those that the caller can see; others stay assigned' }),
  tagIds,
  externalIds,
} as const

const { name, ...optionalFields } = customerFields

/** What creating a customer takes. A missing code is suggested from the name; a missing parent is one's own organization. */
export const CustomerInput = z
  .strictObject({
    name,
    type: z.enum(customerTypes).default('customer'),
    parentId: OrganizationId.optional(),
    contacts: ContactsInput.optional(),
    ...z.strictObject(optionalFields).partial().shape,
    entities: newEntities
      .optional()
      .meta({ description: 'Branches, departments and the like that are added with it, all or nothing' }),
    licenseAlerts: AlertSettingsInput.optional().meta({
      description: 'Without them it is told as those above have it',
    }),
    licenses: LicensesInput.optional().meta({ description: 'Without them it draws on what lies above, without limit' }),
    draftId: CustomerDraftId.optional().meta({
      description:
        'A draft of one’s own that this customer was typed in; it is removed with the creation, of which there is one',
    }),
  })
  .meta({ id: 'CustomerInput' })
export type CustomerInput = z.output<typeof CustomerInput>

/** What editing a customer takes: only what changes. Type and parent change elsewhere. */
export const CustomerPatch = z
  .strictObject({ ...customerFields, contacts: ContactsPatch })
  .partial()
  .meta({ id: 'CustomerPatch' })
export type CustomerPatch = z.output<typeof CustomerPatch>

const params = z.object({ id: OrganizationId })

export const createCustomer = defineOperation({
  id: 'createCustomer',
  method: 'POST',
  path: '/customers',
  tag: 'customers',
  summary: 'Adds a customer, partner, enterprise or division',
  access: 'customers.create',
  body: CustomerInput,
  response: Customer,
  status: 201,
  errors: [
    'not_found',
    'code_unavailable',
    'license_exhausted',
    'draft_gone',
    'idempotency_in_progress',
    'idempotency_key_reused',
  ],
  versioned: true,
  dryRun: true,
  example: {
    body: {
      name: 'Airtel',
      code: 'AIR001',
      type: 'customer',
      domain: 'airtel.com',
      businessEmail: 'enterprise@airtel.com',
      website: 'https://www.airtel.com/',
      subscriptionId: 'SUBAIR2026001',
      location: {
        name: 'Airtel Corporate HQ',
        country: 'US',
        region: 'North America',
        state: 'US-NY',
        district: 'New York County',
        city: 'New York',
        postalCode: '10036',
        landmark: 'Near Bryant Park',
        line1: '1095 Avenue of the Americas',
        line2: 'Midtown Manhattan',
      },
      plan: { kind: 'purchased' },
      contacts: {
        primary: { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@airtel.com', phone: '+12125550100' },
        billing: { email: 'invoices@airtel.com' },
        others: [{ role: 'Emergency', firstName: 'Grace', phone: '+12125550101' }],
      },
      salesRepresentatives: [{ name: 'Sam Seller', email: 'sam@msp.example' }],
      accountManagerEmail: 'manager@msp.example',
    },
  },
})

export const getCustomer = defineOperation({
  id: 'getCustomer',
  method: 'GET',
  path: '/customers/{id}',
  tag: 'customers',
  summary: 'Reads a customer with all its details; one that was merged leads to what it has become part of',
  access: 'customers.read',
  params,
  response: Customer,
  status: 200,
  errors: ['not_found', 'customer_merged'],
  versioned: true,
})

export const updateCustomer = defineOperation({
  id: 'updateCustomer',
  method: 'PATCH',
  path: '/customers/{id}',
  tag: 'customers',
  summary: 'Edits a customer',
  access: 'customers.update',
  params,
  body: CustomerPatch.extend({
    confirm: z
      .boolean()
      .optional()
      .meta({ description: 'Leaves the devices of a trial over its number by the difference' }),
  }),
  response: Customer,
  status: 200,
  errors: ['not_found', 'code_unavailable', 'license_limit_below_use', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { name: 'Airtel Business' } },
})

export const suggestCode = defineOperation({
  id: 'suggestCode',
  method: 'GET',
  path: '/customer-code-suggestion',
  tag: 'customers',
  summary: 'Suggests a free code for a name',
  access: 'customers.create',
  query: z.strictObject({ name: displayName, parentId: OrganizationId.optional() }),
  response: z.object({ code: z.string() }),
  status: 200,
  errors: ['not_found', 'code_unavailable'],
})
