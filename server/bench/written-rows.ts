/** What a transaction has written, so that a floor can be held to writing the same. */
import type pg from 'pg'

/** Rows of one table, and the bytes that they take as PostgreSQL stores them. */
export interface WrittenRows {
  rows: number
  bytes: number
}

/**
 * Counts what the transaction that wrote an organization or a device last has written, by table. A row that another transaction has
 * changed or taken away since is not seen, so keep the relay from the outbox meanwhile.
 * @param connection of the database's owner, whom no row is hidden from
 */
export async function rowsWrittenWith(
  connection: Pick<pg.ClientBase, 'query'>,
  id: string,
  table: 'organizations' | 'devices' = 'organizations',
): Promise<Map<string, WrittenRows>> {
  const { rows: tables } = await connection.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'graphile_worker') ORDER BY 1`,
  )
  // A subquery, so that the number stays one to the planner and is compared without being worked out for each row.
  const counted = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*)::int AS rows, coalesce(sum(pg_column_size(t.*)), 0)::int AS bytes
        FROM ${name} AS t WHERE t.xmin = (SELECT xmin FROM ${table} WHERE id = $1)`,
  )
  const { rows } = await connection.query<WrittenRows & { name: string }>(counted.join(' UNION ALL '), [id])
  return new Map(rows.filter(({ rows }) => rows > 0).map(({ name, rows, bytes }) => [name, { rows, bytes }]))
}

/** How two transactions differ, one sentence a table. */
export function differences(ours: Map<string, WrittenRows>, floor: Map<string, WrittenRows>): string[] {
  const tables = [...new Set([...ours.keys(), ...floor.keys()])].sort()
  return tables.flatMap((table) => {
    const [mine, theirs] = [shown(ours.get(table)), shown(floor.get(table))]
    return mine === theirs ? [] : [`${table}: ours ${mine}, the floor ${theirs}`]
  })
}

function shown({ rows, bytes }: WrittenRows = { rows: 0, bytes: 0 }): string {
  return `${rows} rows of ${bytes} bytes`
}
