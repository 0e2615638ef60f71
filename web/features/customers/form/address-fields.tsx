import { postalCodeExample } from '@tenantry/contract/fields/postal-codes.ts'
import { useCallback } from 'react'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { formTexts } from '../form.texts.ts'
import { addressExamples, addressWords, isStateNeeded } from './address-words.ts'
import type { CompanyValues } from './company-values.ts'
import { countryOptions } from './country-options.ts'
import { otherNamesOf } from './country-words.ts'
import { bindChoice, bindText, type FormPart, type TextPath } from './form-part.ts'
import type { LocationValues } from './location-values.ts'
import { OptionSelect } from './option-select.tsx'
import { type AddressValues, StateField } from './state-field.tsx'
import { useSubdivisions } from './use-subdivisions.ts'

const words = formTexts.address

/** The address and name of the location of a company or of a part of one. */
export function LocationFields({ part }: { part: FormPart<LocationValues> }) {
  const text = bindText(part)
  const labels = addressWords(part.values.country)
  const examples = addressExamples(part.values.country)
  return (
    <FieldGrid>
      <TextField label={words.name} placeholder={words.namePlaceholder} {...text('name')} />
      <CountryField part={part} />
      <StateField part={part} isRequired={isStateNeeded(part.values)} />
      <TextField label={labels.region} placeholder={examples.region} {...text('region')} />
      <TextField label={labels.district} placeholder={examples.district} {...text('district')} />
      <TextField label={labels.city} placeholder={examples.city} {...text('city')} />
      <TextField
        label={labels.postalCode}
        placeholder={postalCodeExample(part.values.country) ?? undefined}
        autoComplete="off"
        {...text('postalCode')}
      />
      <TextField label={words.landmark} placeholder={examples.landmark} {...text('landmark')} />
      <TextField label={words.line1} placeholder={examples.line1} {...text('line1')} />
      <TextField label={words.line2} placeholder={examples.line2} {...text('line2')} />
    </FieldGrid>
  )
}

/** The address that invoices carry where it is another one than the company's. */
export function BillingAddressFields({ part }: { part: FormPart<CompanyValues['billing']> }) {
  const text = bindText(part)
  const labels = addressWords(part.values.country)
  return (
    <FieldGrid>
      <CountryField part={part} />
      <StateField part={part} isRequired={isStateNeeded(part.values)} />
      <TextField label={labels.city} {...text('city')} />
      <TextField
        label={labels.postalCode}
        placeholder={postalCodeExample(part.values.country) ?? undefined}
        autoComplete="off"
        {...text('postalCode')}
      />
      <TextField label={words.line1} {...text('line1')} />
      <TextField label={words.line2} {...text('line2')} />
    </FieldGrid>
  )
}

/** The country; a state that does not belong to the new one goes. */
function CountryField<Address extends AddressValues>({ part }: { part: FormPart<Address> }) {
  const { subdivisions } = useSubdivisions(part.values.state !== '')
  const bound = bindChoice(part)('country' as TextPath<Address>)
  const { update } = part
  const choose = useCallback(
    (choice: string | null) => {
      const country = choice ?? ''
      update((own) => {
        const keepsState = subdivisions?.isSubdivision(country, own.state) ?? false
        return { ...own, country, state: keepsState ? own.state : '' }
      })
    },
    [update, subdivisions],
  )
  return (
    <OptionSelect
      label={words.country}
      placeholder={words.countryPlaceholder}
      data={countryOptions()}
      namesOf={otherNamesOf}
      {...bound}
      onChange={choose}
    />
  )
}
