/**
 * Statements that are built, walled and compiled once and then only bound and run: building one costs more than
 * PostgreSQL needs for most of them.
 *
 * What is kept holds a slot in place of every value, those of the scope included, so that nothing of the call that
 * came first is left in it. Of the scope only the reach is part of what is kept: it decides which conditions the wall
 * in the code writes.
 */
import {
  type Compilable,
  type CompiledQuery,
  type DeleteResult,
  DummyDriver,
  type Insertable,
  type InsertResult,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type UpdateResult,
} from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import { CodeWall } from '../tenancy/code-wall.ts'
import type { Scope } from '../tenancy/scope.ts'
import { type Given, type GivenScope, Slot, scopeExpressions, scopeOfSlots, slotsFor } from './slots.ts'
import type { TenantTransaction } from './tenant-database.ts'

/** What statements are built with; nothing can be run in it. */
export type Builder = Pick<
  TenantTransaction,
  'selectFrom' | 'selectNoFrom' | 'insertInto' | 'updateTable' | 'deleteFrom'
>

/** Builds a statement without seeing a value. */
type Build<Values, Row> = (db: Builder, given: Given<Values>, scope: GivenScope) => Compilable<Row>

/** What a transaction runs its prepared statements under. */
export interface Running {
  scope: Scope
  hasCodeWall: boolean
  /** @throws TypeError when the transaction has ended */
  requireOpen(): void
  /** Sends a statement that has passed the walls. */
  send(statement: { sql: string; parameters: readonly unknown[] }): Promise<{ rows: unknown[] }>
}

const running = new WeakMap<TenantTransaction, Running>()

/** Lets a transaction run prepared statements. */
export function letRun(tx: TenantTransaction, under: Running): void {
  running.set(tx, under)
}

/**
 * Prepares a statement, for each reach and each set of names that are given once; what is undefined is not given. An
 * insert takes its provider from the third argument, `scope`, and nothing else passes the wall.
 * @returns runs it in a transaction, under that transaction's scope; gives the rows, none where nothing returns any
 */
export function prepared<Values extends object, Row>(build: Build<Values, Row>) {
  const statements = new PreparedStatements()
  return (tx: TenantTransaction, values: Values) => {
    const names = Object.keys(values).filter((name) => (values as Record<string, unknown>)[name] !== undefined)
    return statements.run(tx, { shape: names.join(), values, build })
  }
}

/** A row to be inserted; its provider is the scope's. */
type NewRow<Name extends keyof Tables> = Omit<Insertable<Tables[Name]>, 'provider_id'>

/**
 * Prepares inserting rows into a table, for each number of rows and each set of columns once.
 * @returns inserts rows of the caller's own provider, in one statement
 */
export function preparedInsert<Name extends keyof Tables>(table: Name) {
  const statements = new PreparedStatements()
  return async (tx: TenantTransaction, rows: readonly NewRow<Name>[]): Promise<void> => {
    const columns = rows.map((row) => Object.keys(row).filter((name) => cell(row, name) !== undefined))
    await statements.run(tx, {
      shape: columns.join(';'),
      // By their places, for names of so many would cost more than the rest.
      values: rows.flatMap((row, index) => columns[index]?.map((name) => cell(row, name))),
      build: (db, given, { providerId }) => {
        let place = 0
        const inserted = columns.map((names) => ({
          provider_id: providerId,
          ...Object.fromEntries(names.map((name) => [name, given[place++]])),
        }))
        // The rows were typed before they were taken apart.
        return db.insertInto(table).values(inserted as never)
      },
    })
  }
}

function cell(row: object, name: string): unknown {
  return (row as Record<string, unknown>)[name]
}

/** A statement with its values. */
interface Bound<Values, Row> {
  /** Tells apart statements of one kind that differ in more than their values. */
  shape: string
  values: Values
  build: Build<Values, Row>
}

/** Statements of one kind, each by its shape; the ones that were used last are kept. */
export class PreparedStatements {
  readonly #compiled = new Map<string, CompiledQuery<unknown>>()
  readonly #most: number

  constructor(most = 200) {
    this.#most = most
  }

  /** Runs a statement under the scope of the transaction. */
  async run<Values extends object, Row>(tx: TenantTransaction, bound: Bound<Values, Row>): Promise<Answer<Row>> {
    const context = running.get(tx)
    if (!context) throw new TypeError('Prepared statements run in a transaction of the tenant database')
    context.requireOpen()
    const compiled = this.#compile(context, bound)
    const sources = { given: bound.values, scope: context.scope }
    const parameters = compiled.parameters.map((each) => (each instanceof Slot ? each.valueIn(sources) : each))
    const { rows } = await context.send({ sql: compiled.sql, parameters })
    return rows as Answer<Row>
  }

  #compile<Values extends object, Row>(
    { scope: { reach }, hasCodeWall }: Running,
    { shape, values, build }: Bound<Values, Row>,
  ): CompiledQuery<unknown> {
    const key = `${hasCodeWall} ${reach} ${shape}`
    const known = this.#compiled.get(key)
    if (known) {
      this.#compiled.delete(key)
      this.#compiled.set(key, known)
      return known
    }
    const db = hasCodeWall ? offline.withPlugin(new CodeWall(scopeOfSlots(reach))) : offline
    const compiled = build(db, slotsFor(values), scopeExpressions).compile()
    this.#compiled.set(key, compiled)
    for (const oldest of this.#compiled.keys()) {
      if (this.#compiled.size <= this.#most) break
      this.#compiled.delete(oldest)
    }
    return compiled
  }
}

/** Rows; none where the statement returns none. */
type Answer<Row> = Row extends InsertResult | UpdateResult | DeleteResult ? never[] : Row[]

/** Builds and compiles, and has nothing to run statements on. */
const offline = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
