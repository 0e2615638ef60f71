/** Bringing a file in: pieces of it, each in one transaction together with how far it has come. */
import type { ImportKind } from '@tenantry/contract/imports.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { breathe } from '../../platform/breathe.ts'
import { isOfTheMoment } from '../../platform/database/connection-loss.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { asAppError } from '../../platform/http/problems.ts'
import { holdAlerts } from '../license-alerts/public.ts'
import {
  type Amounts,
  fail,
  type Importer,
  newOutcome,
  newRun,
  type Outcome,
  type PreparedChunk,
  type Run,
} from './chunk.ts'
import { readTree } from './file-tree.ts'
import { deleteChanges, deleteChangesAfter, insertChanges } from './import-changes.queries.ts'
import { importCustomers } from './import-customers.ts'
import { importContacts, importDevices, importEntities } from './import-parts.ts'
import { deleteProblems, insertProblems } from './import-problems.queries.ts'
import { changeImport, findChanged, type ImportRow, insertMade, moveOn, refreshStatistics } from './imports.queries.ts'
import { rememberChanged } from './our-ids.ts'
import { NoLongerOurs, type OwnRun } from './own-run.ts'
import { type FileRow, readRows } from './read-rows.ts'
import { refusedAt } from './shortages.ts'
import { firstRows } from './shown-rows.ts'

const importers: Record<ImportKind, Importer> = {
  customers: importCustomers,
  entities: importEntities,
  contacts: importContacts,
  devices: importDevices,
}

/** Brings the rows of an import in, or finds out what would be wrong with them. */
export class RowsOfImport {
  readonly #own: OwnRun
  readonly #files: FileStore
  readonly #run: Run
  readonly #rowsOfPiece: number
  readonly #importer: Importer
  /** How far it has come: rows that others hang from, which go first, and rows of the file that are behind it. */
  #step: { heads_done: number; position: number }
  #grownFrom = 0

  constructor(own: OwnRun, files: FileStore, { rowsOfPiece, keptChanges }: Amounts) {
    this.#own = own
    this.#files = files
    this.#run = newRun(own.row, keptChanges)
    this.#rowsOfPiece = rowsOfPiece
    this.#importer = importers[this.#run.kind]
    const { heads_done, position } = own.row
    this.#step = { heads_done, position }
  }

