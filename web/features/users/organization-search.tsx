import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import { useState } from 'react'
import { searchFailure } from '../../platform/search-failure.ts'
import { useFoundByKey } from '../../ui/use-found-by-key.ts'
import type { Assigned } from './assignments.ts'
import { assignableQuery } from './users.api.ts'
import classes from './users.module.css'
import { texts } from './users.texts.ts'

const words = texts.panel

/** Finds what a user may look after, by name or code, and hands over what is chosen; the field is empty again then. */
export function OrganizationSearch(props: {
  userId: MembershipId
  chosen: readonly Assigned[]
  onChoose: (organization: Assigned) => void
}) {
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const [settled] = useDebouncedValue(q, 150)
  const found = useQuery({ ...assignableQuery(props.userId, settled), placeholderData: keepPreviousData })
  const { onKeyDownCapture } = useFoundByKey(q, settled, found)
  const offered = (found.data ?? []).filter(({ id }) => !props.chosen.some((each) => each.id === id))
  const isSearching = settled !== q || found.isFetching
  const nothing = found.isError ? searchFailure(q, words.searchFailed) : words.nothingFound
  return (
    <Select
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={words.add}
      description={words.addHint}
      placeholder={words.addPlaceholder}
      searchable
      openOnFocus={false}
      onKeyDownCapture={onKeyDownCapture}
      autoComplete="off"
      withScrollArea={false}
      classNames={{ options: classes.options }}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={({ option }) => {
        const organization = offered.find(({ id }) => id === option.value)
        return (
          <span className={classes.words}>
            <span className={classes.optionName}>{option.label}</span>
            <span className={classes.email}>
              {[organization?.code, organization && texts.types[organization.type]].filter(Boolean).join(' · ')}
            </span>
          </span>
        )
      }}
      // What was found by code need not have the typed text in its name.
      filter={({ options }) => options}
      nothingFoundMessage={isSearching ? words.searching : nothing}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => {
        const organization = offered.find((each) => each.id === id)
        if (!organization) return
        const { name, code, type } = organization
        props.onChoose({ id: organization.id, name, code, type })
        setTyped('')
      }}
    />
  )
}
