import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../../platform/session.tsx'
import { useFoundByKey } from '../../../ui/use-found-by-key.ts'
import { useRetyping } from '../../../ui/use-retyping.ts'
import classes from '../form/form.module.css'
import { hintBelow } from '../form/form-part.ts'
import { formTexts } from '../form.texts.ts'
import { offeredChoices } from '../offered-choices.ts'
import { entitiesQuery } from './entities.api.ts'
import { texts } from './entities.texts.ts'

const words = texts.select

/** An entity as a form holds it. */
export type ChosenEntity = { id: string; name: string }

/**
 * Chooses an entity of an organization, or none; the server finds by name or code, so that thousands need not be loaded.
 * Nothing is shown where the organization has no entities.
 */
export function EntitySelect(props: {
  organizationId: string
  value: ChosenEntity | null
  error?: string | undefined
  onChange: (entity: ChosenEntity | null) => void
}) {
  const { organizationId, value } = props
  // null while nothing is typed: then the field shows what is chosen.
  const [typed, setTyped] = useState<string | null>(null)
  const { ref, onFocus, chosen } = useRetyping()
  const q = typed?.trim() ?? ''
  const [settled] = useDebouncedValue(q, 150)
  const { organization } = useMe().membership
  // A provider is no customer: the own house has no entities to ask for.
  const enabled = !(organization.type === 'provider' && organization.id === organizationId)
  const all = useQuery({ ...entitiesQuery(organizationId), enabled })
  const found = useQuery({ ...entitiesQuery(organizationId, settled), enabled, placeholderData: keepPreviousData })
  const { isCurrent, isMissed, onKeyDownCapture } = useFoundByKey(q, settled, found)
  if (value === null && props.error === undefined && !all.data?.length) return null
  const offered = offeredChoices<ChosenEntity, ChosenEntity & { code: string | null }>(
    q,
    found.data ?? [],
    isCurrent,
    value,
  )
  return (
    <Select
      ref={ref}
      {...hintBelow}
      label={words.label}
      description={words.hint}
      placeholder={words.placeholder}
      searchable
      clearable
      autoComplete="off"
      withScrollArea={false}
      classNames={{ options: classes.options }}
      openOnFocus={false}
      onKeyDownCapture={onKeyDownCapture}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      // What was found by code need not have the typed text in its name.
      filter={({ options }) => options}
      nothingFoundMessage={settled !== q || found.isFetching ? words.searching : words.nothing}
      value={value?.id ?? null}
      error={isMissed ? formTexts.address.notInList : props.error}
      searchValue={typed ?? value?.name ?? ''}
      onSearchChange={(text) => setTyped(text === (value?.name ?? '') ? null : text)}
      onFocus={onFocus}
      onBlur={() => setTyped(null)}
      onOptionSubmit={() => {
        setTyped(null)
        chosen()
      }}
      onClear={() => setTyped(null)}
      onChange={(id) => {
        const found = offered.find((entity) => entity.id === id)
        if (found) props.onChange({ id: found.id, name: found.name })
        else if (id === null) props.onChange(null)
      }}
    />
  )
}
