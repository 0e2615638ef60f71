import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { useEffect, useState } from 'react'
import { holdField } from '../../platform/held-page.ts'
import { searchFailure } from '../../platform/search-failure.ts'
import { useFoundByKey } from '../../ui/use-found-by-key.ts'
import { selectSoon, useRetyping } from '../../ui/use-retyping.ts'
import { organizationsQuery } from './customers.api.ts'
import classes from './form/form.module.css'
import { hintBelow } from './form/form-part.ts'
import { formTexts } from './form.texts.ts'
import { offeredChoices } from './offered-choices.ts'
import { type OfferedOrganization, renderOrganization } from './organization-option.tsx'

const words = formTexts.account

/** An organization as a form holds it. */
export type ChosenOrganization = { id: string; name: string; type: OrganizationType }

/**
 * Chooses an organization; the server finds by name or code, so that thousands need not be loaded. Whoever leaves the field
 * has taken what is named in full or found alone; anything else stays there, and what it belongs to waits.
 */
export function OrganizationSelect(props: {
  label: string
  description?: string
  required?: boolean
  /** Has the focus when its panel opens. */
  hasFocus?: boolean
  value: ChosenOrganization | null
  error?: string | undefined
  queryOf?: typeof organizationsQuery
  onChange: (organization: ChosenOrganization) => void
}) {
  const { value, queryOf = organizationsQuery } = props
  // null while nothing is typed: then the field shows what is chosen.
  const [typed, setTyped] = useState<string | null>(null)
  const { ref, onFocus, chosen } = useRetyping()
  const q = typed?.trim() ?? ''
  const [settled] = useDebouncedValue(q, 150)
  const found = useQuery({ ...queryOf(settled), placeholderData: keepPreviousData })
  const { isCurrent, isMissed, onKeyDownCapture } = useFoundByKey(q, settled, found)
  const offered: OfferedOrganization[] = offeredChoices<OfferedOrganization, OfferedOrganization>(
    q,
    found.data ?? [],
    isCurrent,
    value,
  )
  const [isUnknown, setUnknown] = useState(false)
  useEffect(() => (isUnknown && ref.current ? holdField(ref.current) : undefined), [isUnknown, ref])
  const choose = (organization: OfferedOrganization) =>
    props.onChange({ id: organization.id, name: organization.name, type: organization.type })
  const leave = () => {
    if (q === '') return setTyped(null)
    const [only, another] = isCurrent ? offered : []
    const meant = offered.find(({ name }) => searchKey(name) === searchKey(q)) ?? (another ? undefined : only)
    // The library has put the name of what is chosen back by now.
    setTyped(meant ? null : typed)
    setUnknown(!meant)
    if (meant && meant.id !== value?.id) choose(meant)
  }
  const isSearching = settled !== q || found.isFetching
  const failure = found.isError ? searchFailure(q, words.parentFailed) : words.parentNothing
  const nothing = isSearching ? words.parentSearching : failure
  return (
    <Select
      ref={ref}
      {...hintBelow}
      label={props.label}
      description={props.description}
      placeholder={words.parentPlaceholder}
      required={props.required ?? false}
      data-autofocus={props.hasFocus || undefined}
      searchable
      autoComplete="off"
      withScrollArea={false}
      classNames={{ options: classes.options }}
      openOnFocus={false}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={renderOrganization(offered)}
      // What was found by code need not have the typed text in its name.
      filter={({ options }) => options}
      nothingFoundMessage={nothing}
      value={value?.id ?? null}
      error={isMissed || isUnknown ? formTexts.address.notInList : props.error}
      searchValue={typed ?? value?.name ?? ''}
      onSearchChange={(text) => {
        setTyped(text === value?.name ? null : text)
        setUnknown(false)
      }}
      onFocus={onFocus}
      onClick={(event) => {
        if (typed === null) selectSoon(event.currentTarget)
      }}
      onKeyDownCapture={(event) => {
        if (event.key === 'Escape' && isUnknown) {
          setTyped(null)
          setUnknown(false)
        }
        onKeyDownCapture(event)
      }}
      onBlur={leave}
      onOptionSubmit={() => {
        setTyped(null)
        chosen()
      }}
      onChange={(id) => {
        const found = offered.find((organization) => organization.id === id)
        if (found) choose(found)
      }}
    />
  )
}
