import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import { FoundSelect } from '../../ui/found-select.tsx'
import { useSearchedText } from '../../ui/use-typed-text.ts'
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
  const search = useSearchedText()
  const found = useQuery({ ...assignableQuery(props.userId, search.settled), placeholderData: keepPreviousData })
  return (
    <FoundSelect
      label={words.add}
      description={words.addHint}
      placeholder={words.addPlaceholder}
      search={search}
      found={found}
      words={words.search}
      value={null}
      isLeftOut={({ id }) => props.chosen.some((each) => each.id === id)}
      renderChoice={({ name, code, type }) => (
        <span className={classes.words}>
          <span className={classes.optionName}>{name}</span>
          <span className={classes.email}>{[code, texts.types[type]].filter(Boolean).join(' · ')}</span>
        </span>
      )}
      onChange={({ id, name, code, type }) => props.onChoose({ id, name, code, type })}
    />
  )
}
