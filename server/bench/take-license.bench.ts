/** P4: taking licenses from one hot pool, in process, against the bare statements that write the same rows. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { allPermissions } from '@tenantry/contract/permissions.ts'
import type pg from 'pg'
import { createDevice } from '../features/devices/create-device.ts'
import { setLimits } from '../features/license-counts/public.ts'
import { verifyLicenses } from '../features/licenses/public.ts'
import type { Caller } from '../platform/auth/caller.ts'
import { newId, systemClock } from '../platform/clock/clock.ts'
import type { CallContext } from '../platform/http/context.ts'
import { type BenchInstallation, openBenchInstallation } from './bench-installation.ts'
import { bound, readStatements } from './floor-statements.ts'
import { type BenchRow, median } from './measure.ts'
import { OwnerConnections } from './owner-connections.ts'
import { differences, rowsWrittenWith } from './written-rows.ts'

const clients = 32
const runs = 5
const secondsPerRun = 4

/** Adds a device to one of the homes; returns its id. */
type Add = (client: number) => Promise<string>

/** Takes licenses from an installation of its own, whose provider owns more than it can use, by 32 clients at once. */
export async function benchTakeLicense(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-licenses-'))
  try {
    const bench = await openBenchInstallation({ customers: 1_000, devices: 2_000, dataDir })
    const connections = new OwnerConnections(bench.installation.ownerUrl)
    try {
      return await measured(bench, connections)
    } finally {
      await connections.end()
      await bench.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measured(bench: BenchInstallation, connections: OwnerConnections): Promise<BenchRow[]> {
  const ours = await product(bench)
  const connection = await connections.open()
  const first = await ours(0)
  // Looked at one after the other: both write the counters of the same customer.
  const written = await rowsWrittenWith(connection, first, 'devices')
  const floor = await bare(bench, connections, await loggedOf(connection, first))
  const differing = differences(written, await rowsWrittenWith(connection, await floor(0), 'devices'))
  if (differing.length > 0) throw new Error(`The floor writes something else than the product: ${differing.join('; ')}`)
  const [ourRates, floorRates]: [number[], number[]] = [[], []]
  for (let run = -1; run < runs; run++) {
    const [mine, theirs] = [await rateOf(ours), await rateOf(floor)]
    if (run < 0) continue
    ourRates.push(mine)
    floorRates.push(theirs)
  }
  const wrong = await verifyLicenses(bench.installation.database, [bench.providerId])
  if (wrong.length > 0) throw new Error(`The licenses do not add up: ${JSON.stringify(wrong[0])}`)
  const ratio = median(ourRates) / median(floorRates)
  return [
    {
      id: 'P4',
      name: `taking a license and adding the device, ${clients} clients on one pool`,
      ours: median(ourRates),
      floor: median(floorRates),
      unit: 'requests/s',
      ratio,
      bar: 'ratio ≥ 0.7',
      holds: ratio >= 0.7,
    },
  ]
}

async function rateOf(add: Add): Promise<number> {
  const end = performance.now() + secondsPerRun * 1_000
  let done = 0
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        await add(client)
        done += 1
      }
    }),
  )
  return done / secondsPerRun
}

/** The product's own use-case, each call in a transaction of its own, without HTTP. */
async function product({ installation, providerId, members }: BenchInstallation): Promise<Add> {
  const { database } = installation
  const caller: Caller = {
    kind: 'user',
    accountId: newId(),
    sessionId: null,
    apiKey: null,
    email: members.all.email,
    name: 'Provider Administrator',
    organization: { id: providerId, name: 'Bench MSP', type: 'provider' },
    roleName: 'Provider administrator',
    permissions: new Set(allPermissions),
    scope: { providerId, organizationId: providerId, membershipId: members.all.membershipId, reach: 'all' },
  }
  const within = <T>(work: (context: CallContext) => Promise<T>) =>
    database.within(caller.scope, (tx) =>
      work({
        tx,
        caller,
        actor: caller,
        clock: systemClock,
        origin: { id: randomUUID(), source: null },
        ifMatch: null,
        dryRun: false,
      }),
    )
  const plenty = { type: 'it_assets', limit: 5_000_000, overage: 0 }
  await within((context) => setLimits(context, providerId, [plenty], { reason: 'pool.changed', isConfirmed: true }))
  const homes = await homesOf(installation, providerId)
  return async (client) => {
    const input = { organizationId: homes[client] as OrganizationId, name: 'bench-srv', class: 'server' } as const
    return (await within((context) => createDevice(context, input))).device.id
  }
}

/** Customers, one for each client, that have taken a license already. */
async function homesOf({ database }: BenchInstallation['installation'], providerId: string): Promise<string[]> {
  const scope = { providerId, organizationId: providerId, membershipId: newId(), reach: 'all' } as const
  const rows = await database.within(scope, (tx) =>
    tx
      .selectFrom('organizations as o')
      .innerJoin('license_counters as k', (join) =>
        join.onRef('k.provider_id', '=', 'o.provider_id').onRef('k.organization_id', '=', 'o.id'),
      )
      .select('o.id')
      .where('o.type', '=', 'customer')
      .where('o.parent_id', '=', providerId)
      .where('o.status', '=', 'active')
      .where('o.plan_kind', '=', 'purchased')
      .where('k.type', '=', 'it_assets')
      .orderBy('o.id')
      .limit(clients)
      .execute(),
  )
  if (rows.length < clients) throw new Error(`${rows.length} customers for ${clients} clients`)
  return rows.map(({ id }) => id)
}

/** What the product has logged of a device, so that the floor's rows are as large. */
async function loggedOf(connection: Pick<pg.ClientBase, 'query'>, deviceId: string): Promise<string> {
  const { rows } = await connection.query<{ after: string }>(
    `SELECT p.after::text AS after FROM audit_events e
      JOIN audit_payloads p ON p.provider_id = e.provider_id AND p.audit_event_id = e.id WHERE e.object_id = $1`,
    [deviceId],
  )
  return rows[0]?.after ?? ''
}

async function bare(
  { installation, providerId, members }: BenchInstallation,
  connections: OwnerConnections,
  after: string,
): Promise<Add> {
  const statements = await readStatements('take-license')
  const homes = await homesOf(installation, providerId)
  const opened = await Promise.all(Array.from({ length: clients }, () => connections.open()))
  return async (client) => {
    const id = newId()
    const now = new Date()
    const home = homes[client]
    const given: Record<string, unknown> = {
      provider: providerId,
      home,
      id,
      name: 'bench-srv',
      now,
      member: members.all.membershipId,
      actor: 'Provider Administrator',
      event: newId(),
      request: randomUUID(),
      hash: Buffer.alloc(32),
      salt: Buffer.alloc(16),
      after,
      message: newId(),
      changed: JSON.stringify({ since: now.toISOString() }),
    }
    await Promise.all(
      ['BEGIN', ...statements, 'COMMIT'].map((statement, index) =>
        opened[client]?.query(bound(statement, given, `take${index}`)),
      ),
    )
    return id
  }
}
