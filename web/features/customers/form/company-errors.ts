import { CustomerPatch } from '@tenantry/contract/customers.ts'
import { type AddressToCheck, checkAddress, type SubdivisionLookup } from '@tenantry/contract/fields/address.ts'
import { type FieldErrors, schemaErrors } from '../../../platform/zod-form.ts'
import { formTexts } from '../form.texts.ts'
import { type CompanyValues, toCompanyInput } from './company-values.ts'
import { atCountryCodes } from './phone-errors.ts'

const words = formTexts.company

/**
 * What keeps the details of a company from being stored, by the path of the field in the form.
 * @param lookup the list of states; while it has not come, whether a state belongs to its country is not checked
 */
export function companyErrors(values: CompanyValues, lookup?: SubdivisionLookup): FieldErrors {
  const input = toCompanyInput(values)
  const errors = {
    ...(values.billing.sameAsCompany ? {} : addressErrors('billing', values.billing, lookup)),
    ...addressErrors('location', values.location, lookup),
    ...(input.name ? {} : { name: words.nameMissing }),
    ...(input.code ? {} : { code: words.codeMissing }),
    ...toFormPaths(schemaErrors(CustomerPatch, input), values),
  }
  return atCountryCodes(errors, values)
}

/**
 * Errors by the paths of the request, moved to where the form shows them. A state that is missing is given by choosing
 * a country first.
 */
export function toFormPaths(errors: FieldErrors, values: CompanyValues): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => {
      const [group, part] = path.split('.')
      const isStateOf = part === 'state' && (group === 'location' || group === 'billing') ? group : null
      if (isStateOf && values[isStateOf].country === '')
        return [`${isStateOf}.country`, formTexts.address.countryForState]
      if (group === 'tagIds') return ['tags', message]
      return [path === 'phone' ? 'phone.number' : path, message]
    }),
  )
}

/** What is wrong with an address as a whole, by the paths of its fields below its group in the form. */
export function addressErrors(
  group: string,
  address: Record<string, string | boolean>,
  lookup?: SubdivisionLookup,
): FieldErrors {
  const texts = Object.entries(address).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : null])
  const problems = checkAddress(Object.fromEntries(texts) as AddressToCheck, lookup)
  return Object.fromEntries(problems.map(({ path, message }) => [`${group}.${path[0]}`, message]))
}
