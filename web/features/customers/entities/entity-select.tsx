import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMe } from '../../../platform/session.tsx'
import { FoundSelect } from '../../../ui/found-select.tsx'
import type { Findable } from '../../../ui/meant-choice.ts'
import { useSearchedText } from '../../../ui/use-typed-text.ts'
import { entitiesQuery } from './entities.api.ts'
import { texts } from './entities.texts.ts'

const words = texts.select

/** An entity as a form holds it. */
export type ChosenEntity = { id: string; name: string }

/** Chooses an entity of an organization, or none; nothing where the organization has no entities. */
export function EntitySelect(props: {
  organizationId: string
  value: ChosenEntity | null
  error?: string | undefined
  onChange: (entity: ChosenEntity | null) => void
}) {
  const { organizationId, value } = props
  const search = useSearchedText()
  const { organization } = useMe().membership
  // A provider is no customer: the own house has no entities to ask for.
  const enabled = !(organization.type === 'provider' && organization.id === organizationId)
  const all = useQuery({ ...entitiesQuery(organizationId), enabled })
  const found = useQuery({
    ...entitiesQuery(organizationId, search.settled),
    enabled,
    placeholderData: keepPreviousData,
  })
  if (value === null && props.error === undefined && !all.data?.length) return null
  return (
    <FoundSelect<Findable>
      label={words.label}
      description={words.hint}
      placeholder={words.placeholder}
      search={search}
      found={found}
      words={words}
      value={value}
      error={props.error}
      onChange={({ id, name }) => props.onChange({ id, name })}
      onClear={() => props.onChange(null)}
    />
  )
}
