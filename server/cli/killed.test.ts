/** The product as a process that is killed in the middle of changes, again and again on one data folder. */
import { chmod, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contradictions } from '../chaos/contradictions.ts'
import { contentOf } from '../features/lifecycle/lifecycle.fixture.ts'
import { processesIn } from '../platform/postgres/processes.ts'
import { makeFolderOfTests } from '../testing/folder-of-tests.ts'
import { Client, firstAdmin, type Product, processesOf, runCommand, startProduct, stopAll } from './product.fixture.ts'
import { endOf, type Kind, type Known, seeded, Writer } from './writers.fixture.ts'

/** Of another run: TENANTRY_TEST_SEED=…; the order in which answers come is not its own to give. */
const seed = Number(process.env.TENANTRY_TEST_SEED ?? Date.now() % 1_000_000)
const random = seeded(seed)
const writersCount = 6
const mostRounds = 4

let dataDir = ''
let cookie = ''
let product: Product
let client: Client
let owner: pg.Pool
let providerId = ''
let writers: Writer[] = []

beforeAll(async () => {
  dataDir = await makeFolderOfTests('tenantry-killed-')
  await chmod(dataDir, 0o755)
  await start()
  await client.signIn(firstAdmin)
  cookie = client.cookie
  const partners = await Promise.all(['NORTH', 'SOUTH', 'EAST'].map(addPartner))
  writers = Array.from({ length: writersCount }, (_, index) => new Writer(`W${index}`, partners, seeded(seed + index)))
  providerId = (await owner.query('SELECT provider_id FROM providers')).rows[0].provider_id
})
afterAll(async () => {
  if (!owner?.ended) await owner?.end()
  await stopAll()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<void> {
  product = startProduct(dataDir)
  client = new Client(await product.url(), cookie)
  owner = new pg.Pool({ connectionString: await readFile(path.join(dataDir, 'secrets/running-database'), 'utf8') })
  // Its connections break with the database.
  owner.on('error', () => {})
}

async function addPartner(code: string): Promise<string> {
  const made = await client.request('POST', '/api/v1/customers', { name: code, code, type: 'partner' })
  return ((await made.json()) as { id: string }).id
}

const victims = {
  server: async () => void product.process.kill('SIGKILL'),
  database: () => killDatabase(),
  'server and database': async () => {
    product.killGroup()
    await killDatabase()
  },
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

/** Everybody works; some milliseconds after a request of the kind has gone out, the victim is killed. */
async function killDuring(kind: Kind, kill: () => Promise<void>): Promise<void> {
  const before = writers.reduce((sum, { answered }) => sum + answered, 0)
  const enough = before + 30 + Math.floor(random() * 30)
  let killing: Promise<void> | undefined
  const onSend = (sent: Kind) => {
    const answered = writers.reduce((sum, each) => sum + each.answered, 0)
    if (sent !== kind || answered < enough || killing) return
    killing = delay(Math.floor(random() * 25)).then(kill)
  }
  await Promise.all(writers.map((writer) => writer.work(client, onSend)))
  await killing
  await product.ended()
  await owner.end()
}

async function expectNothingHalfDone(): Promise<void> {
  for (const [what, text] of Object.entries(contradictions))
    expect([what, (await owner.query(text, [providerId])).rows]).toEqual([what, []])
}

/** What there is of every customer that is not deleted for good. */
const found = `
  SELECT o.id, o.parent_id AS "parentId", o.status, o.merged_into_id AS "mergedInto",
    coalesce(n.devices, 0)::int AS devices, coalesce(n.entities, 0)::int AS entities,
    (SELECT count(*)::int FROM memberships m
      WHERE m.provider_id = $1 AND m.organization_id = o.id AND m.is_first_administrator) AS administrators,
    (SELECT count(*)::int FROM contacts c
      WHERE c.provider_id = $1 AND c.organization_id = o.id AND c.kind = 'primary') AS primaries,
    (SELECT json_object_agg(action, rows) FROM (SELECT e.action, count(*)::int AS rows FROM audit_events e
      WHERE e.provider_id = $1 AND e.object_id = o.id
        AND e.action IN ('customer.created', 'customer.status_changed', 'organization.moved', 'customer.merged_away')
      GROUP BY e.action) AS each) AS log
  FROM organizations o LEFT JOIN organization_counters n ON n.provider_id = $1 AND n.organization_id = o.id
  WHERE o.provider_id = $1 AND o.type = 'customer' ORDER BY o.id`

function expected(customer: Known): object {
  const { id, parentId, status, devices, entities, statusChanges, moves, mergedInto } = customer
  const log = {
    'customer.created': 1,
    ...(statusChanges > 0 ? { 'customer.status_changed': statusChanges } : {}),
    ...(moves > 0 ? { 'organization.moved': moves } : {}),
    ...(mergedInto ? { 'customer.merged_away': 1 } : {}),
  }
  if (mergedInto)
    return { id, mergedInto: endOf(customer).id, devices: 0, entities: 0, administrators: 0, primaries: 0, log }
  // Nobody has accepted an invitation, and the archive withdraws those.
  const administrators = status === 'archived' ? 0 : 1
  return { id, parentId, status, mergedInto: null, devices, entities, administrators, primaries: 1, log }
}

async function expectEverythingAnswered(): Promise<void> {
  const all = writers.flatMap(({ customers }) => customers)
  const there = all.filter(({ isPurged }) => !isPurged).sort((one, other) => (one.id < other.id ? -1 : 1))
  expect((await owner.query(found, [providerId])).rows).toMatchObject(there.map(expected))
  const purged = all.filter(({ isPurged }) => isPurged)
  const texts = Object.entries(await contentOf({ test: { owner } })).filter(([table]) => !/^public\.audit_/.test(table))
  for (const { id } of purged)
    expect(texts.filter(([, rows]) => rows.some((row) => row.includes(id))).map(([table]) => table)).toEqual([])
  const reports = await owner.query(
    `SELECT e.object_id AS id, (p.after ->> 'rows')::int > 0 AS told FROM audit_events e
     LEFT JOIN audit_payloads p ON p.audit_event_id = e.id WHERE e.action = 'customer.purged' ORDER BY 1`,
  )
  const ids = purged.filter(({ mergedInto }) => !mergedInto).map(({ id }) => id)
  expect(reports.rows).toEqual(ids.sort().map((id) => ({ id, told: true })))
}

describe(`killed in the middle of changes (seed ${seed})`, { timeout: 180_000 }, () => {
  it.each([
    { victim: 'server', during: 'purge' },
    { victim: 'database', during: 'merge' },
    { victim: 'server and database', during: 'move' },
  ] as const)(
    'the $victim, during a $during: nothing is half done, everything answered is there once, and what was not answered can be repeated (B2, B10, B17)',
    async ({ victim, during }) => {
      let repeated: (Kind | undefined)[] = []
      // Where the answer was quicker than the kill, none was missing: once more then.
      for (let round = 0; round < mostRounds && !repeated.includes(during); round++) {
        await killDuring(during, victims[victim])
        await start()
        await expectNothingHalfDone()
        repeated = await Promise.all(writers.map((writer) => writer.askAgain(client)))
        expect(writers.flatMap(({ refusals }) => refusals)).toEqual([])
        await expectNothingHalfDone()
        await expectEverythingAnswered()
      }
      expect(repeated).toContain(during)
    },
  )

  it('leaves the audit log whole, of which the erased values are those of deleted customers', async () => {
    const { code, output } = await runCommand(dataDir, 'verify', 'audit')
    expect(output).toMatch(/The audit log is whole\.\n$/)
    expect(code).toBe(0)
  })

  it('leaves no process behind', async () => {
    await owner.end()
    expect(await product.stop()).toBe(0)
    expect(await processesOf(dataDir)).toEqual([])
  })
})
