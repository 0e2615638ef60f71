import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { newId } from '../platform/clock/clock.ts'
import { projectRoot } from '../platform/project-root.ts'
import type { Bench } from './bench-types.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, timeInTurns } from './measure.ts'

const marker = 'Bench Customer'

/** P5: adding a customer through the whole API, against its bare inserts in one transaction. */
export async function benchCreateCustomer({ bench, app, connect }: Bench): Promise<BenchRow[]> {
  const client = new HttpClient(app.url)
  await client.signIn(bench.members.all.email, bench.password)
  const connection = await connect()
  try {
    const floor = await insertsOf(bench.providerId)
    const run = `${Date.now() % 1e8}`
    let [ours, theirs] = [0, 0]
    const timing = await timeInTurns(
      () => client.send('POST', '/api/v1/customers', input(`A${run}.${++ours}`)),
      () => floor(connection, `B${run}.${++theirs}`),
    )
    const ratio = timing.ours.medianMs / timing.floor.medianMs
    const measured = { ours: timing.ours.medianMs, floor: timing.floor.medianMs, ratio }
    return [{ id: 'P5', name: 'adding a customer', ...measured, unit: 'ms', bar: 'ratio ≤ 3', holds: ratio <= 3 }]
  } finally {
    client.close()
    await removeMade(connection, bench.providerId)
    await connection.end()
  }
}

function input(code: string) {
  return {
    name: `${marker} ${code}`,
    code,
    domain: 'bench-customer.example',
    businessEmail: 'info@bench-customer.example',
    location: {
      country: 'US',
      state: 'US-NY',
      city: 'New York',
      postalCode: '10036',
      line1: '1095 Avenue of the Americas',
    },
    plan: { kind: 'purchased' },
  }
}

async function insertsOf(providerId: string) {
  const text = await readFile(path.join(projectRoot, 'server/bench/floors/create-customer.sql'), 'utf8')
  const statements = text
    .replace(/^--.*$/gm, '')
    .split(';')
    .filter((statement) => statement.trim() !== '')
  return async (connection: pg.ClientBase, code: string): Promise<void> => {
    const { name, domain, businessEmail, location } = input(code)
    const after = JSON.stringify(input(code))
    const given: Record<string, unknown> = {
      provider: providerId,
      id: newId(),
      name,
      name_key: name.toLowerCase(),
      code,
      code_key: code.toLowerCase(),
      domain,
      email: businessEmail,
      country: location.country,
      state: location.state,
      city: location.city,
      postal_code: location.postalCode,
      line1: location.line1,
      now: new Date(),
      event: newId(),
      hash: Buffer.alloc(32),
      salt: Buffer.alloc(16),
      after,
      message: newId(),
    }
    await Promise.all(
      ['BEGIN', ...statements, 'COMMIT'].map((statement, index) => connection.query(bound(statement, given, index))),
    )
  }
}

/** Turns `:name` into numbered parameters. */
function bound(statement: string, given: Record<string, unknown>, index: number) {
  const values: unknown[] = []
  const text = statement.replace(/(?<!:):([a-z_0-9]+)/g, (_, name: string) => `$${values.push(given[name])}`)
  return { name: `create${index}`, text, values }
}

async function removeMade(connection: pg.ClientBase, providerId: string): Promise<void> {
  const made = `SELECT id FROM organizations WHERE provider_id = $1 AND name_key >= 'bench customer ' AND name_key < 'bench customer~'`
  const { rows } = await connection.query<{ id: string }>(made, [providerId])
  const ids = rows.map((row) => row.id)
  const remove = (table: string, column: string) =>
    connection.query(`DELETE FROM ${table} WHERE provider_id = $1 AND ${column} = ANY($2)`, [providerId, ids])
  await connection.query('BEGIN')
  await remove('organization_closure', 'descendant_id')
  await remove('onboarding_items', 'organization_id')
  await remove('organization_counters', 'organization_id')
  await remove('organizations', 'id')
  await connection.query('COMMIT')
}
