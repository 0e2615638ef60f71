import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { FoundSelect } from '../../ui/found-select.tsx'
import { useSearchedText } from '../../ui/use-typed-text.ts'
import { organizationsQuery } from './customers.api.ts'
import { formTexts } from './form.texts.ts'
import { type OfferedOrganization, OrganizationOption } from './organization-option.tsx'

const words = formTexts.account

/** An organization as a form holds it. */
export type ChosenOrganization = { id: string; name: string; type: OrganizationType }

/** Chooses an organization, found by name or code. */
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
  const { queryOf = organizationsQuery, onChange, ...rest } = props
  const search = useSearchedText()
  const found = useQuery({ ...queryOf(search.settled), placeholderData: keepPreviousData })
  return (
    <FoundSelect<OfferedOrganization>
      {...rest}
      placeholder={words.parentPlaceholder}
      search={search}
      found={found}
      words={words.search}
      renderChoice={(organization) => <OrganizationOption organization={organization} />}
      onChange={({ id, name, type }) => onChange({ id, name, type })}
    />
  )
}
