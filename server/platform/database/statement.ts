import type { CompiledQuery } from 'kysely'
import type { ClientBase, QueryResult } from 'pg'

const names = new Map<string, string>()
const mostPrepared = 500

/**
 * Runs a compiled statement as a prepared one, so that PostgreSQL parses and plans it once per connection. Statements
 * with ever new texts (long value lists) would fill the server's memory: past a number of texts they run unprepared.
 */
export function runStatement(client: ClientBase, query: CompiledQuery): Promise<QueryResult<Record<string, unknown>>> {
  const name = preparedName(query.sql)
  return client.query({ ...(name ? { name } : {}), text: query.sql, values: [...query.parameters] })
}

function preparedName(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= mostPrepared) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}