  async bring(): Promise<void> {
    // What a dry run finds depends on the rows before, so one that was cut off begins again.
    if (this.#own.isDryRun) await this.#restart()
    else await this.#rememberChanged()
    const run = this.#run
    if (run.kind === 'customers') run.tree = await readTree(run.columns, () => this.#rows())
    const { levels } = run.tree
    let done = 0
    for (const level of [...new Set(levels.values())].sort((a, b) => a - b)) {
      const isHere = ({ number }: FileRow) => levels.get(number) === level
      const from = this.#step.heads_done
      await this.#pass(level, isHere, () => {
        done += 1
        return done <= from
      })
    }
    const from = this.#step.position + run.row.header_row
    await this.#pass(
      0,
      ({ number }) => !levels.has(number),
      ({ number }) => number <= from,
    )
    await this.#own.end(this.#own.isDryRun ? 'checked' : 'finished')
  }

  /** Takes note of what the rows of an earlier job were about, which their cells alone do not always tell. */
  async #rememberChanged(): Promise<void> {
    const { heads_done, position } = this.#step
    if (heads_done + position === 0) return
    const made = await this.#own.onOwn((tx) => findChanged(tx, this.#run.row.id))
    for (const { object_id, row_number } of made) rememberChanged(this.#run, object_id, row_number)
  }

  /** The rows below the headings. */
  async *#rows(): AsyncGenerator<FileRow> {
    const { row } = this.#run
    for await (const each of readRows(this.#files, row.id, row)) if (each.number > row.header_row) yield each
  }

  /**
   * Goes through the file once, for some of its rows. A piece is read and judged while the one before is written.
   * @param level of what goes first; 0 for the rest
   */
  async #pass(level: number, isHere: (row: FileRow) => boolean, isBehind: (row: FileRow) => boolean): Promise<void> {
    let writing: Promise<void> = Promise.resolve()
    const write = async (rows: readonly FileRow[]) => {
      const chunk = await this.#importer.prepare(this.#run, rows)
      await writing
      writing = this.#write(level, chunk)
      // Heard of where it is waited for.
      writing.catch(() => {})
    }
    try {
      let rows: FileRow[] = []
      for await (const row of this.#rows()) {
        if (!isHere(row)) continue
        if (isBehind(row)) {
          this.#importer.remember(this.#run, row)
          continue
        }
        rows.push(row)
        if (rows.length < this.#rowsOfPiece) continue
        await write(rows)
        rows = []
      }
      if (rows.length > 0) await write(rows)
    } finally {
      await writing
    }
  }

  async #write(level: number, chunk: PreparedChunk): Promise<void> {
    await this.#bringThrough(level, chunk)
    if (this.#own.isDryRun || this.#step.position < this.#grownFrom) return
    // Each time it has brought in four times as much.
    this.#grownFrom = this.#step.position * 4
    await this.#own.onOwn(refreshStatistics)
  }

  async #restart(): Promise<void> {
    this.#step = { heads_done: 0, position: 0 }
    const nothingDone = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 }
    await this.#own.onOwn(async (tx) => {
      const row = await this.#own.requireOurs(tx)
      await changeImport(tx, row.id, { ...this.#step, ...nothingDone })
      await deleteProblems(tx, row.id)
      await deleteChanges(tx, row.id)
    })
  }

  /** Brings a chunk through; where something unforeseen is in the way, row by row, so that one row holds up no other. */
  async #bringThrough(level: number, chunk: PreparedChunk): Promise<void> {
    this.#own.requireTime()
    const caller = await this.#own.requireCaller()
    const after = this.#after(level, chunk.rows)
    try {
      await this.#own.withRetries(() => this.#bring(caller, chunk, { level, after }))
    } catch (error) {
      if (error instanceof NoLongerOurs || isOfTheMoment(error) || this.#own.job.signal.aborted) throw error
      const [only] = chunk.rows
      if (chunk.rows.length > 1) for (const row of chunk.split()) await this.#bringThrough(level, row)
      else if (only) await this.#giveUp(only, error, { level, after })
    }
    this.#step = after
    await breathe()
  }

  #after(level: number, rows: readonly FileRow[]) {
    const { heads_done, position } = this.#step
    if (level > 0) return { position, heads_done: heads_done + rows.length }
    return { heads_done, position: (rows.at(-1)?.number ?? 0) - this.#run.row.header_row }
  }

  async #bring(caller: Caller, chunk: PreparedChunk, to: Target): Promise<void> {
    const { tenantDb } = this.#own.job
    const bring = (tx: TenantTransaction) => chunk.bring(this.#own.context(tx, caller))
    const lockTimeoutMs = 30_000
    if (this.#own.isDryRun) {
      const outcome = await tenantDb.within(caller.scope, bring, { dryRun: true, lockTimeoutMs })
      await this.#own.onOwn((tx) => this.#keep(tx, outcome, to))
      this.#run.shown = this.#shownWith(outcome)
      for (const device of outcome.taken) this.#run.earlier.note(device)
      const { addedBefore } = this.#run
      for (const { is_new, organization_id: id } of outcome.made)
        if (is_new) addedBefore.set(id, 1 + (addedBefore.get(id) ?? 0))
      return
    }
    await tenantDb.within(
      caller.scope,
      async (tx) => {
        await this.#own.requireTurn(tx, this.#isWhereWeLeftIt)
        await this.#keep(tx, await bring(tx), to)
        // Told once all of it is through.
        await holdAlerts(this.#own.context(tx, caller), this.#run.row.id)
      },
      { lockTimeoutMs },
    )
  }

  readonly #isWhereWeLeftIt = ({ position, heads_done }: ImportRow) =>
    position === this.#step.position && heads_done === this.#step.heads_done

  async #keep(tx: TenantTransaction, outcome: Outcome, { level, after }: Target): Promise<void> {
    const row = await this.#own.requireOurs(tx, this.#isWhereWeLeftIt)
    await insertProblems(tx, row, outcome.problems)
    if (this.#own.isDryRun) await this.#keepChanges(tx, outcome)
    if (!this.#own.isDryRun) await insertMade(tx, { importId: row.id, headLevel: level }, outcome.made)
    await moveOn(tx, row.id, { step: after, counts: outcome.counts, now: this.#own.job.clock.now() })
  }

  async #keepChanges(tx: TenantTransaction, outcome: Outcome): Promise<void> {
    if (outcome.changes.length === 0) return
    const { row, shown: before } = this.#run
    const shown = this.#shownWith(outcome)
    const kept = new Set(shown)
    const last = shown.at(-1) ?? 0
    if ((before.at(-1) ?? 0) > last) await deleteChangesAfter(tx, row.id, last)
    await insertChanges(
      tx,
      row.id,
      outcome.changes.filter(({ row_number }) => kept.has(row_number)),
    )
  }

  #shownWith({ changes }: Outcome): number[] {
    return firstRows(
      this.#run.shown,
      changes.map(({ row_number }) => row_number),
      this.#run.keptChanges,
    )
  }

  /** Keeps that a row cannot be brought in, whatever it was. */
  async #giveUp(row: FileRow, error: unknown, to: Target): Promise<void> {
    const { changing } = this.#run
    const organizationId = changing?.row === row.number ? changing.organizationId : null
    const known = asAppError(organizationId === null ? error : refusedAt(error, organizationId))
    if (known.code === 'internal')
      this.#own.job.log.error({ event: 'import.row_failed', importId: this.#run.row.id, err: error })
    const outcome = newOutcome()
    const problems = known.details.errors ?? [{ path: '', code: known.code, message: known.message }]
    fail(this.#run, outcome, row, problems)
    await this.#own.onOwn((tx) => this.#keep(tx, outcome, to))
  }
}

/** What is reached once a piece is through. */
interface Target {
  level: number
  after: { heads_done: number; position: number }
}
