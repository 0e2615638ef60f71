import { Autocomplete } from '@mantine/core'
import { nameOf, suggestedContactRoles } from '@tenantry/contract/contacts.ts'
import { use, useRef } from 'react'
import { AddButton } from '../form/add-button.tsx'
import { FieldGroup } from '../form/field-group.tsx'
import { type FormPart, hintBelow, markOf, partOf, stableHandler } from '../form/form-part.ts'
import { type KeyedList, withItem, withoutItem } from '../form/keyed-list.ts'
import { ReadOnly } from '../form/read-only.ts'
import { useListFocus } from '../form/use-list-focus.ts'
import { ListItem } from './list-item.tsx'
import classes from './people.module.css'
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
  const { part } = props
  const list = useRef<HTMLDivElement>(null)
  const keys = Object.keys(part.values)
  const focus = useListFocus(list, keys)
  if (use(ReadOnly) && keys.length === 0) return null
  return (
    <FieldGroup title={words.title} hint={words.hint} isRequired={props.isRequired}>
      <div ref={list} className={classes.list}>
        {props.problem && (
          <p role="alert" className={classes.problem}>
            {props.problem}
          </p>
        )}
        {keys.map((key, index) => (
          <OtherContact
            key={key}
            number={index + 1}
            part={partOf(part, key)}
            onRemove={() => {
              focus.removed(key)
              part.update((values) => withoutItem(values, key))
            }}
          />
        ))}
        <AddButton
          label={words.add}
          isNeeded={props.problem !== undefined}
          onClick={() => {
            focus.added()
            part.update((values) => withItem(values, emptyOther(props.phoneCountry)))
          }}
        />
      </div>
    </FieldGroup>
  )
}

function OtherContact(props: { number: number; part: FormPart<OtherValues>; onRemove: () => void }) {
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
