import { namedRows } from '@tenantry/contract/import-problems.ts'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { ImportProblemsTable } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { ImportRow } from './imports.queries.ts'
import { placed } from './placed.ts'

/** What is wrong with a cell, before it is stored. */
export type NewProblem = Omit<Insertable<ImportProblemsTable>, 'provider_id' | 'import_id' | 'membership_id' | 'place'>

const insertProblemRows = insertMany('import_problems', {
  import_id: 'uuid',
  row_number: 'int',
  place: 'int',
  membership_id: 'uuid',
  column_index: 'int',
  code: 'text',
  message: 'text',
  value: 'text',
})

/** Keeps what is wrong; the problems of a row stay in their order. */
export async function insertProblems(
  tx: TenantTransaction,
  { id, membership_id }: ImportRow,
  problems: readonly NewProblem[],
): Promise<void> {
  await insertProblemRows(
    tx,
    placed(problems).map((problem) => ({ ...problem, import_id: id, membership_id })),
  )
}

export async function deleteProblems(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.deleteFrom('import_problems').where('import_id', '=', importId).execute()
}

/** What is wrong with the next rows that something is wrong with. */
export async function findProblems(
  tx: TenantTransaction,
  importId: string,
  { afterRow, limit }: { afterRow: number; limit: number },
): Promise<Selectable<ImportProblemsTable>[]> {
  return tx
    .selectFrom('import_problems as p')
    .selectAll('p')
    .where('p.import_id', '=', importId)
    .where('p.row_number', 'in', (eb) =>
      eb
        .selectFrom('import_problems as r')
        .select('r.row_number')
        .where('r.import_id', '=', importId)
        .where('r.row_number', '>', afterRow)
        .groupBy('r.row_number')
        .orderBy('r.row_number')
        .limit(limit),
    )
    .orderBy('p.row_number')
    .orderBy('p.place')
    .execute()
}

const mostGroups = 200

/** What is wrong by column and kind, what most rows have first. */
export async function findProblemGroups(tx: TenantTransaction, importId: string) {
  return tx
    .selectFrom('import_problems')
    .select(({ fn }) => [
      'column_index',
      'code',
      sql<string>`(array_agg(message order by row_number, place))[1]`.as('message'),
      sql<boolean>`min(message) <> max(message)`.as('is_varied'),
      sql<number[]>`(array_agg(row_number order by row_number, place))[1:${sql.lit(namedRows)}]`.as('rows'),
      fn.countAll<number>().as('count'),
    ])
    .where('import_id', '=', importId)
    .groupBy(['column_index', 'code'])
    .orderBy('count', 'desc')
    .orderBy('column_index')
    .orderBy('code')
    .limit(mostGroups)
    .execute()
}

/** The names of organizations, of those that the caller sees. */
export async function findNames(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('organizations')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
