import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import classes from './audit-events.module.css'
import { sentenceOf } from './sentences.ts'

/** Who did what to what, on one line. */
export function Sentence({ event }: { event: AuditEvent }) {
  const { words, object, rest } = sentenceOf(event)
  return (
    <>
      <strong className={classes.actor}>{event.actor.name}</strong> {words}
      {object && <span className={classes.object}> {object}</span>}
      {rest && ` ${rest}`}
    </>
  )
}
