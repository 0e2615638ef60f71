/** What the jobs of an import have in common: whose it is, whether it is still theirs, and how it ends. */
import type { ImportState } from '@tenantry/contract/imports.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { actingCaller, type Starter } from '../../platform/auth/acting-caller.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { isRetryable } from '../../platform/http/problems.ts'
import type { JobContext } from '../../platform/jobs/tasks.ts'
import { releaseAlerts } from '../license-alerts/public.ts'
import { changeImport, findImport, type ImportRow, lockImport } from './imports.queries.ts'
import { onOwnImport } from './own-import.ts'

/** Thrown where an import does not stand where this job has left it: it was cancelled, or another job has it. */
export class NoLongerOurs extends Error {
  override name = 'NoLongerOurs'
}

/** One job's work on an import. */
export class OwnRun {
  readonly job: JobContext
  readonly row: ImportRow
  readonly isDryRun: boolean
  readonly #starter: Starter

  constructor(job: JobContext, row: ImportRow) {
    this.job = job
    this.row = row
    this.isDryRun = row.state === 'checking'
    this.#starter = { providerId: row.provider_id, membershipId: row.membership_id, apiKeyId: row.api_key_id }
  }

  /** @throws forbidden (403) when whoever started it may no longer do this */
  async requireCaller(): Promise<Caller> {
    const caller = await actingCaller(this.job.tenantDb, this.#starter)
    if (!caller || !needed(this.row).every((permission) => caller.permissions.has(permission)))
      throw new AppError('forbidden')
    return caller
  }

  /**
   * Has other jobs of the import wait until the transaction ends, and nobody else: whoever cancels it meanwhile is heard at
   * once, and {@link requireOurs} tells of it before anything of the piece is kept.
   */
  async requireTurn(tx: TenantTransaction, isWhereWeLeftIt: (row: ImportRow) => boolean): Promise<void> {
    await takeLock(tx, lockSpaces.imports, this.row.id)
    this.#requireSame(await findImport(tx, this.row.id), isWhereWeLeftIt)
  }

  /** Locks the import; whoever else works on it waits. */
  async requireOurs(tx: TenantTransaction, isWhereWeLeftIt: (row: ImportRow) => boolean = () => true) {
    return this.#requireSame(await lockImport(tx, this.row.id), isWhereWeLeftIt)
  }

  #requireSame(row: ImportRow | undefined, isWhereWeLeftIt: (row: ImportRow) => boolean): ImportRow {
    if (!row || row.state !== this.row.state || !isWhereWeLeftIt(row)) throw new NoLongerOurs()
    return row
  }

  requireTime(): void {
    if (this.job.signal.aborted) throw new TypeError('The server stops; another one goes on')
  }

  context(tx: TenantTransaction, caller: Caller): CallContext {
    const { clock } = this.job
    const origin = { id: `import ${this.row.id}`, source: null }
    return { tx, caller, actor: caller, clock, origin, ifMatch: null, dryRun: this.isDryRun }
  }

  onOwn<Result>(work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return onOwnImport(this.job.tenantDb, this.#starter, work)
  }

  async withRetries(work: () => Promise<void>): Promise<void> {
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

  async end(state: ImportState, stoppedBy: string | null = null): Promise<void> {
    await this.onOwn(async (tx) => {
      const row = await this.requireOurs(tx)
      const now = this.job.clock.now()
      const isOver = state === 'finished' || state === 'stopped' || state === 'undone'
      await changeImport(tx, row.id, {
        state: state === 'stopped' && this.isDryRun ? 'analysed' : state,
        stopped_by: stoppedBy,
        version: row.version + 1,
        updated_at: now,
        ...(state === 'finished' || state === 'checked' ? { position: row.rows } : {}),
        ...(isOver && row.state === 'running' ? { finished_at: now } : {}),
        ...(state === 'checked' ? { checked_at: now } : {}),
      })
      if (isOver) await releaseAlerts(tx, row.provider_id, row.id)
    })
  }
}

/** What an import takes at every moment of its run. */
function needed({ kind, existing }: ImportRow): Permission[] {
  if (kind === 'devices') return ['customers.create', 'devices.write']
  return kind !== 'customers' || existing === 'update' ? ['customers.create', 'customers.update'] : ['customers.create']
}
