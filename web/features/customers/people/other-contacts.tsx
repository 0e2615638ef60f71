import { Autocomplete } from '@mantine/core'
import { nameOf, suggestedContactRoles } from '@tenantry/contract/contacts.ts'
import { type FormPart, hintBelow, markOf, stableHandler } from '../form/form-part.ts'
import type { KeyedList } from '../form/keyed-list.ts'
import { type ItemProps, ListField } from './list-field.tsx'
import { ListItem } from './list-item.tsx'
import { texts } from './people.texts.ts'
import { emptyOther, type OtherValues, type PersonValues } from './people-values.ts'
import { PersonFields } from './person-fields.tsx'

const words = texts.others

/** Any number of contacts beside the first two, each with a role in words of one's own (B28). */
export function OtherContacts(props: {
  part: FormPart<KeyedList<OtherValues>>
  /** What is wrong with the list as a whole. */
  problem: string | undefined
  isRequired: boolean | undefined
  phoneCountry: string
}) {
  return (
    <ListField
      words={words}
      part={props.part}
      problem={props.problem}
      isRequired={props.isRequired}
      empty={emptyOther(props.phoneCountry)}
      draw={(item) => <OtherContact {...item} />}
    />
  )
}

function OtherContact(props: ItemProps<OtherValues>) {
  const { part } = props
  const { role, email } = part.values
  const update = stableHandler(
    part.update,
    'person',
    (): FormPart<PersonValues>['update'] => (change) => part.update((values) => ({ ...values, ...change(values) })),
  )
  const name = nameOf(part.values).trim() || email || role || words.nameless(props.number)
  return (
    <ListItem
      place={words.nameless(props.number)}
      name={name}
      about={role === name ? undefined : role}
      removeLabel={words.remove(name)}
      isFoldedFirst={part.values.id !== ''}
      hasProblem={Object.keys(part.errors).length > 0}
      onRemove={props.onRemove}
    >
      <Autocomplete
        {...hintBelow}
        {...markOf(part.required, 'role')}
        label={words.role}
        placeholder={words.rolePlaceholder}
        name="role"
        data={[...suggestedContactRoles]}
        withScrollArea={false}
        autoComplete="off"
        value={role}
        error={part.errors.role}
        onChange={(typed) => part.update((values) => ({ ...values, role: typed }))}
      />
      <PersonFields part={{ ...part, update }} />
    </ListItem>
  )
}
