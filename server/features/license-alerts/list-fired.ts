import type { FiredAlert } from '@tenantry/contract/license-alerts.ts'
import type { MailState } from '@tenantry/contract/mails.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { isInternalTo } from '../own-side/public.ts'
import type { AlertPlace } from './alert-settings.ts'
import { percentOf } from './alert-texts.ts'
import { type FiredRow, findAlertMails, findFired, findSeen } from './fired-alerts.queries.ts'
import { isPool } from './resolve-alerts.ts'

const most = 50

/** A recipient of an alert, with what became of the mail to them; null once it is no longer kept. */
interface Told {
  to: string
  state: MailState | null
  isSeen: boolean
}

/**
 * Lists the latest alerts of an organization. Addresses are told to those who see whose they are, and none to its own people,
 * unless its pool is theirs; what became of all mails of an alert together is told to everybody who reads it.
 */
export async function listFired(context: CallContext, { organization }: AlertPlace): Promise<{ items: FiredAlert[] }> {
  const { tx, caller } = context
  const together = toldTogether(await findFired(tx, organization.id, most))
  const firsts = together.map(([first]) => first)
  const isHidden = isInternalTo(caller, organization.id) && !isPool(organization.type)
  const owners = isHidden ? new Set<string>() : await findSeen(tx, [...new Set(firsts.flatMap(ownersOf))])
  const mails = await findAlertMails(
    context,
    firsts.map(({ id }) => id),
  )
  const states = new Map(mails.map(({ alert_id, place, state }) => [`${alert_id}/${place}`, state]))
  const toldOf = (row: FiredRow) =>
    (row.recipients ?? []).map((to, index) => ({
      to,
      state: states.get(`${row.id}/${index + 1}`) ?? null,
      isSeen: owners.has(ownersOf(row)[index] ?? ''),
    }))
  return { items: together.map((rows) => firedView(rows, toldOf(rows[0]))) }
}

const ownersOf = ({ recipient_owners }: FiredRow) => recipient_owners ?? []

type Rows = [FiredRow, ...FiredRow[]]

/**
 * Who reaches threshold and limit at once is told of both in one line: the later numbers first. What was reached, given back
 * and reached again before a mail was due has a line for each time.
 */
function toldTogether(rows: readonly FiredRow[]): Rows[] {
  const times: Rows[] = []
  const latest = new Map<string, Rows>()
  for (const change of byChange(rows)) {
    const [{ type, mail_key, transaction_id }] = change
    const key = `${type}/${mail_key ?? transaction_id}`
    const later = latest.get(key)
    if (later && isOfOneTime(later, change)) {
      later.push(...change)
      continue
    }
    times.push(change)
    latest.set(key, change)
  }
  return times
}

/** What one change has reached of a type is one, in whatever order it was noted. */
function byChange(rows: readonly FiredRow[]): Rows[] {
  const changes = new Map<string, Rows>()
  for (const row of rows) {
    const key = `${row.type}/${row.transaction_id}`
    const change = changes.get(key)
    if (change) change.push(row)
    else changes.set(key, [row])
  }
  return [...changes.values()]
}

/**
 * A threshold is reached before its limit, so that a limit before a threshold is of the time before. It is the other way where
 * somebody lowers the threshold of what is full already: that threshold is of the time of the limit before it.
 */
function isOfOneTime(later: Rows, change: Rows): boolean {
  const both = [...later, ...change]
  const threshold = both.find(({ level }) => level === 'threshold')
  if (!threshold || both.length > 2 || !both.some(({ level }) => level === 'full')) return false
  const wasFull = threshold.demand >= threshold.limit_count
  return wasFull === later.includes(threshold)
}

function firedView(together: Rows, told: readonly Told[]): FiredAlert {
  const [row] = together
  const isWaiting = row.mailed_at === null
  return {
    id: row.id,
    firedAt: row.fired_at.toISOString(),
    type: row.type,
    typeName: row.type_name,
    levels: (['threshold', 'full'] as const).filter((level) => together.some((each) => each.level === level)),
    threshold: row.threshold,
    percent: percentOf({ used: row.demand, limit: row.limit_count }),
    limit: row.limit_count,
    used: row.demand,
    mailedAt: told.length > 0 ? (row.mailed_at?.toISOString() ?? null) : null,
    isWaiting,
    mailing: isWaiting ? 'waiting' : mailingOf(told.map(({ state }) => state)),
    mails: told.filter(({ isSeen }) => isSeen).map(({ to, state }) => ({ to, state })),
    hasHiddenRecipients: told.some(({ isSeen }) => !isSeen),
  }
}

/** What became of mails together; null where there are none, and where one of them is no longer kept. */
function mailingOf(states: readonly (MailState | null)[]): FiredAlert['mailing'] {
  if (states.length === 0 || states.includes(null)) return null
  if (states.includes('queued') || states.includes('sending')) return 'waiting'
  const sent = states.filter((state) => state === 'sent').length
  if (sent === 0) return 'unsent'
  return sent === states.length ? 'sent' : 'partly'
}
