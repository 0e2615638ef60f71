import type { CompiledQuery } from 'kysely'
import type { ClientBase, QueryResult } from 'pg'
import { Slot } from './slots.ts'

/** Names of the statements that a connection has prepared, by their texts. */
const namesByClient = new WeakMap<ClientBase, Map<string, string>>()
const mostPrepared = 500

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
  return client.query({ name: preparedName(client, query.sql), text: query.sql, values: [...query.parameters] })
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
