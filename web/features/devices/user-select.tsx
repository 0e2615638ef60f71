import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { useFoundByKey } from '../../ui/use-found-by-key.ts'
import { usersOfQuery } from './devices.api.ts'
import classes from './devices.module.css'
import { texts } from './devices.texts.ts'

const words = texts.form

/** Chooses who works with a device, of its organization's own users and those of its account; nothing where the person may see none. */
export function UserSelect(props: {
  organizationId: string
  value: { id: string; name: string } | null
  error: string | undefined
  onChange: (user: { id: string; name: string } | null) => void
}) {
  const { organizationId, value } = props
  // null while nothing is typed: then the field shows who is chosen.
  const [typed, setTyped] = useState<string | null>(null)
  const q = typed?.trim() ?? ''
  const [settled] = useDebouncedValue(q, 150)
  const enabled = usePermission('users.read')
  const found = useQuery({ ...usersOfQuery(organizationId, settled), placeholderData: keepPreviousData, enabled })
  const { onKeyDownCapture } = useFoundByKey(q, settled, found)
  const users = new Map((found.data ?? []).map(({ id, name }) => [id as string, name]))
  if (value && q === '') users.set(value.id, value.name)
  const elsewhere = new Map(
    (found.data ?? [])
      .filter((user) => user.organizationId !== organizationId)
      .map((user) => [user.id as string, user.organizationName]),
  )
  if (!enabled || (users.size === 0 && q === '' && settled === '')) return null
  return (
    <Select
      label={words.details.user}
      placeholder={words.userPlaceholder}
      searchable
      clearable
      autoComplete="off"
      openOnFocus={false}
      onKeyDownCapture={onKeyDownCapture}
      data={[...users].map(([id, name]) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <span className={classes.words}>
          {option.label}
          {elsewhere.has(option.value) && <span className={classes.house}>{elsewhere.get(option.value)}</span>}
        </span>
      )}
      nothingFoundMessage={words.noUser}
      searchValue={typed ?? value?.name ?? ''}
      onSearchChange={(text) => setTyped(text === (value?.name ?? '') ? null : text)}
      onBlur={() => setTyped(null)}
      onOptionSubmit={() => setTyped(null)}
      value={value?.id ?? null}
      error={props.error}
      onChange={(id) => props.onChange(id === null ? null : { id, name: users.get(id) ?? '' })}
    />
  )
}
