/** What happens to alerts by itself. */
import { z } from 'zod'
import { defineTask, type JobContext } from '../../platform/jobs/tasks.ts'
import { renewAlerts } from '../license-counts/public.ts'
import { mailAlerts } from './mail-alerts.ts'

/** The event that a counter leaves behind when it reaches what somebody is to be told of; written by the database. */
const alerted = 'licenses.alerted'

/** The name of the task that mails what still waits. */
export const mailWaitingAlerts = 'mail_waiting_license_alerts'
/** The name of the task that looks for counters which do not follow the settings. */
export const renewAllAlerts = 'renew_license_alerts'

/** The jobs of alerts; `publicUrl` is where links lead. */
export function licenseAlertTasks(publicUrl: () => string) {
  return [
    /** Mails what has just fired. */
    defineTask({
      name: 'mail_license_alerts',
      payload: z.object({ providerId: z.uuid() }),
      triggers: [{ event: alerted, oncePer: 'provider' }],
      run: ({ inside }, { providerId }) => mailAll(inside, providerId, publicUrl()),
    }),
    /** Mails what had to wait, or was missed. */
    defineTask({
      name: mailWaitingAlerts,
      payload: z.object({}),
      run: async ({ query, inside }) => {
        const rows = await query<{ provider_id: string }>(
          'SELECT DISTINCT provider_id FROM license_alerts WHERE mailed_at IS NULL ORDER BY provider_id',
        )
        for (const { provider_id } of rows) await mailAll(inside, provider_id, publicUrl())
      },
    }),
    /** Lets counters follow settings that have changed at the same moment as they did. */
    defineTask({
      name: renewAllAlerts,
      payload: z.object({}),
      isLong: true,
      run: async ({ providers, inside, log, signal }) => {
        for (const providerId of await providers()) {
          if (signal.aborted) return
          const renewed = await inside(providerId, (context) => renewAlerts(context, providerId))
          if (renewed > 0) log.warn({ event: 'license_alerts.renewed', providerId, counters: renewed })
        }
      },
    }),
  ] as const
}

async function mailAll(inside: JobContext['inside'], providerId: string, publicUrl: string): Promise<void> {
  let after: string | null = null
  do {
    const from: string | null = after
    after = (await inside(providerId, (context) => mailAlerts(context, publicUrl, from))).last
  } while (after !== null)
}
