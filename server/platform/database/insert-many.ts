/**
 * Inserting any number of rows by a statement whose text stays the same: each column travels as one array, so that a
 * connection prepares it once, whatever the number.
 */
import { type Insertable, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import { prepared } from './prepared.ts'
import type { Given } from './slots.ts'
import type { TenantTransaction } from './tenant-database.ts'

/** Types of columns as PostgreSQL calls them. */
type ColumnType = 'uuid' | 'text' | 'int' | 'bigint' | 'boolean' | 'timestamptz' | 'date' | 'json' | 'jsonb' | 'bytea'

type Columns<Name extends keyof Tables> = {
  [Column in Exclude<keyof Insertable<Tables[Name]> & string, 'provider_id'>]?: ColumnType
}

/** A row with a value for each of the columns; what is missing is null. */
type Row<Types> = { [Column in keyof Types]?: unknown }

/**
 * Prepares inserting rows of the caller's own provider into a table.
 * @param types the columns that are written, each with its type
 * @param target what tells a row that is there already, which then stays as it is; without it such a row is an error
 * @returns inserts rows and answers how many were not there; none for none
 */
export function insertMany<Name extends keyof Tables & string, Types extends Columns<Name>>(
  table: Name,
  types: Types,
  target?: readonly (keyof Tables[Name] & string)[],
) {
  const columns = Object.keys(types) as (keyof Types & string)[]
  const insert = prepared((db, given: Given<Record<string, unknown[]>>, scope) => {
    const arrays = columns.map((column) => sql`${given[column]}::${sql.raw(types[column] as string)}[]`)
    const rows = sql<Record<string, unknown>>`unnest(${sql.join(arrays)})`
    const named = sql<'r'>`r(${sql.join(columns.map((column) => sql.ref(column)))})`
    const values = db
      .selectFrom(rows.as<'r'>(named))
      .select([scope.providerId.as('provider_id'), ...columns.map((column) => sql.ref(`r.${column}`).as(column))])
    return (
      db
        .insertInto(table)
        // The columns were typed where they were named.
        .columns(['provider_id', ...columns] as never)
        .expression(values as never)
        .$if(target !== undefined, (query) =>
          query.onConflict((on) => on.columns(target as never).doNothing()).returning(sql<number>`1`.as('inserted')),
        )
    )
  })
  return async (tx: TenantTransaction, rows: readonly Row<Types>[]): Promise<number> => {
    if (rows.length === 0) return 0
    const arrays = columns.map((column) => [column, rows.map((row) => row[column] ?? null)])
    const inserted: unknown[] = await insert(tx, Object.fromEntries(arrays) as Record<string, unknown[]>)
    return target ? inserted.length : rows.length
  }
}
