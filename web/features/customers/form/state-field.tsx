import { useMemo } from 'react'
import { TextField } from '../../../ui/text-field.tsx'
import { formTexts } from '../form.texts.ts'
import { addressWords } from './address-words.ts'
import type { Option } from './country-options.ts'
import { bindChoice, bindText, type FormPart, type FormValues, type TextPath } from './form-part.ts'
import { OptionSelect } from './option-select.tsx'
import { withValue } from './options.ts'
import { useSubdivisions } from './use-subdivisions.ts'

const words = formTexts.address

/** What the choice of a state needs of an address in a form. */
export type AddressValues = FormValues & { country: string; state: string }

/** The state, chosen from the country's; typed where the country has none that are listed. */
export function StateField<Address extends AddressValues>(props: { part: FormPart<Address>; isRequired: boolean }) {
  const { part } = props
  const path = 'state' as TextPath<Address>
  const { country } = part.values
  const { subdivisions, isFailed } = useSubdivisions(country !== '')
  const options = useMemo<Option[]>(
    () =>
      (subdivisions?.listSubdivisions(country) ?? []).map(({ code, name }) => ({
        value: code,
        label: name,
        // As it is written in addresses: NY.
        names: [code.slice(code.indexOf('-') + 1)],
      })),
    [subdivisions, country],
  )
  const label = addressWords(country).state
  if (country !== '' && (isFailed || subdivisions?.hasSubdivisions(country) === false))
    return <TextField label={label} {...markWith(props.isRequired)} {...bindText(part)(path)} />
  const bound = bindChoice(part)(path)
  return (
    <OptionSelect
      label={label}
      {...markWith(props.isRequired)}
      among={country}
      disabled={country === ''}
      placeholder={country === '' ? words.stateNeedsCountry : subdivisions ? '' : words.stateLoading}
      data={subdivisions ? withValue(options, bound.value ?? '') : []}
      {...bound}
    />
  )
}

/** The mark for what the rest of the address demands; without it, the mark of what the provider demands shows. */
const markWith = (isRequired: boolean): { withAsterisk?: true } => (isRequired ? { withAsterisk: true } : {})
