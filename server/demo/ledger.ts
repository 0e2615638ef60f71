import type pg from 'pg'
import type { GeneratedProvider } from './generate-provider.ts'

/** How far back the ledger of the demo goes. */
const days = 90

/**
 * Tells in a generated provider's ledger when each license was taken: what was added within the last days took its own on
 * that day, what is older was there when counting began, and each trial has been one since its customer came. Generated
 * things are counted at once and at the end, since they are loaded that way; what was counted stays, and so does all that
 * counters hold.
 * @param ownerPool connections of the database's owner: nobody else rewrites a ledger
 */
export async function dateLedger(ownerPool: pg.Pool, { providerId }: GeneratedProvider, now: Date): Promise<void> {
  const since = new Date(now.getTime() - days * 86_400_000)
  await ownerPool.query(
    `WITH counted AS (
       DELETE FROM license_ledger WHERE provider_id = $1 AND (kind = 'opening' OR type = 'trial_devices') RETURNING *),
     trials AS (
       SELECT c.*, o.created_at AS begun_at FROM counted c
       JOIN organizations o ON o.provider_id = $1 AND o.id = c.organization_id WHERE c.kind = 'limit'),
     begun AS (
       INSERT INTO license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after,
         limit_after, overage_after, subject_kind, subject_id, subject_name, reason, actor_name)
       SELECT provider_id, id, organization_id, type, 1, begun_at, kind, 0, 0, limit_after, overage_after, subject_kind,
         subject_id, subject_name, 'customer.created', actor_name
       FROM trials),
     dated AS (
       SELECT c.*, coalesce(d.created_at, m.created_at) AS added_at, t.limit_after AS trial_limit,
         CASE WHEN t.id IS NULL THEN 0 ELSE 1 END AS before
       FROM counted c
       LEFT JOIN trials t ON t.organization_id = c.organization_id AND t.type = c.type
       LEFT JOIN devices d ON c.subject_kind = 'device' AND d.provider_id = $1 AND d.id = c.subject_id
       LEFT JOIN memberships m ON c.subject_kind = 'membership' AND m.provider_id = $1 AND m.id = c.subject_id
       WHERE c.kind = 'opening')
     INSERT INTO license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after,
       limit_after, overage_after, subject_kind, subject_id, subject_name, reason, actor_name)
     SELECT provider_id, id, organization_id, type, before + row_number() OVER placed, greatest(added_at, $2),
       CASE WHEN added_at > $2 THEN 'take' ELSE 'opening' END, count, row_number() OVER placed,
       trial_limit, overage_after, subject_kind, subject_id, subject_name,
       CASE WHEN added_at <= $2 THEN reason WHEN subject_kind = 'device' THEN 'device.created' ELSE 'user.invited' END,
       actor_name
     FROM dated WINDOW placed AS (PARTITION BY organization_id, type ORDER BY added_at, subject_id)`,
    [providerId, since],
  )
}
