/** The database that benchmarks run on: one embedded PostgreSQL with one large generated provider, kept between runs. */
import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { readConfig } from '../config.ts'
import { generateProvider } from '../demo/generate-provider.ts'
import type { Person } from '../demo/people.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { setPassword } from '../platform/auth/accounts.ts'
import { systemClock } from '../platform/clock/clock.ts'
import { createLog } from '../platform/log.ts'
import { projectRoot } from '../platform/project-root.ts'
import { OwnerConnections } from './owner-connections.ts'

/** How large the provider is and where its database lies. */
export interface BenchSize {
  customers: number
  devices: number
  dataDir: string
}

/** Somebody whose reach is measured. */
export interface Member {
  email: string
  membershipId: string
  organizationId: string
}

/** The people whose lists are measured, by how far they see. */
export const reaches = ['all', 'subtree', 'selected'] as const
export type MeasuredReach = (typeof reaches)[number]

/** An open installation with its large provider. */
export interface BenchInstallation {
  installation: Installation
  providerId: string
  members: Record<MeasuredReach, Member>
  /** One password for all, made anew for each run. */
  password: string
  /** Seconds that the load took; null when the provider was there already. */
  loadedInSeconds: number | null
  close(): Promise<void>
}

/** Customers of the partner whose administrator is measured. */
export const customersOfPartner = 300
/** Customers that the measured technician was given. */
export const customersOfTechnician = 500

const people: readonly Omit<Person, 'accountId'>[] = [
  { email: 'all@bench.example', name: 'Provider Administrator', role: 'provider_administrator', place: 'provider' },
  {
    email: 'subtree@bench.example',
    name: 'Partner Administrator',
    role: 'partner_administrator',
    place: { partner: 0 },
  },
  {
    email: 'selected@bench.example',
    name: 'Technician',
    role: 'technician',
    place: 'provider',
    selectedCustomers: customersOfTechnician,
  },
]

/**
 * The folder that a provider of a size is kept in, one for each schema: what an earlier state of the migrations has made
 * would be measured against today's code.
 */
export async function standardFolder({ customers, devices }: Omit<BenchSize, 'dataDir'>): Promise<string> {
  const schema = createHash('sha256').update(await readFile(path.join(projectRoot, 'server/database/schema.sql')))
  return path.join(os.tmpdir(), `tenantry-bench-${customers}-${devices}-${schema.digest('hex').slice(0, 8)}`)
}

/** Opens the installation in a data folder and, the first time, fills it. */
export async function openBenchInstallation(size: BenchSize): Promise<BenchInstallation> {
  const config = readConfig({ TENANTRY_DATA_DIR: size.dataDir, TENANTRY_LOG_LEVEL: 'warn' })
  const installation = await openInstallation(config, createLog('warn'))
  try {
    const password = randomBytes(15).toString('base64url')
    const loadedInSeconds = await fill(installation, size, password)
    if (loadedInSeconds === null) await tidyUp(installation)
    for (const { email } of people) await setPassword(installation.authPool, email, password)
    const members = await findMembers(installation)
    const [providerId = ''] = await installation.providerIds()
    return { installation, providerId, members, password, loadedInSeconds, close: () => installation.close() }
  } catch (error) {
    await installation.close()
    throw error
  }
}

async function fill(installation: Installation, size: BenchSize, password: string): Promise<number | null> {
  const ownerPool = new pg.Pool({ connectionString: installation.ownerUrl, max: 1 })
  // What is under way fails by itself; an error that nobody hears would end the process in its place.
  ownerPool.on('error', () => {})
  try {
    const { rowCount } = await ownerPool.query('SELECT FROM providers')
    if (rowCount) return null
    const begun = performance.now()
    const withAccounts: Person[] = []
    for (const person of people) {
      const { accountId } = await installation.createAccount({ email: person.email, name: person.name, password })
      withAccounts.push({ ...person, accountId })
    }
    await generateProvider(ownerPool, {
      seed: 1,
      providerName: 'Bench MSP',
      customers: size.customers,
      partners: Math.max(2, Math.round(size.customers / 500)),
      enterprises: Math.round(size.customers / 500),
      customersOfFirstPartner: customersOfPartner,
      devices: size.devices,
      usersPerCustomer: 2,
      people: withAccounts,
      clock: systemClock,
    })
    return (performance.now() - begun) / 1000
  } finally {
    await ownerPool.end()
  }
}

/** As the database does by itself after some minutes: a migration may have written each row of a folder that was kept. */
async function tidyUp({ ownerUrl }: Installation): Promise<void> {
  const connections = new OwnerConnections(ownerUrl)
  try {
    const client = await connections.open()
    await client.query('VACUUM (ANALYZE)')
  } finally {
    await connections.end()
  }
}

async function findMembers({ ownerUrl }: Installation): Promise<Record<MeasuredReach, Member>> {
  const connections = new OwnerConnections(ownerUrl)
  try {
    const client = await connections.open()
    const { rows } = await client.query<Member & { reach: MeasuredReach }>(
      `SELECT email, id AS "membershipId", organization_id AS "organizationId", reach FROM memberships WHERE email = ANY($1)`,
      [people.map((person) => person.email)],
    )
    const of = (reach: MeasuredReach): Member => {
      const found = rows.find((row) => row.reach === reach)
      if (!found) throw new TypeError('This data folder holds another provider than the one to measure')
      return found
    }
    return { all: of('all'), subtree: of('subtree'), selected: of('selected') }
  } finally {
    await connections.end()
  }
}
