/**
 * That whoever runs out of licenses is told once for each time and nobody else is: what fired is compared with what the
 * ledger says was reached, and what the mail server has taken with what fired.
 */
import { isDeepStrictEqual } from 'node:util'
import type { TakenMail } from '../testing/smtp/smtp-process.ts'
import type { Owner } from './license-checks.ts'

/** A row of the ledger of a customer, whose use is all that its limit counts. */
export interface ReachingRow {
  organization_id: string
  type: string
  /** What wrote it; several rows of one are one change. */
  transaction: string
  used_after: number
  limit_after: number | null
}

const levels = { threshold: 80, full: 100 }
type Level = keyof typeof levels

/** How often each level of each organization and type was reached, as `organization type level`; rows in their order. */
export function reachedBy(rows: readonly ReachingRow[]): Map<string, number> {
  const reached = new Map<string, number>()
  const standing = new Set<string>()
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1]
    const isSame = (['organization_id', 'type', 'transaction'] as const).every((each) => next?.[each] === row[each])
    // What others see is what comes of the whole.
    if (isSame) continue
    for (const level of Object.keys(levels) as Level[]) {
      const key = `${row.organization_id} ${row.type} ${level}`
      if (!isReached(row, levels[level], standing.has(key))) standing.delete(key)
      else if (!standing.has(key)) {
        standing.add(key)
        reached.set(key, (reached.get(key) ?? 0) + 1)
      }
    }
  }
  return reached
}

/** Reached at so many percent and left 5 points below; a limit of 0 has no parts. */
function isReached({ used_after, limit_after }: ReachingRow, percent: number, was: boolean): boolean {
  if (limit_after === null) return false
  if (limit_after === 0) return was
  return was
    ? used_after * 100 > Math.floor(((percent - 5) * limit_after) / 100) * 100
    : used_after * 100 >= percent * limit_after
}

/** Compares the alerts of customers with what was reached; those of partners and the provider have no ledger of their own. */
export async function findWrongAlerts(owner: Owner, providerId: string): Promise<{ fired: number; wrong: string[] }> {
  const { rows } = await owner.query<ReachingRow>(
    `SELECT l.organization_id, l.type, l.xmin::text AS transaction, l.used_after, l.limit_after FROM license_ledger l
     JOIN organizations o ON o.provider_id = l.provider_id AND o.id = l.organization_id AND o.type = 'customer'
     WHERE l.provider_id = $1 AND l.type <> 'trial_devices' ORDER BY l.organization_id, l.type, l.number`,
    [providerId],
  )
  const { rows: alerts } = await owner.query<{ key: string; fired: number }>(
    `SELECT a.organization_id || ' ' || a.type || ' ' || a.level AS key, count(*)::int AS fired FROM license_alerts a
     JOIN organizations o ON o.provider_id = a.provider_id AND o.id = a.organization_id AND o.type = 'customer'
     WHERE a.provider_id = $1 GROUP BY 1`,
    [providerId],
  )
  const reached = reachedBy(rows)
  const fired = new Map(alerts.map((each) => [each.key, each.fired]))
  const keys = [...new Set([...reached.keys(), ...fired.keys()])]
  const wrong = keys
    .filter((key) => reached.get(key) !== fired.get(key))
    .map((key) => `${key} was reached ${reached.get(key) ?? 0} times and fired ${fired.get(key) ?? 0} times`)
  return { fired: alerts.reduce((sum, each) => sum + each.fired, 0), wrong }
}

interface QueuedMail {
  id: string
  to_address: string
  state: string
  attempts: number
}

/**
 * Compares what the mail server has taken with the mails about alerts: each at least once where it was sent, and never more
 * often than it was tried, always as the same mail.
 * @param take what the server has taken; asked again where mails are sent meanwhile
 * @param never an address of a customer without limits
 * @throws TypeError where mails never stop going out
 */
export async function findWrongMails(
  owner: Owner,
  providerId: string,
  take: () => Promise<readonly TakenMail[]>,
  never: string,
  withinMs = restsWithinMs,
): Promise<{ mails: number; twice: number; wrong: string[] }> {
  const { rows, taken } = await atOneMoment(owner, providerId, take, withinMs)
  const { rows: untold } = await owner.query<{ id: string }>(
    `SELECT a.id FROM license_alerts a CROSS JOIN LATERAL unnest(a.recipients) r(address)
     WHERE a.provider_id = $1 AND a.mail_key IS NOT NULL
       AND NOT EXISTS (SELECT FROM mails m WHERE m.provider_id = $1 AND m.key = a.mail_key || '/' || r.address)`,
    [providerId],
  )
  const copies = new Map<string, TakenMail[]>()
  for (const mail of taken) {
    const id = /^message-id:\s*<([^@>]+)@/im.exec(mail.raw)?.[1] ?? ''
    copies.set(id, [...(copies.get(id) ?? []), mail])
  }
  const wrong = rows.flatMap(({ id, to_address, state, attempts }) => {
    const came = copies.get(id) ?? []
    const isRight = came.length <= attempts && (state !== 'sent' || came.length > 0)
    const isTheirs = came.every(({ to }) => to === to_address)
    return isRight && isTheirs
      ? []
      : [`mail ${id} is ${state} after ${attempts} attempts and came ${came.length} times`]
  })
  const astray = taken.filter(({ to }) => to === never).map(() => `${never} has no limits and was mailed`)
  const missing = untold.map(({ id }) => `alert ${id} counts as told and has no mail`)
  const twice = rows.filter(({ id }) => (copies.get(id)?.length ?? 0) > 1).length
  return { mails: rows.length, twice, wrong: [...wrong, ...astray, ...missing] }
}

/** How long mails may go out before that itself is what is wrong: all of them take a minute or two. */
const restsWithinMs = 600_000

/**
 * Mails and what was taken of them, both as nothing changed: one that goes out in between would be sent and not there.
 * @throws TypeError where they still change after so long
 */
async function atOneMoment(
  owner: Owner,
  providerId: string,
  take: () => Promise<readonly TakenMail[]>,
  withinMs: number,
) {
  const until = performance.now() + withinMs
  for (let before: QueuedMail[] | null = null; ; ) {
    const taken = await take()
    const { rows } = await owner.query<QueuedMail>(
      "SELECT id, to_address, state, attempts FROM mails WHERE provider_id = $1 AND kind = 'license_alert' ORDER BY id",
      [providerId],
    )
    if (isDeepStrictEqual(before, rows)) return { rows, taken }
    if (performance.now() > until) throw new TypeError(`Mails about alerts still went out after ${withinMs} ms`)
    before = rows
  }
}
