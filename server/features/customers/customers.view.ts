import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { isInternalTo } from '../own-side/public.ts'
import type { ResolvedSettings } from '../settings/public.ts'
import type { People } from './customer-people.ts'
import type { CustomerDetailRow } from './customers.queries.ts'
import type { CustomerRow } from './customers-list.queries.ts'

type SummaryRow = Omit<CustomerRow, 'sort_values' | 'settings'> & Partial<Pick<CustomerRow, 'settings'>>

/** A row of the list as the API shows it; an organization's own people are not told the plan. */
export function customerSummaryView(row: SummaryRow, caller: Caller): CustomerSummary {
  const internal = internalTo(caller, row.id)
  return {
    id: row.id as OrganizationId,
    name: row.name,
    code: row.code ?? '',
    type: row.type as CustomerSummary['type'],
    parentId: row.parent_id as OrganizationId | null,
    parentName: row.parent_name,
    status: row.status as CustomerSummary['status'],
    isActive: row.status === 'active',
    statusSince: row.status_since?.toISOString() ?? null,
    domain: row.domain,
    businessEmail: row.business_email,
    phone: row.phone,
    website: row.website,
    location: {
      country: row.country,
      region: row.region,
      state: row.state,
      city: row.city,
      postalCode: row.postal_code,
      line1: row.line1,
    },
    timeZone: row.settings?.timeZone ?? null,
    locale: row.settings?.locale ?? null,
    currency: row.settings?.currency ?? null,
    plan: internal({ kind: row.plan_kind as PlanKind, expiresOn: row.plan_expires_on }),
    subscriptionId: internal(row.subscription_id),
    accountManagerEmail: internal(row.account_manager_email),
    counts: { devices: row.devices, users: row.users, entities: row.entities },
    tags: (row.tags ?? []) as CustomerSummary['tags'],
    externalIds: internal(row.external_ids ?? []),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** Keeps what is internal about an organization from its own people. */
function internalTo(caller: Caller, id: string) {
  const isHidden = isInternalTo(caller, id)
  return <Value>(value: Value): Value | null => (isHidden ? null : value)
}

type PlanKind = NonNullable<Customer['plan']>['kind']

/** A customer with all its details as the API shows it; what is internal is null for its own people. */
export function customerView(
  row: CustomerDetailRow,
  settings: ResolvedSettings,
  people: People,
  caller: Caller,
): Customer {
  const internal = internalTo(caller, row.id)
  const own = (setting: ResolvedSettings[keyof ResolvedSettings]) =>
    setting.fromOrganizationId === row.id ? setting.value : null
  return {
    ...customerSummaryView(row, caller),
    phoneExtension: row.phone_extension,
    ...people,
    timeZone: own(settings.timeZone),
    locale: own(settings.locale),
    currency: own(settings.currency),
    inherited: settings,
    location: locationView(row),
    billing: billingView(row),
    plan: internal({
      kind: row.plan_kind as PlanKind,
      trialLicenses: row.trial_licenses,
      expiresOn: row.plan_expires_on,
    }),
    customerTypeId: row.customer_type_id,
    partnerSubscriptionId: row.partner_subscription_id,
  }
}

/**
 * What the audit log keeps of a customer, each of its people as a field of its own. Neither counts and instants, which
 * change by themselves, nor what lies above, nor who is assigned, nor tags, which have rows of their own: some of those
 * who read the log of an organization cannot see that.
 */
export function auditedCustomer({
  counts: _,
  inherited: __,
  parentId: ___,
  parentName: ____,
  updatedAt: _____,
  statusSince: _______,
  assignedUserIds: ______,
  tags: ________,
  contacts: { primary, billing, others },
  salesRepresentatives,
  ...fields
}: Customer): Record<string, unknown> {
  return {
    ...fields,
    primaryContact: primary,
    billingContact: billing,
    otherContacts: others,
    salesRepresentatives: salesRepresentatives.map(({ membershipId: _, ...shown }) => shown),
  }
}

function locationView(row: CustomerDetailRow): Customer['location'] {
  return {
    name: row.location_name,
    country: row.country,
    region: row.region,
    state: row.state,
    district: row.district,
    city: row.city,
    postalCode: row.postal_code,
    landmark: row.landmark,
    line1: row.line1,
    line2: row.line2,
  }
}

function billingView(row: CustomerDetailRow): Customer['billing'] {
  const names = {
    profileName: row.billing_profile_name,
    billTo: row.bill_to,
    sameAsCompany: row.billing_same_as_company,
  }
  if (row.billing_same_as_company)
    return {
      ...names,
      country: row.country,
      state: row.state,
      city: row.city,
      postalCode: row.postal_code,
      line1: row.line1,
      line2: row.line2,
    }
  return {
    ...names,
    country: row.billing_country,
    state: row.billing_state,
    city: row.billing_city,
    postalCode: row.billing_postal_code,
    line1: row.billing_line1,
    line2: row.billing_line2,
  }
}
