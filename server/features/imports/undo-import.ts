/** Taking an import back, in pieces, each in one transaction together with how far it has come. */
import type { Caller } from '../../platform/auth/caller.ts'
import { breathe } from '../../platform/breathe.ts'
import { isOfTheMoment } from '../../platform/database/connection-loss.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { holdAlerts } from '../license-alerts/public.ts'
import { type Amounts, noCounts } from './chunk.ts'
import { type Counts, deleteMade, findLevels, findMade, type MadeRow, moveOn } from './imports.queries.ts'
import { NoLongerOurs, type OwnRun } from './own-run.ts'
import { undoRows } from './undo-rows.ts'

const mostRows = 2_147_483_647

/** Takes back what an import has made: what lies below goes before what it lies below. */
export async function undoImport(own: OwnRun, { rowsTakenBack }: Amounts): Promise<void> {
  const { tenantDb } = own.job
  const { scope } = await own.requireCaller()
  const levels = await tenantDb.within(scope, (tx) => findLevels(tx, own.row.id))
  for (const headLevel of levels) {
    // Upwards from the end.
    for (let before = mostRows; ; ) {
      const caller = await own.requireCaller()
      const made = await tenantDb.within(caller.scope, (tx) =>
        findMade(tx, own.row.id, { headLevel, before, limit: rowsTakenBack }),
      )
      if (made.length === 0) break
      await undoPiece(own, caller, made)
      before = made.at(-1)?.row_number ?? 0
      await breathe()
    }
  }
  await own.end('undone')
}

async function undoPiece(own: OwnRun, caller: Caller, made: readonly MadeRow[]): Promise<void> {
  own.requireTime()
  try {
    await own.withRetries(() =>
      own.job.tenantDb.within(caller.scope, async (tx) => {
        const row = await own.requireOurs(tx)
        const context = own.context(tx, caller)
        await noteUndone(own, tx, made, await undoRows(context, row, made))
        // Told once all of it is through.
        await holdAlerts(context, row.id)
      }),
    )
  } catch (error) {
    if (error instanceof NoLongerOurs || isOfTheMoment(error)) throw error
    if (made.length > 1) for (const each of made) await undoPiece(own, caller, [each])
    else await own.onOwn((tx) => noteUndone(own, tx, made, { ...noCounts(), kept: made.length }))
  }
}

/** What was looked at is not looked at again, also by a job that takes over. */
async function noteUndone(own: OwnRun, tx: TenantTransaction, made: readonly MadeRow[], counts: Counts): Promise<void> {
  const rows = made.map(({ row_number }) => row_number)
  await deleteMade(tx, own.row.id, rows)
  await moveOn(tx, own.row.id, { step: {}, counts, now: own.job.clock.now() })
}
