import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import classes from './audit-events.module.css'
import { texts } from './audit-events.texts.ts'
import { Sentence } from './sentence.tsx'

/** Who has changed a thing last, and when. */
export function LastChange({ event }: { event: AuditEvent }) {
  return (
    <p className={classes.last}>
      {texts.last} <Sentence event={event} />,{' '}
      <time dateTime={event.occurredAt} title={formatDateTime(event.occurredAt)}>
        {formatAgo(event.occurredAt)}
      </time>
    </p>
  )
}
