/**
 * Watches what the application's role sends to the database in tests: a statement that touches a table of tenants
 * names the provider of each such table, so that a database divided by provider needs to ask one part only (P12).
 */
import type pg from 'pg'
import { walledTables } from '../platform/tenancy/walled-tables.ts'

const mention = /\b(from|join|into|update)\s+"?([a-z_]+)"?(?:\s+as\s+"?([a-z_]+)"?)?/gi

/** The tables of tenants that a statement touches without naming their provider. */
export function tablesWithoutProvider(statement: string): string[] {
  const text = statement.replaceAll('"', '')
  return [...text.matchAll(mention)].flatMap(([, how = '', table = '', alias]) => {
    if (!Object.hasOwn(walledTables, table)) return []
    const named =
      how.toLowerCase() === 'into'
        ? new RegExp(`into\\s+${table}\\s*\\([^)]*\\bprovider_id\\b`, 'i')
        : new RegExp(`\\b${alias ?? table}\\.provider_id\\s*=|=\\s*${alias ?? table}\\.provider_id\\b`, 'i')
    return named.test(text) ? [] : [table]
  })
}

/** Remembers statements of a pool's connections that touch tables of tenants without naming their provider. */
export class StatementWatch {
  readonly offences = new Set<string>()
  /** How many statements were sent so far, whatever they touch. */
  sent = 0

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
    for (const table of tablesWithoutProvider(text)) this.offences.add(`${table}: ${text}`)
  }
}
