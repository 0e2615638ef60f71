import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql } from 'kysely'
import type { ImportRowsTable, ImportsTable } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** An import as it is stored. */
export type ImportRow = Selectable<ImportsTable>

/** What a row has made or changed. */
export type MadeRow = Selectable<ImportRowsTable>

/** The counts of an import. */
export const countNames = ['created', 'updated', 'unchanged', 'skipped', 'failed', 'taken_back', 'kept'] as const
export type Counts = Record<(typeof countNames)[number], number>

export async function insertImport(tx: TenantTransaction, row: Insertable<ImportsTable>): Promise<ImportRow> {
  return tx.insertInto('imports').values(row).returningAll().executeTakeFirstOrThrow()
}

/** One’s own import, or nothing for anybody else. */
export async function findImport(tx: TenantTransaction, id: string): Promise<ImportRow | undefined> {
  return tx.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Reads an import that is about to be changed; who works on it waits until the transaction ends. */
export async function lockImport(tx: TenantTransaction, id: string): Promise<ImportRow | undefined> {
  return tx.selectFrom('imports').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** One’s own imports, newest first. */
export async function findImports(tx: TenantTransaction, most: number): Promise<ImportRow[]> {
  return tx.selectFrom('imports').selectAll().orderBy('id', 'desc').limit(most).execute()
}

/**
 * Lets go of the files of all but one's own latest imports; what is going on keeps its file.
 * @returns the imports whose files can be removed once this is committed
 */
export async function dropOldFiles(tx: TenantTransaction, kept: number): Promise<string[]> {
  const rows = await tx
    .updateTable('imports')
    .set({ has_file: false, samples: '[]' })
    .where('has_file', '=', true)
    .where('state', 'not in', ['checking', 'running'])
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('imports as old')
        .select('old.id')
        .where('old.has_file', '=', true)
        .orderBy('old.id', 'desc')
        .offset(kept),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function changeImport(
  tx: TenantTransaction,
  id: string,
  change: Updateable<ImportsTable>,
): Promise<ImportRow> {
  return tx.updateTable('imports').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** Moves an import on: how far it has come, and what has been added to its counts. */
export async function moveOn(
  tx: TenantTransaction,
  id: string,
  { step, counts, now }: { step: { position?: number; heads_done?: number }; counts: Counts; now: Date },
): Promise<void> {
  await tx
    .updateTable('imports')
    .set((eb) => ({
      ...step,
      updated_at: now,
      created: eb('created', '+', counts.created),
      updated: eb('updated', '+', counts.updated),
      unchanged: eb('unchanged', '+', counts.unchanged),
      skipped: eb('skipped', '+', counts.skipped),
      failed: eb('failed', '+', counts.failed),
      taken_back: eb('taken_back', '+', counts.taken_back),
      kept: eb('kept', '+', counts.kept),
    }))
    .where('id', '=', id)
    .execute()
}

const insertMadeRows = insertMany('import_rows', {
  import_id: 'uuid',
  row_number: 'int',
  organization_id: 'uuid',
  object_id: 'uuid',
  is_new: 'boolean',
  version: 'int',
  before: 'json',
  head_level: 'int',
})

/** Remembers what rows have made and changed. */
export async function insertMade(
  tx: TenantTransaction,
  { importId, headLevel }: { importId: string; headLevel: number },
  rows: readonly Omit<MadeRow, 'provider_id' | 'import_id' | 'head_level'>[],
): Promise<void> {
  await insertMadeRows(
    tx,
    rows.map((row) => ({
      ...row,
      import_id: importId,
      head_level: headLevel,
      before: row.before === null ? null : JSON.stringify(row.before),
    })),
  )
}

/** What the rows so far have changed that was there before. */
export async function findChanged(tx: TenantTransaction, importId: string) {
  return tx
    .selectFrom('import_rows')
    .select(['row_number', 'object_id'])
    .where('import_id', '=', importId)
    .where('is_new', '=', false)
    .execute()
}

/** The levels of rows that were not looked at yet: the rest first, then of those that came before it the deepest. */
export async function findLevels(tx: TenantTransaction, importId: string): Promise<number[]> {
  const rows = await tx
    .selectFrom('import_rows')
    .select('head_level')
    .distinct()
    .where('import_id', '=', importId)
    .execute()
  const levels = rows.map(({ head_level }) => head_level)
  return [...levels.filter((level) => level === 0), ...levels.filter((level) => level > 0).sort((a, b) => b - a)]
}

/** The last rows of a level that have made or changed something the caller can see, and were not looked at yet. */
export async function findMade(
  tx: TenantTransaction,
  importId: string,
  { headLevel, before, limit }: { headLevel: number; before: number; limit: number },
): Promise<MadeRow[]> {
  return tx
    .selectFrom('import_rows')
    .selectAll()
    .where('import_id', '=', importId)
    .where('head_level', '=', headLevel)
    .where('row_number', '<', before)
    .orderBy('row_number', 'desc')
    .limit(limit)
    .execute()
}

export async function deleteMade(tx: TenantTransaction, importId: string, rows: readonly number[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .deleteFrom('import_rows')
    .where('import_id', '=', importId)
    .where(sql<boolean>`row_number = any(${rows}::int[])`)
    .execute()
}

/** Removes those of some organizations that an import has made and nobody has touched since; tells which. */
export async function takeBack(tx: TenantTransaction, importId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom(
      sql<{ id: string }>`tenancy.take_back_organizations(${importId}::uuid, ${ids}::uuid[])`.as<'t'>(sql`t(id)`),
    )
    .select('t.id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** How a house has matched some headings the last time, which is kept as long as it is asked for. */
export async function useMatching(
  tx: TenantTransaction,
  key: { house_id: string; kind: string; headers_hash: string },
  now: Date,
): Promise<(string | null)[] | null> {
  const row = await tx
    .updateTable('import_matchings')
    .set({ updated_at: now })
    .where('house_id', '=', key.house_id)
    .where('kind', '=', key.kind)
    .where('headers_hash', '=', key.headers_hash)
    .returning('matching')
    .executeTakeFirst()
  return (row?.matching as (string | null)[] | undefined) ?? null
}

/** Remembers a matching for the next file with the same headings. */
export async function keepMatching(
  tx: TenantTransaction,
  row: {
    provider_id: string
    house_id: string
    kind: string
    headers_hash: string
    matching: string
    updated_at: Date
  },
): Promise<void> {
  await tx
    .insertInto('import_matchings')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'house_id', 'kind', 'headers_hash'])
        .doUpdateSet((eb) => ({ matching: eb.ref('excluded.matching'), updated_at: eb.ref('excluded.updated_at') })),
    )
    .execute()
}

/** Tells PostgreSQL that the tables have grown, so that it looks rows up instead of reading all of them. */
export async function refreshStatistics(tx: TenantTransaction): Promise<void> {
  await tx.selectNoFrom(sql<null>`tenancy.refresh_statistics()`.as('done')).execute()
}
