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

/**
 * Who reaches threshold and limit at once is told of both in one line: the later numbers first. What was reached, given back
 * and reached again before a mail was due has a line for each time.
 */
function toldTogether(rows: readonly FiredRow[]): [FiredRow, ...FiredRow[]][] {
  const groups: [FiredRow, ...FiredRow[]][] = []
  const latest = new Map<string, [FiredRow, ...FiredRow[]]>()
  for (const row of rows) {
    const key = `${row.type}/${row.mail_key ?? row.transaction_id}`
    const group = latest.get(key)
    if (group && isOfOneTime(group, row)) {
      group.push(row)
      continue
    }
    const begun: [FiredRow, ...FiredRow[]] = [row]
    groups.push(begun)
    latest.set(key, begun)
  }
  return groups
}

/**
 * Rows come latest first, and a threshold is reached before its limit: a limit that comes after a threshold is of the time
 * before, unless one change has reached both.
 */
function isOfOneTime(later: readonly FiredRow[], row: FiredRow): boolean {
  if (later.some(({ level }) => level === row.level)) return false
  return row.level === 'threshold' || later.some((each) => each.transaction_id === row.transaction_id)
}

function firedView(together: readonly [FiredRow, ...FiredRow[]], told: readonly Told[]): FiredAlert {
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
