import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { usePermission } from '../../platform/session.tsx'
import { FoundSelect } from '../../ui/found-select.tsx'
import type { Findable } from '../../ui/meant-choice.ts'
import { useSearchedText } from '../../ui/use-typed-text.ts'
import { usersOfQuery } from './devices.api.ts'
import classes from './devices.module.css'
import { texts } from './devices.texts.ts'

const words = texts.form

/** A user to choose; where one belongs who was chosen before is not known. */
type OfferedUser = Findable & { organizationId?: string; organizationName?: string }

/** Chooses who works with a device, of its organization's own users and those of its account; nothing where the person may see none. */
export function UserSelect(props: {
  organizationId: string
  value: { id: string; name: string } | null
  error: string | undefined
  onChange: (user: { id: string; name: string } | null) => void
}) {
  const { organizationId, value } = props
  const search = useSearchedText()
  const enabled = usePermission('users.read')
  const all = useQuery({ ...usersOfQuery(organizationId, ''), enabled })
  const found = useQuery({
    ...usersOfQuery(organizationId, search.settled),
    placeholderData: keepPreviousData,
    enabled,
  })
  if (!enabled || (value === null && props.error === undefined && !all.data?.length)) return null
  return (
    <FoundSelect<OfferedUser>
      label={words.details.user}
      placeholder={words.userPlaceholder}
      search={search}
      found={found}
      words={words.userSearch}
      value={value}
      error={props.error}
      renderChoice={(user) => (
        <span className={classes.words}>
          {user.name}
          {user.organizationName !== undefined && user.organizationId !== organizationId && (
            <span className={classes.house}>{user.organizationName}</span>
          )}
        </span>
      )}
      onChange={({ id, name }) => props.onChange({ id, name })}
      onClear={() => props.onChange(null)}
    />
  )
}
