/** P6: bringing a list in, against COPY of every row that this writes. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Import } from '@tenantry/contract/imports.ts'
import pg from 'pg'
import { copyRows } from '../demo/copy.ts'
import { type AppProcess, startApp } from './app-process.ts'
import type { Bench } from './bench-types.ts'
import { HttpClient } from './http-client.ts'
import type { BenchRow } from './measure.ts'

const admin = { email: 'admin@import.example', password: 'Correct-Horse-42-Battery' }

/** Tables that an import writes rows of customers to, each with the column that says whose. */
const written = {
  organizations: 'id',
  organization_closure: 'descendant_id',
  organization_counters: 'organization_id',
  contacts: 'organization_id',
  onboarding_items: 'organization_id',
  audit_events: 'organization_id',
  audit_payloads: 'organization_id',
  import_rows: 'organization_id',
} as const

/**
 * Imports as many customers as the benchmark is of into an installation of its own, and copies the same rows into the
 * same tables under other ids afterwards. PostgreSQL takes no COPY into tables with row security, so the floor copies
 * into a temporary table and inserts from there.
 */
export async function benchImport({ sparePort }: Pick<Bench, 'sparePort'>, customers: number): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-import-'))
  try {
    const first = {
      TENANTRY_PROVIDER_NAME: 'Import Provider',
      TENANTRY_ADMIN_EMAIL: admin.email,
      TENANTRY_ADMIN_PASSWORD: admin.password,
    }
    const app = await startApp(sparePort, { TENANTRY_DATA_DIR: dataDir, ...first })
    try {
      return await measured(app, dataDir, customers)
    } finally {
      await app.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measured(app: AppProcess, dataDir: string, customers: number): Promise<BenchRow[]> {
  const client = new HttpClient(app.url)
  await client.signIn(admin.email, admin.password)
  // What has just started still compiles itself, and a table that is empty has no statistics.
  await imported(app, client, customersFile('WARM', 2_000))
  const { id, took } = await imported(app, client, customersFile('IMP', customers))
  const floor = await copied(dataDir, id)
  const known = await imported(app, client, knownFile('KNOWN', customers))
  const changing = await imported(app, client, customersFile('IMP', customers, 'Albany'), 'update')
  client.close()
  return [
    rowOf(`importing ${customers} customers`, { ours: took, floor, most: 4 }),
    rowOf('as many with an outside id and two tags each, against those without', {
      ours: known.took,
      floor: took,
      most: 2,
    }),
    rowOf('the same list again with another city, against adding it', { ours: changing.took, floor: took, most: 3 }),
  ]
}

function rowOf(name: string, { ours, floor, most }: { ours: number; floor: number; most: number }): BenchRow {
  const ratio = ours / floor
  return { id: 'P6', name, ours, floor, unit: 'ms', ratio, bar: `ratio ≤ ${most}`, holds: ratio <= most }
}

/** A list of customers, each with an address and a contact. */
export function customersFile(word: string, rows: number, city = 'New York'): string {
  const headings =
    'Name,Code,Domain,Business email,Country,State,City,Postal code,Address line 1,Primary contact first name,Primary contact last name,Primary contact email'
  const line = (index: number) =>
    `Customer ${word} ${index},${word}-${index},customer-${index}.com,info@customer-${index}.com,US,New York,${city},10036,${index} Avenue of the Americas,Ada,Lovelace,ada@customer-${index}.com`
  return [headings, ...Array.from({ length: rows }, (_, index) => line(index))].join('\n')
}

/** The same list with an id of another system and two of some tags in each row. */
function knownFile(word: string, rows: number): string {
  const [headings, ...lines] = customersFile(word, rows).split('\n')
  const known = lines.map((line, index) => `${line},${index},Tag ${index % 7}; Tag ${index % 5}`)
  return [`${headings},External ID (ConnectWise),Tags`, ...known].join('\n')
}

/** Sends a file in; the import that it makes has not begun. */
export async function sendFile(app: AppProcess, client: HttpClient, file: string): Promise<Import> {
  const headers = { origin: app.url, cookie: client.cookie, 'content-type': 'text/csv' }
  const sent = await fetch(`${app.url}/api/v1/imports?kind=customers`, { method: 'POST', headers, body: file })
  return (await sent.json()) as Import
}

/** As often as the page asks. */
const pollMs = 250

/** @returns the import, and the milliseconds from its start to its end */
async function imported(
  app: AppProcess,
  client: HttpClient,
  file: string,
  existing: 'refuse' | 'update' = 'refuse',
): Promise<{ id: string; took: number }> {
  const { id, file: taken } = await sendFile(app, client, file)
  const headers = {
    origin: app.url,
    cookie: client.cookie,
    'content-type': 'application/json',
    'if-match': '*',
  }
  await fetch(`${app.url}/api/v1/imports/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ existing }) })
  const begun = performance.now()
  await client.send('POST', `/api/v1/imports/${id}/start`)
  for (;;) {
    const { state, progress } = JSON.parse((await client.send('GET', `/api/v1/imports/${id}`)).body) as Import
    if (state === 'finished') {
      const done = progress.created + progress.updated
      if (done !== taken.rows) throw new Error(`${done} of ${taken.rows} rows came in`)
      return { id, took: performance.now() - begun }
    }
    if (state !== 'running') throw new Error(`The import is ${state}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/** @returns the milliseconds that copying the rows of an import takes, in one transaction */
async function copied(dataDir: string, importId: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: await readFile(path.join(dataDir, 'secrets/running-database'), 'utf8') })
  const connection = await pool.connect()
  try {
    const kept = new Set<string>([importId])
    const fixed = await connection.query<{ id: string }>(
      'SELECT provider_id AS id FROM providers UNION ALL SELECT id FROM memberships',
    )
    for (const { id } of fixed.rows) kept.add(id)
    const loads: { table: string; columns: string[]; rows: (string | null)[][] }[] = []
    for (const [table, column] of Object.entries(written)) {
      const columns = await columnsOf(connection, table)
      const { rows } = await connection.query<(string | null)[]>({
        text: `SELECT ${columns.map((each) => `t.${each}::text`).join(', ')} FROM ${table} t
          WHERE t.${column} IN (SELECT organization_id FROM import_rows WHERE import_id = $1)`,
        values: [importId],
        rowMode: 'array',
      })
      loads.push({ table, columns, rows: rows.map((row) => row.map((value) => elsewhere(value, kept))) })
    }
    for (const load of loads)
      if (load.table === 'import_rows') {
        const place = load.columns.indexOf('row_number')
        for (const row of load.rows) row[place] = String(Number(row[place]) + 10_000_000)
      }
    const begun = performance.now()
    await connection.query('BEGIN')
    for (const { table, columns, rows } of loads) await copyRows(connection, table, columns, rows)
    await connection.query('COMMIT')
    return performance.now() - begun
  } finally {
    connection.release()
    await pool.end()
  }
}

async function columnsOf(connection: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The same value of another customer: with other ids, but for those of what there is once, and another code. */
function elsewhere(value: string | null, kept: ReadonlySet<string>): string | null {
  if (value === null) return null
  const other = (id: string) =>
    kept.has(id) ? id : id.slice(0, -1) + (Number.parseInt(id.slice(-1), 16) ^ 8).toString(16)
  return value.replace(uuid, other).replace(/^(IMP|imp)-/, (_, word: string) => (word === 'IMP' ? 'COP-' : 'cop-'))
}
