import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { PoolClient } from 'pg'
import { runStatement } from './statement.ts'

/**
 * Kysely over one connection whose transaction is somebody else's: it compiles, types and runs, and begins nothing. A
 * statement is sent the moment it is asked for; Kysely's own way to a connection takes some ten promises with each.
 */
export function kyselyOverClient<Tables>(client: PoolClient): Kysely<Tables> {
  const driver = new ClientDriver(client)
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => compiler,
  }
  const executor = new DefaultQueryExecutor(compiler, new PostgresAdapter(), {
    provideConnection: (consumer) => consumer(driver.connection),
  })
  return new Kysely<Tables>({ config: { dialect }, dialect, driver, executor })
}

/** One for all: it keeps nothing of a statement. */
const compiler = new PostgresQueryCompiler()

class ClientDriver implements Driver {
  readonly connection: DatabaseConnection

  constructor(client: PoolClient) {
    this.connection = {
      async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
        const result = await runStatement(client, query)
        const affected = result.rowCount === null ? {} : { numAffectedRows: BigInt(result.rowCount) }
        return { rows: result.rows as Row[], ...affected }
      },
      streamQuery: () => {
        throw new TypeError('Rows are read whole here')
      },
    }
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection
  }
  async beginTransaction(): Promise<void> {
    throw new TypeError('The transaction is begun with its scope')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}
