/** Enrolling 100,000 devices by the use-case itself: new ones, which take licenses that are counted at the provider, and the same ones again. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { mostEnrolled, ReportedDevice } from '@tenantry/contract/enrollments.ts'
import { enrollDevices } from '../features/enrollments/enroll-devices.ts'
import { newEnrollmentToken } from '../features/enrollments/enrollment-token.ts'
import { KnownTokens } from '../features/enrollments/known-tokens.ts'
import { verifyLicenses } from '../features/licenses/public.ts'
import { newId, systemClock } from '../platform/clock/clock.ts'
import { MinuteLimit } from '../platform/http/minute-limit.ts'
import { systemScope } from '../platform/tenancy/scope.ts'
import { type BenchInstallation, openBenchInstallation } from './bench-installation.ts'
import type { BenchRow } from './measure.ts'

const homes = 10
const devicesOfHome = 10_000
const programsAtOnce = 4
const leastPerSecond = 1_000

/** Enrolls into an installation of its own. */
export async function benchEnroll(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-enroll-'))
  try {
    const bench = await openBenchInstallation({ customers: 1_000, devices: 2_000, dataDir })
    try {
      return await measured(bench)
    } finally {
      await bench.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measured(bench: BenchInstallation): Promise<BenchRow[]> {
  const { database } = bench.installation
  const tokens = await tokensOf(bench)
  const fresh = await enrollAll(bench, tokens, 'enrolled')
  const again = await enrollAll(bench, tokens, 'updated')
  const wrong = await verifyLicenses(database, [bench.providerId])
  if (wrong.length > 0) throw new Error(`The licenses do not add up: ${JSON.stringify(wrong[0])}`)
  const count = (homes * devicesOfHome).toLocaleString('en-US')
  const row = { floor: null, unit: 'requests/s', ratio: null, bar: `≥ ${leastPerSecond} devices/s` } as const
  return [
    {
      ...row,
      id: 'enroll',
      name: `enrolling ${count} devices, devices a second`,
      ours: fresh,
      holds: fresh >= leastPerSecond,
    },
    {
      ...row,
      id: 'enroll',
      name: 'enrolling the same again, devices a second',
      ours: again,
      holds: again >= leastPerSecond,
    },
  ]
}

/** @returns devices a second */
async function enrollAll(
  { installation }: BenchInstallation,
  tokens: readonly string[],
  expected: 'enrolled' | 'updated',
): Promise<number> {
  const batches = tokens.flatMap((token) =>
    Array.from({ length: devicesOfHome / mostEnrolled }, (_, batch) => ({ token, batch })),
  )
  const limit = new MinuteLimit(installation.config.enrollmentsPerMinute, systemClock)
  const known = new KnownTokens()
  const begun = performance.now()
  const lane = async (lane: number) => {
    for (const [index, { token, batch }] of batches.entries()) {
      if (index % programsAtOnce !== lane) continue
      const origin = { id: newId(), source: null }
      const enrollment = { database: installation.database, clock: systemClock, limit, known }
      const { items } = await enrollDevices(enrollment, `Bearer ${token}`, origin, batchOf(batch))
      if (items.some(({ result }) => result !== expected)) throw new Error(`Not all were ${expected}`)
    }
  }
  await Promise.all(Array.from({ length: programsAtOnce }, (_, index) => lane(index)))
  return (batches.length * mostEnrolled) / ((performance.now() - begun) / 1_000)
}

function batchOf(batch: number): ReportedDevice[] {
  return Array.from({ length: mostEnrolled }, (_, index) => {
    const number = batch * mostEnrolled + index
    return ReportedDevice.parse({
      name: `bench-pc-${number}`,
      class: 'computer',
      hardwareId: `board-${number}`,
      serialNumber: `CZC${String(number).padStart(7, '0')}`,
      maker: 'HPE',
      model: 'EliteDesk 800',
      operatingSystem: 'Windows 11 Pro',
      ipAddresses: [`10.1.${(number >> 8) & 255}.${number & 255}`],
    })
  })
}

/** A token for each of some customers, as their use-case keeps them. */
async function tokensOf({ installation, providerId }: BenchInstallation): Promise<string[]> {
  return installation.database.within(systemScope(providerId), async (tx) => {
    const found = await tx
      .selectFrom('organizations')
      .select('id')
      .where('type', '=', 'customer')
      .where('status', '=', 'active')
      .where('parent_id', '=', providerId)
      .where('plan_kind', '=', 'purchased')
      .orderBy('id')
      .limit(homes)
      .execute()
    if (found.length < homes) throw new Error('The provider has too few customers')
    const tokens: string[] = []
    for (const { id } of found) {
      const { token, prefix, hash } = newEnrollmentToken(providerId)
      const now = systemClock.now()
      const expires_at = new Date(now.getTime() + 86_400_000)
      const row = { provider_id: providerId, id: newId(), organization_id: id, entity_id: null, name: 'bench', prefix }
      await tx
        .insertInto('enrollment_tokens')
        .values({
          ...row,
          token_hash: hash,
          is_of_provider: true,
          created_by_name: 'bench',
          created_at: now,
          expires_at,
        })
        .execute()
      tokens.push(token)
    }
    return tokens
  })
}
