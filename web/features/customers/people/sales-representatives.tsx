import { Autocomplete } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { mostRepresentatives } from '@tenantry/contract/contacts.ts'
import { usePermission } from '../../../platform/session.tsx'
import { emailInput } from '../../../ui/email-input.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { type PickedFor, renderUser, userSearchQuery } from '../../users/public.ts'
import { bindText, type FormPart, hintBelow, stableHandler } from '../form/form-part.ts'
import type { KeyedList } from '../form/keyed-list.ts'
import { NumberField, type PhoneValues } from '../form/number-field.tsx'
import { type ItemProps, ListField } from './list-field.tsx'
import { ListItem } from './list-item.tsx'
import { texts } from './people.texts.ts'
import { emptyRepresentative, type RepresentativeValues } from './people-values.ts'

const words = texts.sales
const phoneLabels = { country: texts.person.phoneCountry, number: texts.person.phone }

/** None to three of those who sell to the customer, picked from users or typed (MH8). */
export function SalesRepresentatives(props: {
  part: FormPart<KeyedList<RepresentativeValues>>
  problem: string | undefined
  isRequired: boolean | undefined
  phoneCountry: string
  pickedFor: PickedFor
}) {
  return (
    <ListField
      words={words}
      part={props.part}
      problem={props.problem}
      isRequired={props.isRequired}
      most={mostRepresentatives}
      empty={emptyRepresentative(props.phoneCountry)}
      draw={(item) => <Representative {...item} pickedFor={props.pickedFor} />}
    />
  )
}

function Representative(props: ItemProps<RepresentativeValues> & { pickedFor: PickedFor }) {
  const { part } = props
  const { update } = part
  const text = bindText(part)
  const name = part.values.name.trim() || words.nameless(props.number)
  return (
    <ListItem
      place={words.nameless(props.number)}
      name={name}
      removeLabel={words.remove(name)}
      hasProblem={Object.keys(part.errors).length > 0}
      onRemove={props.onRemove}
    >
      <FieldGrid>
        <RepresentativeName part={part} pickedFor={props.pickedFor} />
        <TextField label={texts.person.email} {...emailInput} required autoComplete="off" {...text('email')} />
      </FieldGrid>
      <NumberField
        labels={phoneLabels}
        value={part.values.phone}
        countryError={part.errors['phone.country']}
        number={text('phone.number')}
        onChange={stableHandler(update, 'phone', () => (phone: PhoneValues) => update((now) => ({ ...now, phone })))}
      />
    </ListItem>
  )
}

/** The name, typed or that of a user, who brings the email along. Another name than the user's is nobody's. */
function RepresentativeName(props: { part: FormPart<RepresentativeValues>; pickedFor: PickedFor }) {
  const { part, pickedFor } = props
  const mayPick = usePermission('users.read')
  const { name, membershipId } = part.values
  const [settled] = useDebouncedValue(name.trim(), 150)
  const found = useQuery({
    ...userSearchQuery(pickedFor, settled),
    enabled: mayPick,
    placeholderData: keepPreviousData,
  })
  const users = membershipId === '' ? (found.data ?? []) : []
  return (
    <Autocomplete
      {...hintBelow}
      label={words.name}
      description={mayPick ? words.nameHint : undefined}
      required
      name="name"
      data={users.map(({ id, name: label }) => ({ value: id, label }))}
      renderOption={renderUser(users)}
      filter={({ options }) => options}
      openOnFocus={false}
      withScrollArea={false}
      autoComplete="off"
      value={name}
      error={part.errors.name}
      // A picked name is reported here, too: it stays the user's.
      onChange={(typed) =>
        part.update((values) => (values.name === typed ? values : { ...values, name: typed, membershipId: '' }))
      }
      onOptionSubmit={(id) => {
        const user = users.find((each) => each.id === id)
        if (user) part.update((values) => ({ ...values, name: user.name, email: user.email, membershipId: user.id }))
      }}
    />
  )
}
