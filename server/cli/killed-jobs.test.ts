/** Imports and mails whose server or database is killed in the middle, as an operator's machine would do it. */
import { chmod, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Import } from '@tenantry/contract/imports.ts'
import pg from 'pg'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { contradictions } from '../chaos/contradictions.ts'
import { processesIn } from '../platform/postgres/processes.ts'
import { makeFolderOfTests } from '../testing/folder-of-tests.ts'
import { startSmtpServer } from '../testing/smtp/smtp-process.ts'
import { Client, firstAdmin, type Product, startProduct, stopAll } from './product.fixture.ts'

// A piece of a thousand rows, and what is killed before the next one is through.
const rows = 1_500

let dataDir = ''
let cookie = ''
let product: Product
let client: Client

beforeAll(async () => {
  dataDir = await makeFolderOfTests('tenantry-killed-jobs-')
  await chmod(dataDir, 0o755)
  await start()
  await client.signIn(firstAdmin)
  cookie = client.cookie
})
afterAll(async () => {
  await stopAll()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<void> {
  product = startProduct(dataDir, { TENANTRY_ALLOWED_PRIVATE_NETWORKS: '127.0.0.1' })
  client = new Client(await product.url(), cookie)
}

async function killDatabase(): Promise<void> {
  for (const pid of await processesIn(path.join(dataDir, 'postgres'))) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has gone with the one before.
    }
  }
}

const victims = {
  server: async () => void product.process.kill('SIGKILL'),
  database: killDatabase,
}

async function send(word: string): Promise<string> {
  const lines = Array.from(
    { length: rows },
    (_, index) => `${word} ${index},${word}-${index},a${index}@x.example,Branch`,
  )
  const answer = await fetch(`${client.url}/api/v1/imports?kind=customers`, {
    method: 'POST',
    headers: { origin: client.url, cookie, 'content-type': 'text/csv' },
    body: ['Name,Code,Primary contact email,Location name', ...lines].join('\n'),
  })
  return ((await answer.json()) as Import).id
}

const read = async (id: string) => (await (await client.request('GET', `/api/v1/imports/${id}`)).json()) as Import

async function inDatabase(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const address = await readFile(path.join(dataDir, 'secrets/running-database'), 'utf8')
  const connection = new pg.Client({ connectionString: address })
  await connection.connect()
  const found = await connection.query(text, values)
  await connection.end()
  return found.rows
}

describe('an import in whose middle something is killed', { timeout: 180_000 }, () => {
  it.each(['server', 'database'] as const)(
    'the %s: goes on by itself, and brings in each row once (B4)',
    async (victim) => {
      const word = victim.toUpperCase()
      const id = await send(word)
      await client.request('POST', `/api/v1/imports/${id}/start`)
      const { progress } = await vi.waitUntil(
        async () => {
          const each = await read(id)
          return each.progress.created > 0 && each
        },
        { timeout: 60_000, interval: 20 },
      )
      expect(progress.created).toBeLessThan(rows)
      await victims[victim]()
      await product.ended()
      await start()
      await vi.waitFor(async () => expect((await read(id)).state).toBe('finished'), { timeout: 120_000, interval: 200 })
      expect((await read(id)).progress).toMatchObject({ created: rows, failed: 0, position: rows })
      const [counted] = await inDatabase(
        `SELECT count(*)::int AS customers, count(DISTINCT o.name)::int AS names, count(DISTINCT c.id)::int AS contacts,
         count(DISTINCT e.id)::int AS logged, count(DISTINCT r.row_number)::int AS rows
       FROM organizations o JOIN contacts c ON c.organization_id = o.id
       JOIN audit_events e ON e.object_id = o.id AND e.action = 'customer.created' AND e.request_id = 'import ' || $2
       JOIN import_rows r ON r.organization_id = o.id AND r.import_id = $2::uuid
       WHERE starts_with(o.code, $1)`,
        [`${word}-`, id],
      )
      expect(counted).toEqual({ customers: rows, names: rows, contacts: rows, logged: rows, rows })
      const [provider] = await inDatabase('SELECT provider_id AS id FROM providers', [])
      for (const name of ['closure and parents', 'counters and rows', 'scope of codes'] as const)
        expect([name, await inDatabase(contradictions[name], [provider?.id])]).toEqual([name, []])
    },
  )
})

/** Does what must succeed; any version is accepted. */
async function must(method: string, address: string, body: object): Promise<{ id: string }> {
  const answer = await client.request(method, `/api/v1${address}`, body, method === 'PUT' ? { 'if-match': '*' } : {})
  expect(answer.ok, `${method} ${address}: ${answer.status}`).toBe(true)
  return (await answer.json()) as { id: string }
}

describe('an alert whose server is killed when the mail is sent and not yet noted', { timeout: 180_000 }, () => {
  it('is told once, and its mail comes at most once more, as the same mail (EC6, OM3)', async () => {
    const to = 'held-1@cust.example'
    const smtp = await startSmtpServer()
    const taken = async () => (await smtp.mails()).filter((mail) => mail.to === to)
    const server = { host: '127.0.0.1', port: smtp.port, security: 'none', senderAddress: 'noreply@msp.example' }
    await must('PUT', '/mail-settings', { smtp: server })
    const { id } = await must('POST', '/customers', { name: 'Told once', code: 'TOLD-ONCE' })
    await must('PUT', `/customers/${id}/licenses`, { mode: 'allocated', types: [{ type: 'it_assets', limit: 1 }] })
    await must('PUT', `/customers/${id}/license-alerts`, { recipients: [to] })
    await must('POST', '/devices', { organizationId: id, name: 'box', class: 'server' })
    // The mail server has the mail and keeps its answer: nobody can have noted yet that it was sent.
    await vi.waitFor(async () => expect(await taken()).toHaveLength(1), { timeout: 60_000, interval: 20 })
    // Whoever has claimed it is known to be dead when the claim is over, which this test does not wait for.
    const claimed = "UPDATE mails SET due_at = now() WHERE to_address = $1 AND state = 'sending' RETURNING attempts"
    expect(await inDatabase(claimed, [to])).toEqual([{ attempts: 1 }])
    await victims.server()
    await product.ended()
    await start()
    const state = 'SELECT state, attempts, sent_by FROM mails WHERE to_address = $1'
    const sent = [{ state: 'sent', attempts: 2, sent_by: 'smtp' }]
    await vi.waitFor(async () => expect(await inDatabase(state, [to])).toEqual(sent), {
      timeout: 90_000,
      interval: 100,
    })
    const ids = await Promise.all((await taken()).map(async ({ raw }) => (await PostalMime.parse(raw)).messageId))
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    const alerts = await inDatabase(
      `SELECT level, mailed_at IS NOT NULL AS told, recipients FROM license_alerts
       WHERE organization_id = $1 ORDER BY level`,
      [id],
    )
    expect(alerts).toEqual([
      { level: 'full', told: true, recipients: [to] },
      { level: 'threshold', told: true, recipients: [to] },
    ])
    const notices = await inDatabase("SELECT kind FROM notices WHERE organization_id = $1 AND kind = 'license_alert'", [
      id,
    ])
    expect(notices).toHaveLength(1)
    await smtp.kill()
  })
})
