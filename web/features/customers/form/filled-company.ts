import { splitPhone } from '@tenantry/contract/fields/phones.ts'
import { showDomain, showEmail, showWebsite } from '@tenantry/contract/fields/web-addresses.ts'
import { withName } from './code-field.tsx'
import type { CompanyInput, CompanyValues } from './company-values.ts'

type Given = Partial<CompanyInput>

const plainTexts = ['phoneExtension', 'subscriptionId', 'timeZone', 'locale', 'currency'] as const

/** The details of a company with those that a copy or a template gives; what it does not give stays as it is. */
export function filledCompany(values: CompanyValues, given: Given): CompanyValues {
  const named = given.name ? withName(values, given.name) : values
  const { sameAsCompany, profileName: _, billTo: __, ...address } = given.billing ?? {}
  const hasOwn = Object.values(address).some((text) => typeof text === 'string')
  return {
    ...named,
    ...Object.fromEntries(plainTexts.flatMap((name) => (given[name] ? [[name, given[name]]] : []))),
    domain: given.domain ? showDomain(given.domain) : values.domain,
    businessEmail: given.businessEmail ? showEmail(given.businessEmail) : values.businessEmail,
    website: given.website ? showWebsite(given.website) : values.website,
    phone: phoneOf(values.phone, given),
    tags: given.tagIds ? Object.fromEntries(given.tagIds.map((id) => [id, true as const])) : values.tags,
    location: { ...values.location, ...textsOf(given.location) },
    billing: {
      ...values.billing,
      ...textsOf(given.billing),
      sameAsCompany: sameAsCompany ?? (hasOwn ? false : values.billing.sameAsCompany),
    },
  }
}

function phoneOf(phone: CompanyValues['phone'], { phone: given, location }: Given): CompanyValues['phone'] {
  if (!given) return phone.number === '' && location?.country ? { ...phone, country: location.country } : phone
  const split = splitPhone(given)
  return split?.country ? { country: split.country, number: split.nationalNumber } : { ...phone, number: given }
}

function textsOf(given: object | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
