/** What one person is told in the app. */
import { z } from 'zod'
import { NotificationId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
import { type NotificationCode, notificationCodes } from './notification-kinds.ts'
import { defineOperation } from './operation.ts'

/** Something that the caller has been told of. */
export const Notification = z.object({
  id: NotificationId,
  organization: z.object({ id: OrganizationId, name: z.string() }).meta({ description: 'What it is about' }),
  code: z.string().meta({ description: 'What has happened' }),
  params: z.record(z.string(), z.union([z.string(), z.number()])).meta({ description: 'What its texts name' }),
  title: z.string(),
  detail: z.string().nullable(),
  path: z.string().meta({ description: 'The page of the app that it leads to' }),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
})
export type Notification = z.infer<typeof Notification>

export const notificationColumns = {
  code: { label: 'What', type: 'text', sortable: false, isFilled: true },
  organizationId: { label: 'About', type: 'id', sortable: false, isFilled: true },
  createdAt: { label: 'When', type: 'instant', sortable: true, isFilled: true },
  readAt: { label: 'Read', type: 'instant', sortable: true },
} as const satisfies ListColumns

export const listNotifications = defineOperation({
  id: 'listNotifications',
  method: 'GET',
  path: '/notifications',
  tag: 'notifications',
  summary: 'Lists what the caller has been told of, the newest first',
  access: 'session',
  query: listQuery(notificationColumns),
  response: page(Notification),
  status: 200,
  errors: ['filter_too_broad'],
})

export const readNotification = defineOperation({
  id: 'readNotification',
  method: 'PUT',
  path: '/notifications/{id}/read',
  tag: 'notifications',
  summary: 'Notes that the caller has read a notification, or has not',
  access: 'session',
  params: z.object({ id: NotificationId }),
  body: z.strictObject({ isRead: z.boolean() }).meta({ id: 'NotificationRead' }),
  status: 204,
  errors: ['not_found'],
  example: { body: { isRead: true } },
})

export const readAllNotifications = defineOperation({
  id: 'readAllNotifications',
  method: 'PUT',
  path: '/notifications-read',
  tag: 'notifications',
  summary: 'Notes that the caller has read all up to a moment',
  access: 'session',
  body: z
    .strictObject({
      upTo: z.iso.datetime({ offset: true }).meta({ description: 'createdAt of the newest one that was shown' }),
    })
    .meta({ id: 'NotificationsRead' }),
  status: 204,
  errors: [],
  example: { body: { upTo: '2026-03-04T05:06:07.000Z' } },
})

/** How the caller is told of one kind of thing. */
export const NotificationSetting = z.object({
  code: z.enum(notificationCodes),
  label: z.string(),
  hint: z.string().nullable().meta({ description: 'What reaches the caller whatever they choose' }),
  inApp: z.boolean(),
  byMail: z.boolean(),
})
export type NotificationSetting = z.infer<typeof NotificationSetting> & { code: NotificationCode }

const settings = z.object({ items: z.array(NotificationSetting) })

export const getNotificationSettings = defineOperation({
  id: 'getNotificationSettings',
  method: 'GET',
  path: '/notification-settings',
  tag: 'notifications',
  summary: 'Reads how the caller is told of what can reach them',
  access: 'session',
  response: settings,
  status: 200,
  errors: [],
})

export const updateNotificationSettings = defineOperation({
  id: 'updateNotificationSettings',
  method: 'PUT',
  path: '/notification-settings',
  tag: 'notifications',
  summary: 'Sets how the caller is told of what can reach them; kinds that are not named stay as they are',
  access: 'session',
  body: z
    .strictObject({
      items: z
        .array(z.strictObject({ code: z.enum(notificationCodes), inApp: z.boolean(), byMail: z.boolean() }))
        .max(100),
    })
    .meta({ id: 'NotificationSettingsInput' }),
  response: settings,
  status: 200,
  errors: [],
  example: { body: { items: [{ code: 'mail_bounced', inApp: true, byMail: true }] } },
})
