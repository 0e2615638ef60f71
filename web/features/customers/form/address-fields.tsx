import { useCallback } from 'react'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { texts } from '../customers.texts.ts'
import { addressWords, isStateNeeded } from './address-words.ts'
import type { CompanyValues } from './company-values.ts'
import { bindChoice, bindText, type FormPart } from './form-part.ts'
import { findCountries, OptionSelect } from './option-select.tsx'
import { countryOptions } from './options.ts'
import { StateField } from './state-field.tsx'
import { useSubdivisions } from './use-subdivisions.ts'

const words = texts.address

/** The address and name of a company's location. */
export function LocationFields({ part }: { part: FormPart<CompanyValues> }) {
  const text = bindText(part)
  const { location } = part.values
  const labels = addressWords(location.country)
  return (
    <FieldGrid>
      <TextField label={words.name} placeholder={words.namePlaceholder} maxLength={255} {...text('location.name')} />
      <CountryField part={part} group="location" />
      <StateField part={part} group="location" isRequired={isStateNeeded(location)} />
      <TextField label={words.region} placeholder={words.regionPlaceholder} {...text('location.region')} />
      <TextField label={words.district} placeholder={words.districtPlaceholder} {...text('location.district')} />
      <TextField label={labels.city} placeholder={words.cityPlaceholder} {...text('location.city')} />
      <TextField label={labels.postalCode} autoComplete="off" {...text('location.postalCode')} />
      <TextField label={words.landmark} placeholder={words.landmarkPlaceholder} {...text('location.landmark')} />
      <TextField label={words.line1} placeholder={words.line1Placeholder} {...text('location.line1')} />
      <TextField label={words.line2} placeholder={words.line2Placeholder} {...text('location.line2')} />
    </FieldGrid>
  )
}

/** The address that invoices carry where it is another one than the company's. */
export function BillingAddressFields({ part }: { part: FormPart<CompanyValues> }) {
  const text = bindText(part)
  const { billing } = part.values
  const labels = addressWords(billing.country)
  return (
    <FieldGrid>
      <CountryField part={part} group="billing" />
      <StateField part={part} group="billing" isRequired={isStateNeeded(billing)} />
      <TextField label={labels.city} {...text('billing.city')} />
      <TextField label={labels.postalCode} autoComplete="off" {...text('billing.postalCode')} />
      <TextField label={words.line1} {...text('billing.line1')} />
      <TextField label={words.line2} {...text('billing.line2')} />
    </FieldGrid>
  )
}

/** The country; a state that does not belong to the new one goes. */
function CountryField({ part, group }: { part: FormPart<CompanyValues>; group: 'location' | 'billing' }) {
  const { subdivisions } = useSubdivisions(part.values[group].state !== '')
  const bound = bindChoice(part)(`${group}.country`)
  const { update } = part
  const choose = useCallback(
    (choice: string | null) => {
      const country = choice ?? ''
      update((values) => {
        const own = values[group]
        const keepsState = subdivisions?.isSubdivision(country, own.state) ?? false
        return { ...values, [group]: { ...own, country, state: keepsState ? own.state : '' } }
      })
    },
    [update, group, subdivisions],
  )
  return (
    <OptionSelect
      label={words.country}
      placeholder={words.countryPlaceholder}
      data={countryOptions()}
      filter={findCountries}
      {...bound}
      onChange={choose}
    />
  )
}
