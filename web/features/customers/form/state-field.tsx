import { useMemo } from 'react'
import { TextField } from '../../../ui/text-field.tsx'
import { texts } from '../customers.texts.ts'
import { addressWords } from './address-words.ts'
import type { CompanyValues } from './company-values.ts'
import { bindChoice, bindText, type FormPart } from './form-part.ts'
import { OptionSelect } from './option-select.tsx'
import { type Option, withValue } from './options.ts'
import { useSubdivisions } from './use-subdivisions.ts'

const words = texts.address

/** The state, chosen from the country's; typed where the country has none that are listed. */
export function StateField(props: {
  part: FormPart<CompanyValues>
  group: 'location' | 'billing'
  isRequired: boolean
}) {
  const { part, group } = props
  const { country } = part.values[group]
  const { subdivisions, isFailed } = useSubdivisions(country !== '')
  const options = useMemo<Option[]>(
    () => (subdivisions?.listSubdivisions(country) ?? []).map(({ code, name }) => ({ value: code, label: name })),
    [subdivisions, country],
  )
  const label = addressWords(country).state
  if (country !== '' && (isFailed || subdivisions?.hasSubdivisions(country) === false))
    return <TextField label={label} withAsterisk={props.isRequired} {...bindText(part)(`${group}.state`)} />
  const bound = bindChoice(part)(`${group}.state`)
  return (
    <OptionSelect
      label={label}
      withAsterisk={props.isRequired}
      disabled={country === ''}
      placeholder={country === '' ? words.stateNeedsCountry : subdivisions ? '' : words.stateLoading}
      data={subdivisions ? withValue(options, bound.value ?? '') : []}
      {...bound}
    />
  )
}
