/** Alerts of what goes on in many transactions, such as an import: told once it is through, and not piece by piece (EC6). */
import { type TenantTransaction, withCommit } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { writeHold, writeRelease } from './fired-alerts.queries.ts'

/** Whoever is cut off, or takes longer over one piece than this, holds nothing any longer. */
const longestPieceMinutes = 10

/**
 * Holds the alerts that the caller's transaction leads to, and those of the pieces before it. Called when the piece is
 * done: what it changes goes ahead of this.
 * @param runId tells what goes on from everything else that does
 */
export async function holdAlerts(context: Context, runId: string): Promise<void> {
  const until = new Date(context.clock.now().getTime() + longestPieceMinutes * 60_000)
  await withCommit(context.tx, writeHold(context, runId, until))
}

/** Has what was held told, with the numbers that are left in the end; where nothing was, nothing happens. */
export async function releaseAlerts(tx: TenantTransaction, providerId: string, runId: string): Promise<void> {
  await withCommit(tx, writeRelease(tx, providerId, runId))
}
