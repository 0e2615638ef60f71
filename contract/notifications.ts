/** What one person is told in the app. */
import { z } from 'zod'
import { NotificationId, OrganizationId } from './ids.ts'
import { type ListColumns, listQuery, page } from './list.ts'
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
