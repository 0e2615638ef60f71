/** Words for what an organization is and how it stands; apart from the others, because more than customers' pages say them. */
import type { OrganizationStatus, OrganizationType } from '@tenantry/contract/organizations.ts'

export const types: Record<OrganizationType, string> = {
  provider: 'Provider',
  partner: 'Partner',
  customer: 'Customer',
  enterprise: 'Enterprise',
  division: 'Division',
}

export const statuses: Record<OrganizationStatus, string> = {
  active: 'Active',
  disabled: 'Disabled',
  suspended: 'Suspended',
  offboarding: 'Offboarding',
  archived: 'Archived',
}
