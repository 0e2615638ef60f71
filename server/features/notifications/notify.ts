import type { NotificationCode, NotificationParams } from '@tenantry/contract/notification-kinds.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/http/context.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { insertNotice } from './notifications.queries.ts'

/** The event that gets people told. */
export const noticeWritten = { name: 'notice.written', version: 1 } as const

/** Something that people are to be told of. */
export interface NewNotice {
  /** What it is about; in sight of whoever tells of it, and told to those only who see it. */
  organizationId: string
  /** Unique in the provider: the same key again tells nobody again. */
  key: string
  kind: NotificationCode
  params: NotificationParams
  /** These memberships, or every membership with the permission that sees the organization. */
  to: readonly string[] | { permission: Permission }
  /** Gets a mail of it, too, without a membership; nobody gets two of one notice. */
  alsoTo?: string | null
}

/**
 * Tells people of something, in the app and by mail as each of them has chosen, once the caller's transaction is
 * committed.
 * @returns false when there is a notice with this key, which stays as it is
 */
export async function notify(context: Context, notice: NewNotice): Promise<boolean> {
  const { tx, clock, actor } = context
  const { organizationId, to } = notice
  const id = newId()
  const isNew = await insertNotice(tx, {
    provider_id: actor.scope.providerId,
    id,
    organization_id: organizationId,
    key: notice.key,
    kind: notice.kind,
    params: JSON.stringify(notice.params),
    to_memberships: 'permission' in to ? null : [...to],
    to_permission: 'permission' in to ? to.permission : null,
    to_address: notice.alsoTo ?? null,
    created_at: clock.now(),
  })
  if (isNew) await emitEvent(context, { ...noticeWritten, organizationId, payload: { noticeId: id } })
  return isNew
}
