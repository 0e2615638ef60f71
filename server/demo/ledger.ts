import type pg from 'pg'
import type { GeneratedProvider } from './generate-provider.ts'

/** How far back the ledger of the demo goes. */
const days = 90

/**
 * Tells in a generated provider's ledger when each license was taken: what was added within the last days took its own on
 * that day, what is older was there when counting began. Generated things are counted at once and at the end, since they
 * are loaded that way; what was counted stays, and so does all that counters hold.
 * @param ownerPool connections of the database's owner: nobody else rewrites a ledger
 */
export async function dateLedger(ownerPool: pg.Pool, { providerId }: GeneratedProvider, now: Date): Promise<void> {
  const since = new Date(now.getTime() - days * 86_400_000)
  await ownerPool.query(
    `WITH opening AS (
       DELETE FROM license_ledger WHERE provider_id = $1 AND kind = 'opening' RETURNING *),
     dated AS (
       SELECT o.*, coalesce(d.created_at, m.created_at) AS added_at
       FROM opening o
       LEFT JOIN devices d ON o.subject_kind = 'device' AND d.provider_id = $1 AND d.id = o.subject_id
       LEFT JOIN memberships m ON o.subject_kind = 'membership' AND m.provider_id = $1 AND m.id = o.subject_id)
     INSERT INTO license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after,
       limit_after, overage_after, subject_kind, subject_id, subject_name, reason, actor_name)
     SELECT provider_id, id, organization_id, type, row_number() OVER placed, greatest(added_at, $2),
       CASE WHEN added_at > $2 THEN 'take' ELSE 'opening' END, count, row_number() OVER placed,
       limit_after, overage_after, subject_kind, subject_id, subject_name,
       CASE WHEN added_at <= $2 THEN reason WHEN subject_kind = 'device' THEN 'device.created' ELSE 'user.invited' END,
       actor_name
     FROM dated WINDOW placed AS (PARTITION BY organization_id, type ORDER BY added_at, subject_id)`,
    [providerId, since],
  )
}
