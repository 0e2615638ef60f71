import { notificationCodes, notificationKind, notificationKinds } from '@tenantry/contract/notification-kinds.ts'
import type { NotificationSetting } from '@tenantry/contract/notifications.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findSettings, putSetting } from './notifications.queries.ts'

type Choice = Pick<NotificationSetting, 'inApp' | 'byMail'>

/** What the scope's membership has chosen otherwise, by kind. */
export async function settingsOf(tx: TenantTransaction): Promise<ReadonlyMap<string, Choice>> {
  const rows = await findSettings(tx)
  return new Map(rows.map(({ kind, in_app, by_mail }) => [kind, { inApp: in_app, byMail: by_mail }]))
}

/** How somebody is told of a kind. */
export function choiceOf(chosen: ReadonlyMap<string, Choice>, code: string): Choice {
  const { inApp, byMail } = chosen.get(code) ?? notificationKind(code) ?? { inApp: true, byMail: false }
  return { inApp, byMail }
}

/** Reads how the caller is told of what. */
export async function getNotificationSettings({ tx }: CallContext): Promise<{ items: NotificationSetting[] }> {
  const chosen = await settingsOf(tx)
  return {
    items: notificationCodes.map((code) => ({ code, label: notificationKinds[code].label, ...choiceOf(chosen, code) })),
  }
}

/** Sets how the caller is told of the kinds that are named. */
export async function updateNotificationSettings(
  context: CallContext,
  items: readonly (Choice & Pick<NotificationSetting, 'code'>)[],
): Promise<{ items: NotificationSetting[] }> {
  const { providerId, membershipId } = context.caller.scope
  for (const { code, inApp, byMail } of items)
    await putSetting(context.tx, {
      provider_id: providerId,
      membership_id: membershipId,
      kind: code,
      in_app: inApp,
      by_mail: byMail,
    })
  return getNotificationSettings(context)
}
