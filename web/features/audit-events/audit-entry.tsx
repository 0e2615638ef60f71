import { VisuallyHidden } from '@mantine/core'
import { IconArrowRight, IconKey, IconSettings, IconUser } from '@tabler/icons-react'
import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import type { ReactNode } from 'react'
import { formatAgo, formatDateTime } from '../../platform/format.ts'
import classes from './audit-events.module.css'
import { texts } from './audit-events.texts.ts'
import { changesOf, type FieldChange } from './changes.ts'
import { MergedLink } from './merged-log.tsx'
import { Sentence } from './sentence.tsx'
import { saysAll, untold } from './sentences.ts'

const icons = { user: IconUser, api_key: IconKey, system: IconSettings }

/** More changes than this are shown only when somebody asks for them. */
const shownAtOnce = 4

/**
 * One event: who did what, when, from where, and each changed field before and after.
 * @param place where it happened, in a log of several organizations
 */
export function AuditEntry({ event, place }: { event: AuditEvent; place?: ReactNode }) {
  const Icon = icons[event.actor.kind]
  const changes = saysAll(event) ? [] : changesOf(untold(event))
  return (
    <li className={classes.entry}>
      <span className={classes.icon} aria-hidden>
        <Icon size={16} stroke={1.7} />
      </span>
      <div className={classes.words}>
        <div>
          <Sentence event={event} />
        </div>
        <div className={classes.meta}>
          {place}
          <time dateTime={event.occurredAt}>{formatDateTime(event.occurredAt)}</time>
          {event.actor.kind === 'api_key' && <span>{texts.byKey(event.actor.apiKeyName)}</span>}
          {event.source && <span>{texts.from(event.source)}</span>}
        </div>
        <MergedLink event={event} />
        {changes.length > shownAtOnce ? (
          <details className={classes.details}>
            <summary>{texts.changes(changes.length)}</summary>
            <Changes changes={changes} />
          </details>
        ) : (
          <Changes changes={changes} />
        )}
      </div>
      <span className={classes.ago} aria-hidden>
        {formatAgo(event.occurredAt)}
      </span>
    </li>
  )
}

function Changes({ changes }: { changes: readonly FieldChange[] }) {
  if (changes.length === 0) return null
  return (
    <dl className={classes.changes}>
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd data-sides={before !== '' || undefined}>
            {before !== '' && (
              <>
                <VisuallyHidden>{texts.before} </VisuallyHidden>
                <span className={classes.was}>{before}</span>
                <IconArrowRight size={13} stroke={1.8} className={classes.arrow} aria-hidden />
                <VisuallyHidden>, {texts.after} </VisuallyHidden>
              </>
            )}
            <span className={after === '' ? classes.was : undefined}>{after === '' ? texts.nothing : after}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
