/** When an invitation is due: at once when somebody asked for that, else from the start of its day on. */
import { dayIn } from '../../platform/clock/day-in.ts'
import type { InvitationRow } from './invitations.queries.ts'

/** The last day that has begun anywhere on earth: 14 hours ahead of UTC. */
export function latestDay(now: Date): string {
  return new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10)
}

/** Whether an invitation that was not sent yet is to be sent now. */
export function isDue(row: Pick<InvitationRow, 'requested_at' | 'send_on'>, timeZone: string, now: Date): boolean {
  if (row.requested_at !== null) return true
  return row.send_on !== null && row.send_on <= dayIn(timeZone, now)
}
