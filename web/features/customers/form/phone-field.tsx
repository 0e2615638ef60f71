import { formTexts } from '../form.texts.ts'
import type { CompanyValues } from './company-values.ts'
import { bindText, type FormPart, stableHandler } from './form-part.ts'
import { NumberField, type PhoneValues } from './number-field.tsx'

const words = formTexts.company
const labels = { country: words.phoneCountry, number: words.phone, extension: words.phoneExtension }

/** The phone number of a company. */
export function PhoneField({ part }: { part: FormPart<CompanyValues> }) {
  const { update } = part
  const text = bindText(part)
  const change = (phone: PhoneValues) => update((values) => ({ ...values, phone }))
  return (
    <NumberField
      labels={labels}
      value={part.values.phone}
      countryError={part.errors['phone.country']}
      number={text('phone.number')}
      extension={text('phoneExtension')}
      onChange={stableHandler(update, 'phone', () => change)}
    />
  )
}
