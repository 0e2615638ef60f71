import type { CompiledQuery } from 'kysely'
import type { ClientBase, QueryResult } from 'pg'
import { Slot } from './slots.ts'

/** Names of the statements that a connection has prepared, by their texts. */
const namesByClient = new WeakMap<ClientBase, Map<string, string>>()
const mostPrepared = 500
/** What was the last to fail of itself on a connection. */
const failures = new WeakMap<ClientBase, unknown>()

/**
 * Runs a compiled statement as a prepared one, so that PostgreSQL parses and plans it once per connection.
 * @throws TypeError for a value that has not been told
 */
export function runStatement(
  client: ClientBase,
  query: Pick<CompiledQuery, 'sql' | 'parameters'>,
): Promise<QueryResult<Record<string, unknown>>> {
  if (query.parameters.some((value) => value instanceof Slot))
    throw new TypeError('A statement with slots runs as a prepared statement only')
  const answer = client.query<Record<string, unknown>>({
    name: preparedName(client, query.sql),
    text: query.sql,
    values: [...query.parameters],
  })
  answer.catch((error: unknown) => {
    if (!isAftermath(error)) failures.set(client, error)
  })
  return answer
}

/**
 * After one statement has failed all others of its transaction fail, too, and whoever has sent several may hear of them
 * first: this is the one that they failed because of.
 */
export function whatFailedLast(client: ClientBase): unknown {
  return failures.get(client)
}

/** Before a transaction, so that none is told what failed in another one. */
export function forgetFailure(client: ClientBase): void {
  failures.delete(client)
}

/** SQLSTATE in_failed_sql_transaction. */
export function isAftermath(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '25P02'
}

/**
 * Whether a connection should be closed when it is given back: prepared statements fill the server's memory for as long
 * as the connection lives, and statements with ever new texts (long value lists) would do so without end.
 */
export function isWornOut(client: ClientBase): boolean {
  return (namesByClient.get(client)?.size ?? 0) >= mostPrepared
}

function preparedName(client: ClientBase, text: string): string {
  let names = namesByClient.get(client)
  if (!names) {
    names = new Map()
    namesByClient.set(client, names)
  }
  let name = names.get(text)
  if (!name) {
    name = `s${names.size}`
    names.set(text, name)
  }
  return name
}
