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
  customer_id: 'uuid',
  license_type: 'text',
  license_name: 'text',
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

/** What is wrong by column, kind and type of license that is lacking, what most rows have first. */
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
    .groupBy(['column_index', 'code', 'license_type'])
    .orderBy('count', 'desc')
    .orderBy('column_index')
    .orderBy('code')
    .orderBy('license_type')
    .limit(mostGroups)
    .execute()
}

/** The most organizations and types that are told of. */
const mostShortages = 200

/** Where rows have found no license, in organizations that the caller sees; what most rows have first. */
export async function findShortages(tx: TenantTransaction, importId: string) {
  return tx
    .selectFrom('import_problems as p')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'p.provider_id').onRef('o.id', '=', 'p.customer_id'),
    )
    .select(({ fn }) => [
      'o.id',
      'o.name',
      sql<string>`p.license_type`.as('type'),
      fn.min('p.license_name').as('license_name'),
      fn.min<number>('p.row_number').as('first_row'),
      sql<number>`count(distinct p.row_number)::int`.as('rows'),
    ])
    .where('p.import_id', '=', importId)
    .where('p.license_type', 'is not', null)
    .groupBy(['o.id', 'o.name', 'p.license_type'])
    .orderBy('rows', 'desc')
    .orderBy('first_row')
    .limit(mostShortages)
    .execute()
}
