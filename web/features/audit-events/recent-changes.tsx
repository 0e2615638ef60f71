import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { api } from '../../platform/api.ts'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import classes from './audit-events.module.css'
import { texts } from './audit-events.texts.ts'
import { Sentence } from './sentence.tsx'

const shown = 5

/** The last changes of an organization; nothing for whom the audit log is not there. */
export function RecentChanges({ organizationId }: { organizationId: string }) {
  const mayRead = usePermission('audit.read')
  const filter = { organizationId: { eq: organizationId } }
  const { data } = useQuery({
    queryKey: ['audit-events', 'recent', organizationId],
    queryFn: async ({ signal }) => (await api(listAuditEvents, { query: { filter, limit: shown } }, { signal })).data,
    enabled: mayRead,
    staleTime: 0,
  })
  if (!data || data.items.length === 0) return null
  return (
    <section className={classes.recent} aria-label={texts.recent}>
      <h2 className={classes.recentTitle}>{texts.recent}</h2>
      <ul className={classes.recentList}>
        {data.items.map((event) => (
          <li key={event.id}>
            <span>
              <Sentence event={event} />
            </span>
            <time className={classes.recentTime} dateTime={event.occurredAt} title={formatDateTime(event.occurredAt)}>
              {formatAgo(event.occurredAt)}
            </time>
          </li>
        ))}
      </ul>
      <Link to="/customers/$id/$tab" params={{ id: organizationId, tab: 'audit' }} className={classes.all}>
        {texts.all}
      </Link>
    </section>
  )
}
