import { useEffect, useRef, useState } from 'react'
import { emailInput } from '../../../ui/email-input.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { AddButton } from '../form/add-button.tsx'
import { bindText, type FormPart, stableHandler } from '../form/form-part.ts'
import { NumberField, type PhoneValues } from '../form/number-field.tsx'
import { texts } from './people.texts.ts'
import type { PersonValues } from './people-values.ts'

const words = texts.person
const phoneLabels = { country: words.phoneCountry, number: words.phone, extension: words.phoneExtension }
const faxLabels = { country: words.faxCountry, number: words.fax, extension: words.faxExtension }

/** Who it is and how to reach them. */
export function PersonFields({ part }: { part: FormPart<PersonValues> }) {
  const text = bindText(part)
  return (
    <>
      <FieldGrid>
        <TextField label={words.firstName} autoComplete="off" {...text('firstName')} />
        <TextField label={words.lastName} autoComplete="off" {...text('lastName')} />
      </FieldGrid>
      <TextField label={words.email} {...emailInput} autoComplete="off" {...text('email')} />
      <NumberField
        labels={phoneLabels}
        value={part.values.phone}
        countryError={part.errors['phone.country']}
        number={text('phone.number')}
        extension={text('phoneExtension')}
        onChange={setNumber(part, 'phone')}
      />
      <FaxField part={part} />
    </>
  )
}

/** Few have a fax: its fields come when they are asked for or have something to show, and stay then. */
function FaxField({ part }: { part: FormPart<PersonValues> }) {
  const text = bindText(part)
  const [isShown, setShown] = useState(false)
  const asked = useRef<HTMLDivElement>(null)
  const isAsked = useRef(false)
  useEffect(() => {
    if (isShown && isAsked.current) asked.current?.querySelector<HTMLInputElement>('input[type=tel]')?.focus()
  }, [isShown])
  if (!isShown && hasFax(part)) setShown(true)
  if (!isShown)
    return (
      <AddButton
        label={words.addFax}
        onClick={() => {
          isAsked.current = true
          setShown(true)
        }}
      />
    )
  return (
    <div ref={asked}>
      <NumberField
        labels={faxLabels}
        value={part.values.fax}
        countryError={part.errors['fax.country']}
        number={text('fax.number')}
        extension={text('faxExtension')}
        onChange={setNumber(part, 'fax')}
      />
    </div>
  )
}

function setNumber({ update }: FormPart<PersonValues>, name: 'phone' | 'fax') {
  return stableHandler(update, name, () => (number: PhoneValues) => update((now) => ({ ...now, [name]: number })))
}

function hasFax({ values, errors, required }: FormPart<PersonValues>): boolean {
  const paths = ['fax.number', 'faxExtension']
  const isFilled = values.fax.number !== '' || values.faxExtension !== ''
  return isFilled || paths.some((path) => errors[path] !== undefined || required?.has(path))
}
