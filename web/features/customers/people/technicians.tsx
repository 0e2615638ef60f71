import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { searchFailure } from '../../../platform/search-failure.ts'
import { onlyFound, useFoundByKey } from '../../../ui/use-found-by-key.ts'
import { type KnownUser, type PickedFor, renderUser, userSearchQuery, useUsers } from '../../users/public.ts'
import formClasses from '../form/form.module.css'
import { type FormPart, hintBelow, markOf } from '../form/form-part.ts'
import { formTexts } from '../form.texts.ts'
import { texts } from './people.texts.ts'
import type { PeopleValues } from './people-values.ts'

const words = texts.team

/** Chooses the users who look after the customer; the server finds them by name or email. */
export function Technicians({ part, pickedFor }: { part: FormPart<PeopleValues>; pickedFor: PickedFor }) {
  const chosen = Object.keys(part.values.technicians)
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const [settled] = useDebouncedValue(q, 150)
  const found = useQuery({ ...userSearchQuery(pickedFor, settled), placeholderData: keepPreviousData })
  const { isMissed, onKeyDownCapture } = useFoundByKey(q, settled, found, true)
  const { users } = useUsers(chosen)
  const isSearching = settled !== q || found.isFetching
  const nothing = found.isError ? searchFailure(q, words.failed) : words.nothing
  const offered = withChosen(found.data ?? [], users, chosen)
  return (
    <MultiSelect
      {...hintBelow}
      {...markOf(part.required, 'technicians')}
      label={words.technicians}
      description={words.techniciansHint}
      placeholder={chosen.length === 0 ? words.techniciansPlaceholder : ''}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={renderUser(offered)}
      value={chosen}
      error={isMissed ? formTexts.address.notInList : part.errors.technicians}
      searchable
      openOnFocus={false}
      autoComplete="off"
      withScrollArea={false}
      classNames={{ options: formClasses.options }}
      onKeyDownCapture={onKeyDownCapture}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={onlyFound(q, found.data)}
      nothingFoundMessage={isSearching ? words.searching : nothing}
      onChange={(ids) =>
        part.update((values) => ({ ...values, technicians: Object.fromEntries(ids.map((id) => [id, true as const])) }))
      }
    />
  )
}

/** Found users, and the chosen ones with them: only what is offered can show its name. */
function withChosen(found: readonly KnownUser[], known: readonly KnownUser[], chosen: readonly string[]): KnownUser[] {
  const offered = new Map(found.map((user) => [user.id as string, user]))
  for (const user of known) offered.set(user.id, user)
  const missing = chosen.filter((id) => !offered.has(id))
  return [...offered.values(), ...missing.map((id) => ({ id, name: words.unknown, email: '' }) as KnownUser)]
}
