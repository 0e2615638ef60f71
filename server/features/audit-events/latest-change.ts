import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Fields } from './payload.ts'

/**
 * Reads what the newest change of a kind since an instant left behind at an object; null where there is none, or none
 * of its values are kept. Says nothing about who may be told: the caller answers for that.
 */
export async function findLatestChange(
  tx: TenantTransaction,
  { objectId, action, since }: { objectId: string; action: string; since: Date },
): Promise<Fields | null> {
  const row = await tx
    .selectFrom('audit_events as e')
    .leftJoin('audit_payloads as p', (join) =>
      join.onRef('p.provider_id', '=', 'e.provider_id').onRef('p.audit_event_id', '=', 'e.id'),
    )
    .select('p.after')
    .where('e.object_id', '=', objectId)
    .where('e.action', '=', action)
    .where('e.occurred_at', '>=', since)
    .orderBy('e.occurred_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row?.after ?? null) as Fields | null
}
