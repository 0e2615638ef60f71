import type { FiredAlert } from '@tenantry/contract/license-alerts.ts'
import type { MailState } from '@tenantry/contract/mails.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { isInternalTo } from '../own-side/public.ts'
import type { AlertPlace } from './alert-settings.ts'
import { percentOf } from './alert-texts.ts'
import { findFired, findMailStates } from './fired-alerts.queries.ts'
import { isPool } from './resolve-alerts.ts'

const most = 50

/** Lists the latest alerts of an organization; to whom they went is not told to its own people, unless its pool is theirs. */
export async function listFired(context: CallContext, { organization }: AlertPlace): Promise<{ items: FiredAlert[] }> {
  const { tx, caller } = context
  const rows = await findFired(tx, organization.id, most)
  const isHidden = isInternalTo(caller, organization.id) && !isPool(organization.type)
  const keyOf = (key: string | null, address: string) => `${key}/${address}`
  const keys = rows.flatMap(({ mail_key, recipients }) => (recipients ?? []).map((each) => keyOf(mail_key, each)))
  const states = isHidden ? new Map<string, string>() : await findMailStates(tx, [...new Set(keys)])
  const items = rows.map(
    (row): FiredAlert => ({
      id: row.id,
      firedAt: row.fired_at.toISOString(),
      type: row.type,
      typeName: row.type_name,
      level: row.level as FiredAlert['level'],
      threshold: row.threshold,
      percent: percentOf({ used: row.demand, limit: row.limit_count }),
      limit: row.limit_count,
      used: row.demand,
      mailedAt: row.mailed_at?.toISOString() ?? null,
      mails: isHidden
        ? []
        : (row.recipients ?? []).map((to) => ({
            to,
            state: (states.get(keyOf(row.mail_key, to)) as MailState | undefined) ?? null,
          })),
    }),
  )
  return { items }
}
