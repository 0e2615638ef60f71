/** Imports in the background: pieces of a file, each in one transaction together with how far it has come. */
import type { ImportState } from '@tenantry/contract/imports.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { z } from 'zod'
import { actingCaller, type Starter } from '../../platform/auth/acting-caller.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { isConnectionLoss } from '../../platform/database/connection-loss.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { asAppError, isRetryable } from '../../platform/http/problems.ts'
import { defineTask, type JobContext } from '../../platform/jobs/tasks.ts'
import { breathe, fail, newOutcome, newRun, noCounts, type Outcome, type Run } from './chunk.ts'
import { importCustomers } from './import-customers.ts'
import { importContacts, importEntities } from './import-parts.ts'
import {
  type Counts,
  changeImport,
  deleteMade,
  findImport,
  findMade,
  type ImportRow,
  insertMade,
  insertProblems,
  lockImport,
  type MadeRow,
  moveOn,
  refreshStatistics,
} from './imports.queries.ts'
import { onOwnImport } from './own-import.ts'
import { type FileRow, readRows } from './read-rows.ts'
import { undoRows } from './undo-rows.ts'

const rowsOfChunk = 500
const mostRows = 2_147_483_647

const importers = { customers: importCustomers, entities: importEntities, contacts: importContacts }

/** The job behind checks, imports and their taking back. */
export function importTask(files: FileStore) {
  return defineTask({
    name: 'run_import',
    payload: z.object({
      providerId: z.string(),
      payload: z.object({ importId: z.string(), membershipId: z.string() }),
    }),
    triggers: [{ event: 'import.requested', oncePer: 'payload' }],
    maxAttempts: 20,
    isLong: true,
    run: async (job, { providerId, payload: { importId, membershipId } }) => {
      const owner = { providerId, membershipId, apiKeyId: null }
      const row = await onOwnImport(job.tenantDb, owner, (tx) => findImport(tx, importId))
      if (!row) return
      await new ImportRunner(job, files, row).run()
    },
  })
}

/** Thrown where an import does not stand where this job has left it: it was cancelled, or another job has it. */
class NoLongerOurs extends Error {
  override name = 'NoLongerOurs'
}

class ImportRunner {
  readonly #job: JobContext
  readonly #files: FileStore
  readonly #row: ImportRow
  readonly #run: Run
  readonly #starter: Starter
  /** Rows of the file that are behind it. */
  #position: number
  #grownFrom = 0

  constructor(job: JobContext, files: FileStore, row: ImportRow) {
    this.#job = job
    this.#files = files
    this.#row = row
    this.#run = newRun(row)
    this.#starter = { providerId: row.provider_id, membershipId: row.membership_id, apiKeyId: row.api_key_id }
    this.#position = row.position
  }

  async run(): Promise<void> {
    const { state } = this.#row
    if (!['checking', 'running', 'undoing'].includes(state)) return
    try {
      if (state === 'undoing') await this.#undo()
      else await this.#import()
    } catch (error) {
      if (error instanceof NoLongerOurs) return
      if (!(error instanceof AppError) || !['forbidden', 'invalid_input', 'not_found'].includes(error.code)) throw error
      await this.#end('stopped', error.code)
    }
  }

