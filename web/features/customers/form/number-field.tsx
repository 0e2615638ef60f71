import { callingCode, splitPhone } from '@tenantry/contract/fields/phones.ts'
import { type ChangeEvent, type ReactNode, useCallback } from 'react'
import { TextField } from '../../../ui/text-field.tsx'
import { otherNamesOf } from './country-words.ts'
import classes from './form.module.css'
import { hintBelow } from './form-part.ts'
import { OptionSelect } from './option-select.tsx'
import { phoneOptions } from './phone-options.ts'

/** A number as a form holds it: the country whose code it has, and the rest as typed. */
export type PhoneValues = { country: string; number: string }

/** What binds a text input, as `bindText` makes it. */
type BoundText = {
  name: string
  value: string
  error: ReactNode
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

/**
 * A phone or fax number beside the country it belongs to. A pasted number with a + chooses its country by itself.
 * @param labels the words of the country, the number and the extension; without words for it there is no extension
 */
export function NumberField(props: {
  labels: { country: string; number: string; extension?: string }
  value: PhoneValues
  countryError: string | undefined
  number: BoundText
  extension?: BoundText
  onChange: (value: PhoneValues) => void
}) {
  const { labels, extension, onChange } = props
  const { country, number } = props.value
  const takeApart = () => {
    const split = number.trim().startsWith('+') ? splitPhone(number) : null
    if (split?.country) onChange({ country: split.country, number: split.nationalNumber })
  }
  const chooseCountry = useCallback(
    (choice: string | null) => onChange({ country: choice ?? '', number }),
    [onChange, number],
  )
  const code = number.trim().startsWith('+') ? null : callingCode(country)
  return (
    <div className={classes.phone} data-extended={extension !== undefined || undefined}>
      <OptionSelect
        {...hintBelow}
        label={labels.country}
        data={phoneOptions()}
        namesOf={otherNamesOf}
        clearable={false}
        value={country || null}
        error={props.countryError}
        onChange={chooseCountry}
      />
      <TextField
        label={labels.number}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        leftSection={code === null ? null : <span className={classes.dial}>+{code}</span>}
        leftSectionWidth={code === null ? undefined : 22 + code.length * 9}
        {...props.number}
        onBlur={takeApart}
      />
      {extension && <TextField label={labels.extension} inputMode="numeric" autoComplete="off" {...extension} />}
    </div>
  )
}
