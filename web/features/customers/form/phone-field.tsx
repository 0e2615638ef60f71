import { TextInput } from '@mantine/core'
import { callingCode, splitPhone } from '@tenantry/contract/fields/phones.ts'
import { texts } from '../customers.texts.ts'
import type { CompanyValues } from './company-values.ts'
import classes from './form.module.css'
import { bindText, type FormPart } from './form-part.ts'
import { OptionSelect } from './option-select.tsx'
import { phoneOptions } from './phone-options.ts'

const words = texts.company

/** A phone number beside the country it belongs to. A pasted number with a + chooses its country by itself. */
export function PhoneField({ part }: { part: FormPart<CompanyValues> }) {
  const { country, number } = part.values.phone
  const text = bindText(part)
  const setPhone = (phone: CompanyValues['phone']) => part.update((values) => ({ ...values, phone }))
  const takeApart = () => {
    const split = number.trim().startsWith('+') ? splitPhone(number) : null
    if (split?.country) setPhone({ country: split.country, number: split.nationalNumber })
  }
  const code = callingCode(country)
  return (
    <div className={classes.phone}>
      <OptionSelect
        label={words.phoneCountry}
        data={phoneOptions()}
        clearable={false}
        value={country || null}
        onChange={(choice) => setPhone({ country: choice ?? '', number })}
      />
      <TextInput
        label={words.phone}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        leftSection={
          code === null || number.trim().startsWith('+') ? null : <span className={classes.dial}>+{code}</span>
        }
        leftSectionWidth={code === null || number.trim().startsWith('+') ? undefined : 22 + code.length * 9}
        {...text('phone.number')}
        onBlur={takeApart}
      />
      <TextInput label={words.phoneExtension} inputMode="numeric" autoComplete="off" {...text('phoneExtension')} />
    </div>
  )
}
