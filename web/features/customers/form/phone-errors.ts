import { callingCode } from '@tenantry/contract/fields/phones.ts'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import { formTexts } from '../form.texts.ts'
import { type FormValues, readPath } from './form-part.ts'

/** As short as a number can be. */
const fewestDigits = 3

/**
 * The errors of a form, those of numbers that lack their country moved to the field that chooses it; what can be no number
 * in any country is told so as well.
 */
export function atCountryCodes(errors: FieldErrors, values: FormValues): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) => {
      const country = path.replace(/\.number$/, '.country')
      const number = String(readPath(values, path))
      // Where a browser tells no country, or one without a calling code, none is shown as chosen.
      const lacksCountry =
        country !== path && callingCode(String(readPath(values, country))) === null && !/^\s*(\+|00)/.test(number)
      if (!lacksCountry) return [[path, message]]
      const missing = [country, formTexts.company.phoneCountryMissing]
      const isNone = number.replace(/\P{Nd}/gu, '').length < fewestDigits
      return isNone ? [missing, [path, formTexts.company.phoneNone]] : [missing]
    }),
  )
}
