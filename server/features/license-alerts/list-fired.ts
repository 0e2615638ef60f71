import type { FiredAlert } from '@tenantry/contract/license-alerts.ts'
import type { MailState } from '@tenantry/contract/mails.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { isInternalTo } from '../own-side/public.ts'
import type { AlertPlace } from './alert-settings.ts'
import { percentOf } from './alert-texts.ts'
import { type FiredRow, findFired, findMailStates, findSeen } from './fired-alerts.queries.ts'
import { isPool } from './resolve-alerts.ts'

const most = 50

/**
 * Lists the latest alerts of an organization. Addresses are told to those who see whose they are, and none to its own people,
 * unless its pool is theirs.
 */
export async function listFired(context: CallContext, { organization }: AlertPlace): Promise<{ items: FiredAlert[] }> {
  const { tx, caller } = context
  const rows = await findFired(tx, organization.id, most)
  const isHidden = isInternalTo(caller, organization.id) && !isPool(organization.type)
  const owners = isHidden ? new Set<string>() : await findSeen(tx, [...new Set(rows.flatMap(ownersOf))])
  const seen = (row: FiredRow) => (row.recipients ?? []).filter((_, index) => owners.has(ownersOf(row)[index] ?? ''))
  const keys = rows.flatMap((row) => seen(row).map((address) => keyOf(row, address)))
  const states = await findMailStates(tx, [...new Set(keys)])
  return { items: toldTogether(rows).map((together) => firedView(together, seen(together[0]), states)) }
}

const ownersOf = ({ recipient_owners }: FiredRow) => recipient_owners ?? []
const keyOf = ({ mail_key }: FiredRow, address: string) => `${mail_key}/${address}`

/** Who reaches threshold and limit at once is told of both in one line: the later numbers first. */
function toldTogether(rows: readonly FiredRow[]): [FiredRow, ...FiredRow[]][] {
  const groups = new Map<string, [FiredRow, ...FiredRow[]]>()
  for (const row of rows) {
    const key = `${row.type}/${row.mail_key ?? row.transaction_id}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()]
}

function firedView(
  together: readonly [FiredRow, ...FiredRow[]],
  seen: readonly string[],
  states: ReadonlyMap<string, string>,
): FiredAlert {
  const [row] = together
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
    mailedAt: row.recipients?.length ? (row.mailed_at?.toISOString() ?? null) : null,
    isWaiting: row.mailed_at === null,
    mails: seen.map((to) => ({ to, state: (states.get(keyOf(row, to)) as MailState | undefined) ?? null })),
    hasHiddenRecipients: seen.length < (row.recipients ?? []).length,
  }
}
