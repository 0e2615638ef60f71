import { z } from 'zod'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { noticeWritten } from './notify.ts'
import { tellPeople } from './tell-people.ts'

/** The jobs that tell people of what has happened. */
export const notificationTasks = [
  defineTask({
    name: 'tell_people',
    payload: z.object({ providerId: z.uuid(), payload: z.object({ noticeId: z.uuid() }) }),
    triggers: [{ event: noticeWritten.name, oncePer: 'event' }],
    run: (context, { providerId, payload }) => tellPeople(context, { providerId, noticeId: payload.noticeId }),
  }),
] as const
