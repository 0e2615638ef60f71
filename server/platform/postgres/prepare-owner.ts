import { createHash } from 'node:crypto'
import pg from 'pg'
import type { EmbeddedPostgres } from './embedded-postgres.ts'

const owner = 'tenantry_owner'

/**
 * Makes the owner and its database in the embedded cluster: the same ordinary role that an outside PostgreSQL is
 * reached with, so that both are migrated and used in one way.
 * @param database name of the database to connect to
 * @returns the owner's connection string
 */
export async function prepareOwner(postgres: EmbeddedPostgres, database: string): Promise<string> {
  const password = createHash('sha256').update(`owner ${postgres.superuserPassword}`).digest('hex')
  const client = new pg.Client({ connectionString: postgres.connectionString('postgres') })
  // A connection that is lost fails its query.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [owner])
    const attributes = `LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '${password}'`
    await client.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${owner} ${attributes}`)
    const present = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (present.rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${owner}`)
  } finally {
    await client.end()
  }
  return postgres.connectionString(database, owner, password)
}
