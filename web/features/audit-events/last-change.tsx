import { useQuery } from '@tanstack/react-query'
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { api } from '../../platform/api.ts'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import classes from './audit-events.module.css'
import { texts } from './audit-events.texts.ts'
import { Sentence } from './sentence.tsx'

/** Who has changed a thing last, and when; nothing for whom the audit log is not there. */
export function LastChange({ objectId }: { objectId: string }) {
  const mayRead = usePermission('audit.read')
  const { data } = useQuery({
    queryKey: ['audit-events', 'last', objectId],
    queryFn: async ({ signal }) => {
      const query = { filter: { objectId: { eq: objectId } }, limit: 1 }
      return (await api(listAuditEvents, { query }, { signal })).data.items
    },
    enabled: mayRead,
    staleTime: 0,
    gcTime: 0,
  })
  const [event] = data ?? []
  if (!event) return null
  return (
    <p className={classes.last}>
      {texts.last} <Sentence event={event} />,{' '}
      <time dateTime={event.occurredAt} title={formatDateTime(event.occurredAt)}>
        {formatAgo(event.occurredAt)}
      </time>
    </p>
  )
}
