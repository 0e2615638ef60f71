import {
  type NotificationCode,
  notificationCodes,
  notificationKind,
  notificationKinds,
} from '@tenantry/contract/notification-kinds.ts'
import type { NotificationSetting } from '@tenantry/contract/notifications.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findSettings, findTypesInSight, putSetting } from './notifications.queries.ts'

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

/** The kinds that can reach the caller, by what their role allows and what they see. */
async function kindsWithinReach({ tx, caller }: CallContext): Promise<NotificationCode[]> {
  const inSight = await findTypesInSight(tx)
  return notificationCodes.filter((code) =>
    notificationKinds[code].reaches.some(
      ({ permission, sees }) => caller.permissions.has(permission) && (!sees || inSight.has(sees)),
    ),
  )
}

/** Reads how the caller is told of what can reach them. */
export async function getNotificationSettings(context: CallContext): Promise<{ items: NotificationSetting[] }> {
  const chosen = await settingsOf(context.tx)
  const codes = await kindsWithinReach(context)
  return {
    items: codes.map((code) => {
      const { label, hint = null } = notificationKinds[code]
      return { code, label, hint, ...choiceOf(chosen, code) }
    }),
  }
}

/**
 * Sets how the caller is told of the kinds that are named.
 * @throws invalid_input (422) when one of them never reaches the caller
 */
export async function updateNotificationSettings(
  context: CallContext,
  items: readonly (Choice & Pick<NotificationSetting, 'code'>)[],
): Promise<{ items: NotificationSetting[] }> {
  const { providerId, membershipId } = context.caller.scope
  const known = await kindsWithinReach(context)
  const strangers = items.flatMap(({ code }, at) => (known.includes(code) ? [] : [`items.${at}.code`]))
  if (strangers.length > 0)
    throw invalidInput(
      ...strangers.map((path) => ({ path, code: 'kind_out_of_reach', message: 'You are never told of this' })),
    )
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
