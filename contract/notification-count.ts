/** How much there is to read: apart, since every page asks it before anybody opens the rest. */
import { z } from 'zod'
import { defineOperation } from './operation.ts'

export const countNotifications = defineOperation({
  id: 'countNotifications',
  method: 'GET',
  path: '/notification-count',
  tag: 'notifications',
  summary: 'Counts what the caller has been told of and not read yet',
  access: 'session',
  response: z.object({
    unread: z.number().int().meta({ description: 'Up to 100, which stands for that many and more' }),
  }),
  status: 200,
  errors: [],
})
