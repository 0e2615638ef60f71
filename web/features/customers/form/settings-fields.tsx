import type { Customer } from '@tenantry/contract/customers.ts'
import { currencyName } from '@tenantry/contract/fields/currencies.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { formTexts } from '../form.texts.ts'
import type { CompanyValues } from './company-values.ts'
import { bindChoice, type FormPart } from './form-part.ts'
import { OptionSelect } from './option-select.tsx'
import { currencyOptions, localeName, localeOptions, timeZoneOptions, withValue } from './options.ts'

const words = formTexts.company

type Inherited = Customer['inherited'] | undefined

/** Settings that follow the organization above until they are set here; what holds then is shown in their place. */
export function SettingsFields({ part, inherited }: { part: FormPart<CompanyValues>; inherited: Inherited }) {
  const choice = bindChoice(part)
  const { timeZone, locale, currency } = part.values
  const shown = (name: keyof NonNullable<Inherited>, wordsOf: (value: string) => string) => {
    const value = inherited?.[name].value
    return value === undefined ? words.inheritedUnknown : words.inherited(wordsOf(value))
  }
  return (
    <FieldGrid>
      <OptionSelect
        label={words.timeZone}
        data={withValue(timeZoneOptions(), timeZone)}
        placeholder={shown('timeZone', (value) => value.replaceAll('_', ' '))}
        {...choice('timeZone')}
      />
      <OptionSelect
        label={words.locale}
        data={withValue(localeOptions(), locale, localeName)}
        placeholder={shown('locale', localeName)}
        {...choice('locale')}
      />
      <OptionSelect
        label={words.currency}
        data={withValue(currencyOptions(), currency)}
        placeholder={shown('currency', (value) => `${value} · ${currencyName(value)}`)}
        {...choice('currency')}
      />
    </FieldGrid>
  )
}
