import { IconCheck } from '@tabler/icons-react'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { usePermission } from '../../../platform/session.tsx'
import { emailInput } from '../../../ui/email-input.ts'
import { TextField } from '../../../ui/text-field.tsx'
import type { PickedFor } from '../../users/public.ts'
import { FieldGroup } from '../form/field-group.tsx'
import { bindText, type FormPart, partOf } from '../form/form-part.ts'
import { AdministratorFields } from './administrator.tsx'
import { BillingContact } from './billing-contact.tsx'
import { OtherContacts } from './other-contacts.tsx'
import classes from './people.module.css'
import { texts } from './people.texts.ts'
import type { PeopleValues } from './people-values.ts'
import { PrimaryContact } from './primary-contact.tsx'
import { SalesRepresentatives } from './sales-representatives.tsx'
import { Technicians } from './technicians.tsx'

const words = texts.team

/**
 * The people of a new customer: its contacts, its first user, and those who look after it and sell to it. Several
 * customers have no first user in common.
 */
export function NewPeopleFields(props: {
  part: FormPart<PeopleValues>
  /** The name of whoever adds the customer; null where it is one of many that are yet to be added. */
  creator: string | null
  type: OrganizationType
  parentId: string | undefined
}) {
  const { part, creator } = props
  const pickedFor = { assignableBelow: props.parentId }
  return (
    <div>
      <PrimaryContact part={part} mayHaveRoles={creator !== null} />
      <BillingContact part={part} />
      {creator !== null && <AdministratorFields part={part} type={props.type} />}
      <FurtherContacts part={part} />
      <Team part={part} pickedFor={pickedFor} {...(creator === null ? {} : { creator })} />
      <Sales part={part} pickedFor={pickedFor} />
    </div>
  )
}

/**
 * The people of a customer that exists. Its administrator was named when it was created.
 * @param hasTeam shows who looks after it, which the customer's own users do not see
 */
export function PeopleFields(props: { part: FormPart<PeopleValues>; customerId: string; hasTeam: boolean }) {
  const { part } = props
  const pickedFor = { assignableTo: props.customerId }
  return (
    <div>
      <PrimaryContact part={part} mayHaveRoles={false} />
      <BillingContact part={part} />
      <FurtherContacts part={part} />
      {props.hasTeam && <Team part={part} pickedFor={pickedFor} />}
      <Sales part={part} pickedFor={pickedFor} />
    </div>
  )
}

function FurtherContacts({ part }: { part: FormPart<PeopleValues> }) {
  const { phoneCountry } = part.values
  return (
    <OtherContacts
      part={partOf(part, 'others')}
      problem={part.errors.others}
      isRequired={part.required?.has('others')}
      phoneCountry={phoneCountry}
    />
  )
}

function Sales({ part, pickedFor }: { part: FormPart<PeopleValues>; pickedFor: PickedFor }) {
  const { phoneCountry } = part.values
  return (
    <SalesRepresentatives
      part={partOf(part, 'salesRepresentatives')}
      problem={part.errors.salesRepresentatives}
      isRequired={part.required?.has('salesRepresentatives')}
      phoneCountry={phoneCountry}
      pickedFor={pickedFor}
    />
  )
}

function Team(props: { part: FormPart<PeopleValues>; pickedFor: PickedFor; creator?: string }) {
  const { part, creator } = props
  const maySeeUsers = usePermission('users.read')
  const text = bindText(part)
  return (
    <FieldGroup title={words.title} hint={words.hint}>
      {maySeeUsers && <Technicians part={part} pickedFor={props.pickedFor} />}
      {creator !== undefined && (
        <p className={classes.inReach}>
          <IconCheck size={15} stroke={2.2} aria-hidden />
          {words.inReach(creator)}
        </p>
      )}
      <TextField
        label={words.accountManager}
        description={words.accountManagerHint}
        placeholder={words.accountManagerPlaceholder}
        {...emailInput}
        autoComplete="off"
        {...text('accountManagerEmail')}
      />
    </FieldGroup>
  )
}
