/**
 * Addresses: their fields, and the checks that need several fields at once. The checks are a function beside the schemas,
 * because a PATCH carries only what changes: they have to run on the address as it will be stored.
 */
import { z } from 'zod'
import { addressLabels, isStateRequired } from './address-rules.ts'
import { clearable } from './clearable.ts'
import { countryCode } from './countries.ts'
import { coded } from './issues.ts'
import { directionOverride, isInOrder, shortText } from './names.ts'
import { isPostalCode, normalizePostalCode, postalCode, postalCodeExample } from './postal-codes.ts'

/** What is asked of the list of subdivisions; the module subdivisions.ts satisfies it. */
export type SubdivisionLookup = {
  hasSubdivisions: (country: string) => boolean
  /** The code that a code in any case, or its last part, stands for; null for anything else. */
  subdivisionCode: (country: string, text: string) => string | null
  /** The same, and of a name. */
  resolveSubdivision: (country: string, text: string) => string | null
  listSubdivisions: (country: string) => { code: string }[]
}

/** The parts of an address that are checked together, as stored or as typed. */
export type AddressToCheck = Partial<
  Record<
    'country' | 'region' | 'state' | 'district' | 'city' | 'postalCode' | 'landmark' | 'line1' | 'line2',
    string | null
  >
>

/** A problem of an address: the field, a code for programs, a sentence for people. */
export type AddressProblem = {
  path: ['country' | 'state' | 'postalCode']
  code: 'country_required' | 'state_required' | 'state_unknown' | 'postal_code_invalid'
  message: string
}

const state = clearable(
  z
    .string()
    .trim()
    .refine((text) => text.length <= 100 && !/[\p{Cc}\p{Cs}]/u.test(text), coded('state_unknown', 'Unknown state'))
    .refine(isInOrder, directionOverride)
    .meta({
      description: 'ISO 3166-2 code of the state, province or the like; us-ny and NY are stored as US-NY',
      examples: ['US-NY'],
      maxLength: 100,
    }),
)

const city = shortText(100, { description: 'City', examples: ['New York'] })
const line1 = shortText(255, {
  description: 'Flat, house number, building, company',
  examples: ['1095 Avenue of the Americas'],
})
const line2 = shortText(255, { description: 'Area, colony, street, sector, village', examples: ['Midtown Manhattan'] })

/** The location of a customer or an entity: its name and its address, every field optional; see {@link checkAddress}. */
export const location = z.strictObject({
  name: shortText(255, { description: 'Name of the location', examples: ['Airtel Corporate HQ'] }),
  country: countryCode,
  region: shortText(100, { description: 'Region of the world or of the country', examples: ['North America'] }),
  state,
  district: shortText(100, { description: 'District or county', examples: ['New York County'] }),
  city,
  postalCode,
  landmark: shortText(255, { description: 'A point nearby to find it by', examples: ['Near Bryant Park'] }),
  line1,
  line2,
})

/** The address that invoices carry, every field optional; see {@link checkAddress}. */
export const billingAddress = z.strictObject({ country: countryCode, state, city, postalCode, line1, line2 })

/** Fields that make a state necessary. Not the location's name, which is a label; nor the state itself. */
const fieldsNeedingState = ['region', 'district', 'city', 'postalCode', 'landmark', 'line1', 'line2'] as const

function findStateProblem(address: AddressToCheck, lookup?: SubdivisionLookup): AddressProblem | null {
  const { country } = address
  if (!country) {
    return address.state
      ? { path: ['country'], code: 'country_required', message: 'Choose the country of this state' }
      : null
  }
  const label = addressLabels(country).state
  if (!address.state) {
    const isNeeded = isStateRequired(country) && fieldsNeedingState.some((field) => address[field])
    return isNeeded ? { path: ['state'], code: 'state_required', message: `${label} is needed in this country` } : null
  }
  if (!lookup?.hasSubdivisions(country) || lookup.subdivisionCode(country, address.state)) return null
  const meant = lookup.resolveSubdivision(country, address.state)
  const message = meant
    ? `${label} is written as its code: ${meant}`
    : `${label} does not belong to this country, whose codes are like ${lookup.listSubdivisions(country)[0]?.code}`
  return { path: ['state'], code: 'state_unknown', message }
}

/**
 * Checks an address as a whole, as it will be stored. A state is needed once any other field than the country is filled
 * and the country's postal address needs one; it has to belong to the country; the postal code has to fit the country.
 * Country and state alone are enough. Where ISO lists no subdivisions, any text may stand as state.
 * @param lookup the list of subdivisions; without it (not loaded yet), whether a state belongs is not checked
 */
export function checkAddress(address: AddressToCheck, lookup?: SubdivisionLookup): AddressProblem[] {
  const problem = findStateProblem(address, lookup)
  const problems = problem ? [problem] : []
  if (address.country && address.postalCode && !isPostalCode(address.postalCode, address.country)) {
    const example = postalCodeExample(address.country)
    const label = addressLabels(address.country).postalCode
    const message = `${label} does not fit the country${example === null ? '' : `, whose codes are like ${example}`}`
    problems.push({ path: ['postalCode'], code: 'postal_code_invalid', message })
  }
  return problems
}

/**
 * The address with its postal code written as its country writes it, and with the whole code of its state where that was
 * written small or without its country; changes nothing else.
 */
export function normalizeAddress<A extends AddressToCheck>(address: A, lookup?: SubdivisionLookup): A {
  const { country, state, postalCode } = address
  const code = country && state ? lookup?.subdivisionCode(country, state) : null
  return {
    ...address,
    ...(code ? { state: code } : {}),
    ...(postalCode ? { postalCode: normalizePostalCode(postalCode, country) } : {}),
  }
}

/** A location that is sent as a whole, with {@link checkAddress} built in; its issues carry `params.code`. */
export function completeLocation(lookup?: SubdivisionLookup) {
  return location.superRefine((address, context) => {
    for (const { path, code, message } of checkAddress(address, lookup)) {
      context.addIssue({ code: 'custom', path, message, params: { code } })
    }
  })
}
