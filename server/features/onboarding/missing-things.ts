import type { Customer } from '@tenantry/contract/customers.ts'
import { type OnboardingKey, onboardingKeys } from '@tenantry/contract/onboarding.ts'

type Thing = (customer: Customer) => boolean

const isThere: Record<OnboardingKey, Thing> = {
  address: ({ location: { country, city, line1, postalCode } }) =>
    country !== null && (city !== null || line1 !== null || postalCode !== null),
  domain: ({ domain }) => domain !== null,
  businessEmail: ({ businessEmail }) => businessEmail !== null,
  phone: ({ phone }) => phone !== null,
  // An address that bills go to, the company's included.
  billingProfile: ({ billing: { profileName, billTo, city, line1 } }) =>
    [profileName, billTo, city, line1].some((text) => text !== null),
  primaryContact: ({ contacts }) => contacts.primary !== null,
  billingContact: ({ contacts }) => contacts.billing !== null,
  administrator: ({ contacts }) => contacts.admin !== null,
  technicians: ({ assignedUserIds }) => (assignedUserIds ?? []).length > 0,
  accountManager: ({ accountManagerEmail }) => accountManagerEmail !== null,
  salesRepresentatives: ({ salesRepresentatives }) => salesRepresentatives.length > 0,
  // A partner has none.
  entities: ({ type, counts }) => type === 'partner' || counts.entities > 0,
}

/** What a customer could have and has not. */
export function missingThings(customer: Customer): OnboardingKey[] {
  return onboardingKeys.filter((key) => !isThere[key](customer))
}
