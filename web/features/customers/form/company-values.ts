import type { Customer, CustomerPatch } from '@tenantry/contract/customers.ts'
import { callingCode, joinPhone, splitPhone } from '@tenantry/contract/fields/phones.ts'
import { showDomain, showEmail, showWebsite } from '@tenantry/contract/fields/web-addresses.ts'
import type { TagId } from '@tenantry/contract/ids.ts'
import type { z } from 'zod'
import { clearedTexts, filledTexts } from './clearable-texts.ts'
import { followedPhone } from './followed-phone.ts'
import { emptyLocation, locationOf } from './location-values.ts'

const billingAddress = { country: '', state: '', city: '', postalCode: '', line1: '', line2: '' }

const empty = {
  name: '',
  code: '',
  /** A code that a person typed is never replaced by a suggestion. */
  isCodeTyped: false as boolean,
  domain: '',
  businessEmail: '',
  phone: { country: '', number: '' },
  phoneExtension: '',
  website: '',
  subscriptionId: '',
  timeZone: '',
  locale: '',
  currency: '',
  tags: {} as Record<string, true>,
  location: emptyLocation,
  billing: { profileName: '', billTo: '', sameAsCompany: true as boolean, ...billingAddress },
}

/** The details of a company as a form holds them: every field a text, empty where nothing is known. */
export type CompanyValues = typeof empty

/** The fields of the API that the form fills, each present: null where the form is empty. */
export type CompanyInput = Pick<
  z.input<typeof CustomerPatch>,
  | 'name'
  | 'code'
  | 'domain'
  | 'businessEmail'
  | 'phone'
  | 'phoneExtension'
  | 'website'
  | 'subscriptionId'
  | 'timeZone'
  | 'locale'
  | 'currency'
  | 'location'
  | 'billing'
  | 'tagIds'
>

/** Values of a company about which nothing is known yet; phones begin in the given country. */
export function emptyCompany(phoneCountry = ''): CompanyValues {
  return { ...empty, phone: { country: phoneCountry, number: '' } }
}

/** The details of a customer in a form. */
export function companyOf(customer: Customer): CompanyValues {
  const phone = customer.phone === null ? null : splitPhone(customer.phone)
  return {
    name: customer.name,
    code: customer.code,
    isCodeTyped: true,
    domain: customer.domain === null ? '' : showDomain(customer.domain),
    businessEmail: showEmail(customer.businessEmail ?? ''),
    phone: {
      country: phone?.country ?? customer.location.country ?? '',
      number: phone?.country ? phone.nationalNumber : (customer.phone ?? ''),
    },
    phoneExtension: customer.phoneExtension ?? '',
    website: showWebsite(customer.website ?? ''),
    subscriptionId: customer.subscriptionId ?? '',
    timeZone: customer.timeZone ?? '',
    locale: customer.locale ?? '',
    currency: customer.currency ?? '',
    tags: Object.fromEntries(customer.tags.map(({ id }) => [id, true as const])),
    location: locationOf(customer.location),
    billing: {
      ...filledTexts(billingAddress, customer.billing),
      profileName: customer.billing.profileName ?? '',
      billTo: customer.billing.billTo ?? '',
      sameAsCompany: customer.billing.sameAsCompany,
    },
  }
}

/** What a form asks the API to store. A billing address that follows the company's is not sent twice. */
export function toCompanyInput(values: CompanyValues): CompanyInput {
  const { isCodeTyped: _, name, code, phone, billing, location: place, tags, ...texts } = values
  const { profileName, billTo, sameAsCompany, ...address } = billing
  return {
    ...clearedTexts(texts),
    // Typed before there were tags, a draft of this window has none.
    tagIds: Object.keys(tags ?? {}) as TagId[],
    ...(name.trim() === '' ? {} : { name }),
    ...(code.trim() === '' ? {} : { code }),
    phone: toE164(phone),
    location: clearedTexts(place),
    billing: {
      ...clearedTexts({ profileName, billTo }),
      sameAsCompany,
      ...(sameAsCompany ? {} : clearedTexts(address)),
    },
  }
}

/** A number with its country code; what cannot be one goes out as typed, for the check to name it. */
export function toE164({ country, number }: CompanyValues['phone']): string | null {
  const typed = number.trim()
  if (typed === '') return null
  const code = callingCode(country)
  return joinPhone(country, typed) ?? (typed.startsWith('+') || code === null ? typed : `+${code} ${typed}`)
}

/** A change of a company with what it does to the phone. */
export function withFollowedPhone(before: CompanyValues, after: CompanyValues): CompanyValues {
  const phone = followedPhone(after.phone, before.location.country, after.location.country)
  return phone === after.phone ? after : { ...after, phone }
}

/** The company's address as a billing address, to begin with when the two part. */
export function billingFromLocation(values: CompanyValues): CompanyValues {
  return { ...values, billing: { ...values.billing, ...filledTexts(billingAddress, values.location) } }
}
