import { MultiSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { foundWords } from '../../ui/found-words.ts'
import { namedFirst } from '../../ui/meant-choice.ts'
import { useTypedChoice } from '../../ui/use-typed-choice.ts'
import { isAnswerTo, useSearchedText } from '../../ui/use-typed-text.ts'
import { renderUser } from './user-option.tsx'
import { type KnownUser, type PickedFor, userSearchQuery, useUsers } from './users.api.ts'
import { texts } from './users.texts.ts'

const words = texts.select

/** Chooses users, whom the server finds by name or email. */
export function UsersSelect(props: {
  label: ReactNode
  description?: string
  required?: boolean
  pickedFor: PickedFor
  value: readonly string[]
  error?: ReactNode
  onChange: (ids: string[]) => void
}) {
  const { value, onChange } = props
  const search = useSearchedText()
  const { q, settled } = search
  const found = useQuery({ ...userSearchQuery(props.pickedFor, settled), placeholderData: keepPreviousData })
  const offered = namedFirst(found.data ?? [], q)
  const ref = useRef<HTMLInputElement>(null)
  const choice = useTypedChoice({
    ref,
    text: search,
    offered,
    answer: { isCurrent: isAnswerTo(search, found), isError: found.isError },
    isSeveral: true,
    take: ({ id }) => value.includes(id) || onChange([...value, id]),
  })
  const { users } = useUsers(value)
  const shown = withChosen(offered, users, value)
  const said = foundWords(words, search, found, choice)
  return (
    <MultiSelect
      {...choice.field}
      onFocus={() => found.isError && void found.refetch()}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={props.label}
      description={props.description}
      required={props.required ?? false}
      placeholder={value.length === 0 ? words.placeholder : ''}
      data={shown.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={renderUser(shown)}
      value={[...value]}
      error={said.error ?? props.error}
      loading={choice.isLooking}
      // The chosen ones are there for their names: while something is typed, none is offered but what is found.
      filter={({ options }) =>
        options.filter((option) => q === '' || ('value' in option && offered.some(({ id }) => id === option.value)))
      }
      nothingFoundMessage={said.nothing}
      onChange={onChange}
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
