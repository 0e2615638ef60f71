import { callingCode } from '@tenantry/contract/fields/phones.ts'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import { formTexts } from '../form.texts.ts'
import { type FormValues, readPath } from './form-part.ts'

/** The errors of a form, those of numbers that lack nothing but their country moved to the field that chooses it. */
export function atCountryCodes(errors: FieldErrors, values: FormValues): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => {
      const country = path.replace(/\.number$/, '.country')
      // Where a browser tells no country, or one without a calling code, none is shown as chosen.
      const lacksCountry =
        country !== path &&
        callingCode(String(readPath(values, country))) === null &&
        !/^\s*(\+|00)/.test(String(readPath(values, path)))
      return lacksCountry ? [country, formTexts.company.phoneCountryMissing] : [path, message]
    }),
  )
}
