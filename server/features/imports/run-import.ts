/** The job behind checks, imports and their taking back. */
import { keptChanges } from '@tenantry/contract/import-changes.ts'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { RowsOfImport } from './bring-rows.ts'
import type { Amounts } from './chunk.ts'
import { findImport } from './imports.queries.ts'
import { onOwnImport } from './own-import.ts'
import { NoLongerOurs, OwnRun } from './own-run.ts'
import { undoImport } from './undo-import.ts'

/** So many rows are through within seconds. */
const mostShortRows = 2_000

const usual: Amounts = { rowsOfPiece: 1_000, rowsTakenBack: 500, keptChanges }

/** Does in the background what an import is about to do; goes on where an earlier job was cut off. */
export function importTask(files: FileStore, amounts: Amounts = usual) {
  return defineTask({
    name: 'run_import',
    payload: z.object({
      providerId: z.string(),
      payload: z.object({ importId: z.string(), membershipId: z.string() }),
    }),
    triggers: [{ event: 'import.requested', oncePer: 'payload' }],
    maxAttempts: 20,
    isLong: true,
    isShort: ({ rows }) => typeof rows === 'number' && rows <= mostShortRows,
    run: async (job, { providerId, payload: { importId, membershipId } }) => {
      const owner = { providerId, membershipId, apiKeyId: null }
      const row = await onOwnImport(job.tenantDb, owner, (tx) => findImport(tx, importId))
      if (row && ['checking', 'running', 'undoing'].includes(row.state))
        await runImport(new OwnRun(job, row), files, amounts)
    },
  })
}

async function runImport(own: OwnRun, files: FileStore, amounts: Amounts): Promise<void> {
  try {
    if (own.row.state === 'undoing') await undoImport(own, amounts)
    else await new RowsOfImport(own, files, amounts).bring()
  } catch (error) {
    if (error instanceof NoLongerOurs) return
    if (!(error instanceof AppError) || !['forbidden', 'invalid_input', 'not_found'].includes(error.code)) throw error
    await own.end('stopped', error.code)
  }
}
