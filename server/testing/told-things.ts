import { newId } from '../platform/clock/clock.ts'
import type { ProviderWorld, World } from './world.ts'

/** A mail of a provider, and a notification that its administrator has been told; neither is made by an operation. */
export async function toldThings(
  { test }: Pick<World, 'test'>,
  { providerId, admin }: ProviderWorld,
  { organizationId, words }: { organizationId: string; words: string },
): Promise<{ mails: string; notifications: string }> {
  const [mails, notifications] = [newId(), newId()]
  await test.owner.query(
    `INSERT INTO mails (provider_id, id, organization_id, key, kind, to_address, subject, text, state, last_error, created_at, updated_at)
     VALUES ($1, $2::uuid, $3, $2::uuid::text, 'license_alert', 'a@b.example', $4, $4, 'bounced', $4, now(), now())`,
    [providerId, mails, organizationId, words],
  )
  await test.owner.query(
    `INSERT INTO notices (provider_id, id, organization_id, key, kind, params, to_permission, created_at)
     VALUES ($1, $2::uuid, $3, $2::uuid::text, 'mail_bounced', jsonb_build_object('subject', $4::text), 'settings.manage', now())`,
    [providerId, notifications, organizationId, words],
  )
  await test.owner.query(
    'INSERT INTO notifications (provider_id, membership_id, notice_id, created_at) VALUES ($1, $2, $3, now())',
    [providerId, admin.membershipId, notifications],
  )
  return { mails, notifications }
}
