/**
 * Watches what the application's role sends to the database in tests and benchmarks: a statement that touches a table of
 * tenants names the provider of each such table, so that a database divided by provider needs to ask one part only (P12).
 */
import type pg from 'pg'
import { walledTables } from './walled-tables.ts'

const mention = /\b(from|join|into|update)\s+"?([a-z_]+)"?(?:\s+as\s+"?([a-z_]+)"?)?/gi

/** What a statement does with the tables of tenants. */
interface TouchedTables {
  all: string[]
  withoutProvider: string[]
}

/** The tables of tenants that a statement touches, and those of them whose provider it does not name. */
export function touchedTables(statement: string): TouchedTables {
  const text = statement.replaceAll('"', '')
  const touched: TouchedTables = { all: [], withoutProvider: [] }
  for (const [, how = '', table = '', alias] of text.matchAll(mention)) {
    if (!Object.hasOwn(walledTables, table)) continue
    touched.all.push(table)
    const named =
      how.toLowerCase() === 'into'
        ? new RegExp(`into\\s+${table}\\s*\\([^)]*\\bprovider_id\\b`, 'i')
        : new RegExp(`\\b${alias ?? table}\\.provider_id\\s*=|=\\s*${alias ?? table}\\.provider_id\\b`, 'i')
    if (!named.test(text)) touched.withoutProvider.push(table)
  }
  return touched
}

/** What has been read of statements: the same few thousand texts are sent again and again. */
const known = new Map<string, TouchedTables>()

/** Remembers statements of a pool's connections that touch tables of tenants without naming their provider. */
export class StatementWatch {
  /** The different ones, each with the table whose provider it does not name. */
  readonly offences = new Set<string>()
  /** How many statements were sent so far, whatever they touch. */
  sent = 0
  /** How many of them touched a table of tenants. */
  touching = 0
  /** How many of those did not name the provider of each. */
  offending = 0

  /** Listens to every connection that the pool opens from now on. */
  watch(pool: pg.Pool): void {
    pool.on('connect', (client) => {
      client.query = new Proxy(client.query, {
        apply: (target, self, args) => {
          this.#look(args[0])
          return Reflect.apply(target, self, args)
        },
      })
    })
  }

  #look(query: unknown): void {
    this.sent++
    const text = typeof query === 'string' ? query : (query as { text?: unknown } | null)?.text
    if (typeof text !== 'string') return
    const touched = known.get(text) ?? touchedTables(text)
    known.set(text, touched)
    const { all, withoutProvider } = touched
    if (all.length > 0) this.touching++
    if (withoutProvider.length > 0) this.offending++
    for (const table of withoutProvider) this.offences.add(`${table}: ${text}`)
  }
}