  async #import(): Promise<void> {
    // What a dry run finds depends on the rows before, so one that was cut off begins again.
    if (this.#run.isDryRun) await this.#restart()
    let chunk: FileRow[] = []
    let isHeading = true
    for await (const row of readRows(this.#files, this.#row.id, this.#row)) {
      if (isHeading || row.number <= this.#position + 1) {
        isHeading = false
        continue
      }
      chunk.push(row)
      if (chunk.length < rowsOfChunk) continue
      await this.#step(chunk)
      await this.#noteGrowth()
      chunk = []
    }
    if (chunk.length > 0) await this.#step(chunk)
    await this.#end(this.#run.isDryRun ? 'checked' : 'finished', null)
  }

  /** Each time it has brought in four times as much. */
  async #noteGrowth(): Promise<void> {
    if (this.#run.isDryRun || this.#position < this.#grownFrom) return
    this.#grownFrom = this.#position * 4
    await this.#onOwn(refreshStatistics)
  }

  async #restart(): Promise<void> {
    this.#position = 0
    await this.#onOwn(async (tx) => {
      const row = await this.#requireOurs(tx, null)
      await changeImport(tx, row.id, { position: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 })
      await tx.deleteFrom('import_problems').where('import_id', '=', row.id).execute()
    })
  }

  /** Brings a chunk through; where something unforeseen is in the way, row by row, so that one row holds up no other. */
  async #step(rows: readonly FileRow[]): Promise<void> {
    if (this.#job.signal.aborted) throw new TypeError('The server stops; another one goes on')
    const caller = await this.#requireCaller()
    try {
      await this.#withRetries(() => this.#bring(caller, rows))
    } catch (error) {
      if (error instanceof NoLongerOurs || isConnectionLoss(error) || this.#job.signal.aborted) throw error
      const [only] = rows
      if (rows.length > 1) for (const row of rows) await this.#step([row])
      else if (only) await this.#giveUp(only, error)
    }
    this.#position = (rows.at(-1)?.number ?? 1) - 1
    await breathe()
  }

  async #bring(caller: Caller, rows: readonly FileRow[]): Promise<void> {
    const position = (rows.at(-1)?.number ?? 1) - 1
    const { tenantDb, clock } = this.#job
    const work = importers[this.#run.kind]
    if (this.#run.isDryRun) {
      const outcome = await tenantDb.within(caller.scope, (tx) => work(this.#context(tx, caller), this.#run, rows), {
        dryRun: true,
        lockTimeoutMs: 30_000,
      })
      await this.#onOwn((tx) => this.#keep(tx, outcome, position, clock.now()))
      return
    }
    await tenantDb.within(
      caller.scope,
      async (tx) => {
        await this.#requireOurs(tx, this.#position)
        await this.#keep(tx, await work(this.#context(tx, caller), this.#run, rows), position, clock.now())
      },
      { lockTimeoutMs: 30_000 },
    )
  }

  async #keep(tx: TenantTransaction, outcome: Outcome, position: number, now: Date): Promise<void> {
    const row = await this.#requireOurs(tx, this.#position)
    await insertProblems(tx, row, outcome.problems)
    if (!this.#run.isDryRun) await insertMade(tx, row.id, outcome.made)
    await moveOn(tx, row.id, { position, counts: outcome.counts, now })
  }

  /** Keeps that a row cannot be brought in, whatever it was. */
  async #giveUp(row: FileRow, error: unknown): Promise<void> {
    const known = asAppError(error)
    if (known.code === 'internal')
      this.#job.log.error({ event: 'import.row_failed', importId: this.#row.id, err: error })
    const outcome = newOutcome()
    const problems = known.details.errors ?? [{ path: '', code: known.code, message: known.message }]
    fail(this.#run, outcome, row, problems)
    await this.#onOwn((tx) => this.#keep(tx, outcome, row.number - 1, this.#job.clock.now()))
  }

  async #undo(): Promise<void> {
    // Upwards from the end, so that what lies below goes before what it lies below.
    let before = mostRows
    for (;;) {
      const caller = await this.#requireCaller()
      const made = await this.#job.tenantDb.within(caller.scope, (tx) =>
        findMade(tx, this.#row.id, { before, limit: rowsOfChunk }),
      )
      if (made.length === 0) break
      await this.#undoPiece(caller, made)
      before = made.at(-1)?.row_number ?? 0
      await breathe()
    }
    await this.#end('undone', null)
  }

  async #undoPiece(caller: Caller, made: readonly MadeRow[]): Promise<void> {
    if (this.#job.signal.aborted) throw new TypeError('The server stops; another one goes on')
    try {
      await this.#withRetries(() =>
        this.#job.tenantDb.within(caller.scope, async (tx) => {
          const row = await this.#requireOurs(tx, null)
          await this.#noteUndone(tx, made, await undoRows(this.#context(tx, caller), row, made))
        }),
      )
    } catch (error) {
      if (error instanceof NoLongerOurs || isConnectionLoss(error)) throw error
      if (made.length > 1) for (const each of made) await this.#undoPiece(caller, [each])
      else await this.#onOwn((tx) => this.#noteUndone(tx, made, { ...noCounts(), kept: made.length }))
    }
  }

  /** What was looked at is not looked at again, also by a job that takes over. */
  async #noteUndone(tx: TenantTransaction, made: readonly MadeRow[], counts: Counts): Promise<void> {
    await deleteMade(
      tx,
      this.#row.id,
      made.map(({ row_number }) => row_number),
    )
    await moveOn(tx, this.#row.id, { position: this.#row.position, counts, now: this.#job.clock.now() })
  }

  async #end(state: ImportState, stoppedBy: string | null): Promise<void> {
    await this.#onOwn(async (tx) => {
      const row = await this.#requireOurs(tx, null)
      const now = this.#job.clock.now()
      const isOver = state === 'finished' || state === 'stopped'
      await changeImport(tx, row.id, {
        state: state === 'stopped' && this.#run.isDryRun ? 'analysed' : state,
        stopped_by: stoppedBy,
        version: row.version + 1,
        updated_at: now,
        ...(state === 'finished' || state === 'checked' ? { position: row.rows } : {}),
        ...(isOver && row.state === 'running' ? { finished_at: now } : {}),
        ...(state === 'checked' ? { checked_at: now } : {}),
      })
    })
  }

  /** @throws forbidden (403) when whoever started it may no longer do this */
  async #requireCaller(): Promise<Caller> {
    const caller = await actingCaller(this.#job.tenantDb, this.#starter)
    if (!caller || !needed(this.#row).every((permission) => caller.permissions.has(permission)))
      throw new AppError('forbidden')
    return caller
  }

  async #requireOurs(tx: TenantTransaction, position: number | null): Promise<ImportRow> {
    const row = await lockImport(tx, this.#row.id)
    if (!row || row.state !== this.#row.state || (position !== null && row.position !== position))
      throw new NoLongerOurs()
    return row
  }

  #context(tx: TenantTransaction, caller: Caller): CallContext {
    const { clock } = this.#job
    const origin = { id: `import ${this.#row.id}`, source: null }
    return { tx, caller, actor: caller, clock, origin, ifMatch: null, dryRun: this.#run.isDryRun }
  }

  #onOwn<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return onOwnImport(this.#job.tenantDb, this.#starter, work)
  }

  async #withRetries(work: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        // What somebody has changed after it was read is read again.
        const isOutdated = error instanceof AppError && error.code === 'precondition_failed'
        if (attempt >= 4 || !(isOutdated || isRetryable(error))) throw error
      }
    }
  }
}

/** What an import takes at every moment of its run. */
function needed({ kind, existing }: ImportRow): Permission[] {
  return kind !== 'customers' || existing === 'update' ? ['customers.create', 'customers.update'] : ['customers.create']
}
