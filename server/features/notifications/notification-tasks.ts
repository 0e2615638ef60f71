import { z } from 'zod'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { noticeWritten } from './notify.ts'
import { type Telling, tellPeople } from './tell-people.ts'

/** The name of the task that takes away what is older than 90 days. */
export const expireNotices = 'expire_notices'

/** The jobs that tell people of what has happened. */
export function notificationTasks(telling: Telling) {
  return [
    defineTask({
      name: 'tell_people',
      payload: z.object({ providerId: z.uuid(), payload: z.object({ noticeId: z.uuid() }) }),
      triggers: [{ event: noticeWritten.name, oncePer: 'event' }],
      run: (context, { providerId, payload }) =>
        tellPeople(context, telling, { providerId, noticeId: payload.noticeId }),
    }),
    defineTask({
      name: expireNotices,
      payload: z.object({}),
      run: async ({ query, clock }) => {
        const before = new Date(clock.now().getTime() - 90 * 24 * 60 * 60 * 1000)
        await query('DELETE FROM notices WHERE created_at < $1', [before])
      },
    }),
  ] as const
}
