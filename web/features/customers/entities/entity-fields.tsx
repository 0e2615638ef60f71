import { Button, Select } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { entityKinds } from '@tenantry/contract/entity-list.ts'
import { useState } from 'react'
import { emailInput } from '../../../ui/email-input.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { LocationFields } from '../form/address-fields.tsx'
import { FieldGroup } from '../form/field-group.tsx'
import { bindText, type FormPart, hintBelow, partOf, stableHandler } from '../form/form-part.ts'
import type { KnownLocation } from '../form/location-values.ts'
import { NumberField, type PhoneValues } from '../form/number-field.tsx'
import classes from './entities.module.css'
import { texts } from './entities.texts.ts'
import { type EntityValues, hasAddress, kindOf, withAddress, withFollowedPhone } from './entity-values.ts'

const words = texts.fields
const kinds = entityKinds.map((value) => ({ value, label: texts.kinds[value] }))
const phoneLabels = { country: words.phoneCountry, number: words.phone, extension: words.phoneExtension }

/** The name of an entity, as the first field of its form. @param props.isFixed it is read only */
export function NameField(props: { part: FormPart<EntityValues>; hasFocus?: boolean; isFixed?: boolean }) {
  const { part, hasFocus, isFixed } = props
  return (
    <TextField
      {...(isFixed ? { ...hintBelow, readOnly: true, description: words.nameFixed } : {})}
      label={words.name}
      placeholder={words.namePlaceholder}
      required
      autoComplete="off"
      data-autofocus={hasFocus || undefined}
      {...bindText(part)('name')}
    />
  )
}

/** What the entity is to its customer. */
export function KindField({ part }: { part: FormPart<EntityValues> }) {
  return (
    <Select
      {...hintBelow}
      label={words.kind}
      name="kind"
      data={kinds}
      withScrollArea={false}
      value={part.values.kind}
      error={part.errors.kind}
      onChange={stableHandler(
        part.update,
        'kind',
        () => (value: string | null) => part.update((now) => ({ ...now, kind: kindOf(value) })),
      )}
    />
  )
}

/** Code, contact and location. */
export function EntityDetails(props: { part: FormPart<EntityValues>; companyAddress: KnownLocation }) {
  const part = withFollowingPhone(props.part)
  return (
    <div>
      <FieldGroup title={words.contact} hint={words.contactHint}>
        <ContactFields part={partOf(part, 'contact')} />
      </FieldGroup>
      <FieldGroup title={words.location} hint={words.locationHint}>
        <SameAddress part={part} companyAddress={props.companyAddress} />
        <LocationFields part={partOf(part, 'location')} />
      </FieldGroup>
    </div>
  )
}

function withFollowingPhone(part: FormPart<EntityValues>): FormPart<EntityValues> {
  const { update } = part
  return {
    ...part,
    update: stableHandler(
      update,
      'following phone',
      (): typeof update => (change) => update((now) => withFollowedPhone(now, change(now))),
    ),
  }
}

/** A short name of one's own. */
export function CodeField({ part }: { part: FormPart<EntityValues> }) {
  return (
    <TextField
      label={words.code}
      description={words.codeHint}
      placeholder={words.codePlaceholder}
      autoComplete="off"
      {...bindText(part)('code')}
    />
  )
}

function ContactFields({ part }: { part: FormPart<EntityValues['contact']> }) {
  const text = bindText(part)
  return (
    <>
      <FieldGrid>
        <TextField label={words.firstName} autoComplete="off" {...text('firstName')} />
        <TextField label={words.lastName} autoComplete="off" {...text('lastName')} />
        <TextField label={words.email} {...emailInput} autoComplete="off" {...text('email')} />
      </FieldGrid>
      <NumberField
        labels={phoneLabels}
        value={part.values.phone}
        countryError={part.errors['phone.country']}
        number={text('phone.number')}
        extension={text('phoneExtension')}
        onChange={stableHandler(
          part.update,
          'phone',
          () => (phone: PhoneValues) => part.update((now) => ({ ...now, phone })),
        )}
      />
    </>
  )
}

/** Copies the company's address, so that nobody types it twice. */
function SameAddress({ part, companyAddress }: { part: FormPart<EntityValues>; companyAddress: KnownLocation }) {
  const [isTaken, setTaken] = useState(false)
  const isKnown = hasAddress(companyAddress)
  return (
    <div className={classes.sameAddress}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconCopy size={14} stroke={1.8} aria-hidden />}
        disabled={!isKnown}
        onClick={() => {
          part.update((now) => ({ ...now, location: withAddress(now.location, companyAddress) }))
          setTaken(true)
        }}
      >
        {words.sameAddress}
      </Button>
      <span className={classes.note} role="status">
        {isKnown ? isTaken && words.addressTaken : words.noAddress}
      </span>
    </div>
  )
}
