import { useQuery } from '@tanstack/react-query'
import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { api } from '../../platform/api.ts'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import classes from './audit-events.module.css'
import { texts } from './audit-events.texts.ts'
import { Sentence } from './sentence.tsx'

/** What is looked for in the audit log. */
export interface ChangedThing {
  objectId: string
  /** What changes it, where other things are changed under the same object: all settings are the provider's. */
  actions?: readonly AuditAction[]
}

/** Who has changed a thing last, and when; nothing for whom the audit log is not there. */
export function LastChange({ objectId, actions }: ChangedThing) {
  const mayRead = usePermission('audit.read')
  const { data } = useQuery({
    queryKey: ['audit-events', 'last', objectId, actions],
    queryFn: async ({ signal }) => {
      const action = actions && { action: { in: [...actions] } }
      const query = { filter: { objectId: { eq: objectId }, ...action }, limit: 1 }
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
