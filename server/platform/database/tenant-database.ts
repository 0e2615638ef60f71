import { AsyncLocalStorage } from 'node:async_hooks'
import type {
  Kysely,
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { Tables } from '../../database/tables.generated.ts'
import { CodeWall } from '../tenancy/code-wall.ts'
import { type Scope, scopeStatements } from '../tenancy/scope.ts'
import { kyselyOverClient } from './client-dialect.ts'
import { isConnectionLoss } from './connection-loss.ts'
import { letRun } from './prepared.ts'
import { forgetFailure, isAftermath, isWornOut, runStatement, whatFailedLast } from './statement.ts'

/** The typed data access inside one transaction, bound to one scope by both walls. */
export type TenantTransaction = Kysely<Tables>

/** How a transaction runs. */
export interface TransactionOptions {
  readOnly?: boolean
  /** Computes everything and rolls back in the end. */
  dryRun?: boolean
  /** A statement that runs longer ends with SQLSTATE 57014. */
  statementTimeoutMs?: number
  /** Waiting longer for a lock ends with SQLSTATE 55P03. */
  lockTimeoutMs?: number
  /** Nothing is committed before; where it fails, all is rolled back and its error told. */
  confirmed?: Promise<void>
}

/** What happens with the two walls; only tests take one away, to prove the other. */
export interface Walls {
  codeWall: boolean
}

/**
 * Under which transaction something runs. One for all databases, though a process has one: each more of these costs a little
 * at every promise of the process, and tests open hundreds of databases.
 */
const under = new AsyncLocalStorage<{ isOpen: boolean }>()

/** The only way to rows of tenants: a transaction whose scope is set before the first statement. */
export class TenantDatabase {
  readonly #pool: Pool
  readonly #walls: Walls
  readonly #byClient = new WeakMap<PoolClient, TenantTransaction>()

  constructor(pool: Pool, walls: Walls = { codeWall: true }) {
    this.#pool = pool
    this.#walls = walls
  }

  /**
   * Runs `work` in one transaction under `scope` and commits, or rolls back when it throws.
   * @throws TypeError inside another such transaction: it would deadlock a full pool
   */
  async within<T>(
    scope: Scope,
    work: (tx: TenantTransaction) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    if (under.getStore()?.isOpen) throw new TypeError('A transaction is open already')
    const client = await this.#pool.connect()
    let broken: Error | undefined
    const mark = { isOpen: true }
    try {
      return await under.run(mark, () => this.#run(client, scope, work, options))
    } catch (error) {
      if (isConnectionLoss(error)) broken = error
      throw error
    } finally {
      // Work that a handler leaves behind may open transactions of its own.
      mark.isOpen = false
      client.release(broken ?? isWornOut(client))
    }
  }

  async #run<T>(
    client: PoolClient,
    scope: Scope,
    work: (tx: TenantTransaction) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T> {
    forgetFailure(client)
    const begun = client.query(beginStatements(scope, options))
    // Awaited together with the first statement, so that both travel in one go.
    begun.catch(() => {})
    const life = new TransactionLife()
    const tx = this.#bind(client, scope).withPlugin(life)
    letRun(tx, {
      scope,
      hasCodeWall: this.#walls.codeWall,
      requireOpen: () => life.requireOpen(),
      send: (statement) => runStatement(client, statement),
    })
    const last: Promise<unknown>[] = []
    lastStatements.set(tx, last)
    try {
      const result = await work(tx)
      await begun
      await options.confirmed
      // What is to go with it may be asked for some promises after the work has ended; the commit, which waits until no
      // promise is left to go on, must not overtake it.
      if (last.length > 0) await new Promise<void>((resolve) => process.nextTick(resolve))
      life.end()
      const ended = client.query(options.dryRun ? 'ROLLBACK' : 'COMMIT')
      if (options.readOnly && last.length === 0) {
        // Nothing was written that could be lost; what the connection is given next waits behind this.
        ended.catch(() => {})
        return result
      }
      const [{ command }] = await Promise.all([ended, ...last])
      // A commit of what has failed inside is a rollback that reports success.
      if (!options.dryRun && command !== 'COMMIT') throw new TypeError('A statement failed and nobody noticed')
      return result
    } catch (error) {
      life.end()
      await client.query('ROLLBACK').catch(() => {})
      throw await causeOf(error, last, client)
    }
  }

  #bind(client: PoolClient, scope: Scope): TenantTransaction {
    let kysely = this.#byClient.get(client)
    if (!kysely) {
      kysely = kyselyOverClient<Tables>(client)
      this.#byClient.set(client, kysely)
    }
    return this.#walls.codeWall ? kysely.withPlugin(new CodeWall(scope)) : kysely
  }
}

/**
 * Refuses statements of a transaction that has ended: work that is still under way when its neighbour has failed would
 * otherwise run inside whatever transaction has the connection next.
 */
class TransactionLife implements KyselyPlugin {
  #ended = false

  end(): void {
    this.#ended = true
  }

  requireOpen(): void {
    if (this.#ended) throw new TypeError('The transaction has ended')
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    this.requireOpen()
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result
  }
}

/**
 * After one statement has failed all others of its transaction fail, too, and may be heard of first. What was to go with
 * the commit may have words of its own for what failed; of anything else it is what the database said.
 */
async function causeOf(error: unknown, last: Promise<unknown>[], client: PoolClient): Promise<unknown> {
  if (!isAftermath(error)) return error
  const settled = await Promise.allSettled(last)
  const causes = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  return causes.find((each) => !isAftermath(each)) ?? whatFailedLast(client) ?? error
}

const lastStatements = new WeakMap<TenantTransaction, Promise<unknown>[]>()

/**
 * Lets the commit go out together with statements whose answers nobody needs. They have been asked for already; when
 * one fails the transaction ends with its error, as if it had been waited for.
 * @returns what to wait for: nothing inside {@link TenantDatabase.within}, and the statements anywhere else
 */
export function withCommit(tx: TenantTransaction, statements: Promise<unknown>): Promise<unknown> {
  const last = lastStatements.get(tx)
  if (!last) return statements
  // It counts when the transaction ends; work that fails before then has an error of its own.
  statements.catch(() => {})
  last.push(statements)
  return Promise.resolve()
}

function beginStatements(scope: Scope, options: TransactionOptions): string {
  const timeout = options.statementTimeoutMs
    ? `; SET LOCAL statement_timeout = ${Math.trunc(options.statementTimeoutMs)}`
    : ''
  const lock = options.lockTimeoutMs ? `; SET LOCAL lock_timeout = ${Math.trunc(options.lockTimeoutMs)}` : ''
  // All statements of one that only reads see the same moment: a page, its rows and how many there are.
  return `BEGIN${options.readOnly ? ' ISOLATION LEVEL REPEATABLE READ READ ONLY' : ''}; ${scopeStatements(scope)}${timeout}${lock}`
}
