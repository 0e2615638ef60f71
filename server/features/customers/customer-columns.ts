/** The columns of a customer from what was typed, and the rules that several fields make together. */

import type { CustomerInput, CustomerPatch } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { checkAddress, normalizeAddress } from '@tenantry/contract/fields/address.ts'
import { isRegistrableDomain } from '@tenantry/contract/fields/registrable-domains.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import * as subdivisions from '@tenantry/contract/fields/subdivisions.ts'
import type { Updateable } from 'kysely'
import type { OrganizationsTable } from '../../database/tables.generated.ts'
import { invalidInput } from '../../platform/errors.ts'

type Columns = Updateable<OrganizationsTable>
type Fields = Omit<CustomerPatch, 'plan' | 'isActive' | 'code' | 'timeZone' | 'locale' | 'currency' | 'contacts'>

const plainColumns = {
  businessEmail: 'business_email',
  domain: 'domain',
  phone: 'phone',
  phoneExtension: 'phone_extension',
  website: 'website',
  subscriptionId: 'subscription_id',
  accountManagerEmail: 'account_manager_email',
} as const

/** Parts of a company's address, and where each is kept. */
export const locationColumns = {
  name: 'location_name',
  country: 'country',
  region: 'region',
  state: 'state',
  district: 'district',
  city: 'city',
  postalCode: 'postal_code',
  landmark: 'landmark',
  line1: 'line1',
  line2: 'line2',
} as const

/** Parts of a billing profile, and where each is kept. */
export const billingColumns = {
  profileName: 'billing_profile_name',
  billTo: 'bill_to',
  country: 'billing_country',
  state: 'billing_state',
  city: 'billing_city',
  postalCode: 'billing_postal_code',
  line1: 'billing_line1',
  line2: 'billing_line2',
} as const

/**
 * Maps fields to columns on top of what is stored, and checks the whole as it will be: an address by its country, the
 * domain as one that can be registered, references to things that exist.
 * @throws invalid_input (422) with every problem at once
 */
export function customerColumns(fields: Fields, stored: Columns = {}): Columns {
  const columns: Columns = {
    ...(fields.name === undefined ? {} : { name: fields.name, name_key: sortKey(fields.name) }),
    ...pick(fields, plainColumns),
    ...pick(fields.location ?? {}, locationColumns),
    ...pick(fields.billing ?? {}, billingColumns),
    ...sameAsCompany(fields.billing),
  }
  const whole = { ...stored, ...columns }
  if (whole.billing_same_as_company) for (const column of billingAddressColumns) columns[column] = null
  const problems = [...addressProblems(fields, whole), ...referenceProblems(fields)]
  if (problems.length > 0) throw invalidInput(...problems)
  return normalized(columns, { ...stored, ...columns })
}

/** Columns of a trial or purchased plan; a trial has 5 licenses and lasts 30 days unless told otherwise (RI6). */
export function planColumns(plan: CustomerInput['plan'], today: Date, stored: Columns = {}): Columns {
  if (!plan) return {}
  if (plan.kind === 'purchased') return { plan_kind: 'purchased', trial_licenses: null, plan_expires_on: null }
  const expiresOn = plan.expiresOn ?? stored.plan_expires_on ?? dateAfter(today, 30)
  const unchanged = stored.plan_expires_on === expiresOn
  if (!unchanged && expiresOn < dateAfter(today, 0))
    throw invalidInput({
      path: 'plan.expiresOn',
      code: 'in_the_past',
      message: 'The last day of a trial lies in the past',
    })
  return {
    plan_kind: 'trial',
    trial_licenses: plan.trialLicenses ?? stored.trial_licenses ?? 5,
    plan_expires_on: expiresOn,
    ...(unchanged && stored.plan_kind === 'trial' ? {} : { trial_set_at: today }),
  }
}

/** Whether bills go to the company's address; an address that is sent without saying so is another one. */
function sameAsCompany(billing: Fields['billing']): Columns {
  if (billing?.sameAsCompany !== undefined) return { billing_same_as_company: billing.sameAsCompany }
  return hasAddress(billing) ? { billing_same_as_company: false } : {}
}

function hasAddress(billing: Fields['billing']): boolean {
  const { profileName: _, billTo: __, sameAsCompany: ___, ...address } = billing ?? {}
  return Object.values(address).some(Boolean)
}

/** A new customer whose bills go nowhere else gets them where the company is (MH3). */
export function withBillingAddress<Input extends Fields>(input: Input): Input {
  const { billing } = input
  if (billing?.sameAsCompany !== undefined || hasAddress(billing)) return input
  return { ...input, billing: { ...billing, sameAsCompany: true } }
}

const billingAddressColumns = [
  'billing_country',
  'billing_state',
  'billing_city',
  'billing_postal_code',
  'billing_line1',
  'billing_line2',
] as const

function pick(values: Record<string, unknown>, columns: Record<string, string>): Columns {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([field, column]) =>
      values[field] === undefined ? [] : [[column, values[field]]],
    ),
  )
}

function addressProblems(fields: Fields, whole: Columns): FieldProblem[] {
  const location = fields.location ? checkAddress(companyAddress(whole), subdivisions) : []
  const billing =
    fields.billing && !whole.billing_same_as_company ? checkAddress(billingAddress(whole), subdivisions) : []
  return [...location.map(at('location')), ...billing.map(at('billing'))]
}

function at(prefix: string) {
  return ({ path, code, message }: { path: (string | number)[]; code: string; message: string }): FieldProblem => ({
    path: [prefix, ...path].join('.'),
    code,
    message,
  })
}

function referenceProblems(fields: Fields): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (fields.domain && !isRegistrableDomain(fields.domain))
    problems.push({
      path: 'domain',
      code: 'domain_invalid',
      message: 'This is not a domain that a company can register',
    })
  for (const path of ['customerTypeId', 'partnerSubscriptionId'] as const)
    if (fields[path]) problems.push({ path, code: 'unknown_reference', message: 'There is no such choice' })
  return problems
}

function companyAddress(row: Columns) {
  const { country, region, state, district, city, landmark, line1, line2 } = row
  return { country, region, state, district, city, landmark, line1, line2, postalCode: row.postal_code }
}

function billingAddress(row: Columns) {
  return {
    country: row.billing_country,
    state: row.billing_state,
    city: row.billing_city,
    postalCode: row.billing_postal_code,
    line1: row.billing_line1,
    line2: row.billing_line2,
  }
}

function normalized(columns: Columns, whole: Columns): Columns {
  const result = { ...columns }
  const company = normalizeAddress(companyAddress(whole), subdivisions)
  const billing = normalizeAddress(billingAddress(whole), subdivisions)
  if (columns.postal_code) result.postal_code = company.postalCode ?? null
  if (columns.state) result.state = company.state ?? null
  if (columns.billing_postal_code) result.billing_postal_code = billing.postalCode ?? null
  if (columns.billing_state) result.billing_state = billing.state ?? null
  return result
}

function dateAfter(day: Date, days: number): string {
  return new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}
