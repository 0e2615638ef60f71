/** The log of a customer that was merged into another, reached from the log of that one. */
import { Link } from '@tanstack/react-router'
import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import classes from './audit-events.module.css'
import { texts } from './audit-events.texts.ts'

/** From the event of a merge to what happened to the customer before it; nothing for other events. */
export function MergedLink({ event }: { event: AuditEvent }) {
  const merged = event.action === 'customer.merged' ? event.after?.merged : null
  if (!isNamed(merged)) return null
  return (
    <Link
      to="/customers/$id/$tab"
      params={{ id: event.organizationId, tab: 'audit' }}
      search={{ of: merged.id }}
      className={classes.merged}
    >
      {texts.logOfMerged(merged.name)}
    </Link>
  )
}

/** Says whose log is shown, with the way back. */
export function MergedNote({ organizationId }: { organizationId: string }) {
  return (
    <p className={classes.mergedNote}>
      {texts.merged}{' '}
      <Link
        to="/customers/$id/$tab"
        params={{ id: organizationId, tab: 'audit' }}
        search={{}}
        className={classes.merged}
      >
        {texts.back}
      </Link>
    </p>
  )
}

function isNamed(value: unknown): value is { id: string; name: string } {
  const { id, name } = (value ?? {}) as { id?: unknown; name?: unknown }
  return typeof id === 'string' && typeof name === 'string'
}
