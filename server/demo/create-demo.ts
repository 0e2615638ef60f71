import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { sealAudit } from '../features/audit-events/public.ts'
import { setupLock } from '../features/providers/providers.queries.ts'
import type { Installation } from '../installation.ts'
import { findAccountByEmail, setPassword } from '../platform/auth/accounts.ts'
import { lockSpaces } from '../platform/database/advisory-lock.ts'
import { StartupError } from '../platform/postgres/startup-error.ts'
import { generateProvider } from './generate-provider.ts'
import { recordHistory } from './history.ts'
import { dateLedger } from './ledger.ts'
import { giveLicenses } from './licenses.ts'
import type { Person } from './people.ts'
import { relateCustomers } from './relations.ts'

/** How somebody signs in. */
export interface Credentials {
  email: string
  password: string
}

type Role = Omit<Person, 'accountId'>

const administrator: Role = {
  email: 'admin@northwind.example',
  name: 'Dana Whitfield',
  role: 'provider_administrator',
  place: 'provider',
}

const partnerAdministrators = [
  'Lena Brandt',
  'Owen Hughes',
  'Camille Girard',
  'Marta Zielińska',
  'Diego Castro',
  'Aiko Tanaka',
]

/** Who works at the demo provider, for its partners, and at one of its customers. */
const staff: readonly Role[] = [
  administrator,
  { email: 'operations@northwind.example', name: 'Priya Raman', role: 'provider_administrator', place: 'provider' },
  { email: 'service-desk@northwind.example', name: 'Tom Becker', role: 'technician', place: 'provider' },
  { ...technician('tech-1', 'Sofía Álvarez'), selectedCustomers: 40 },
  { ...technician('tech-2', 'Jonas Lindqvist'), selectedCustomers: 25 },
  { ...technician('tech-3', 'Chen Wei'), selectedCustomers: 8 },
  ...partnerAdministrators.map(
    (name, partner): Role => ({
      email: `partner-${partner + 1}@northwind.example`,
      name,
      role: 'partner_administrator',
      place: { partner },
    }),
  ),
  {
    email: 'customer-1@northwind.example',
    name: 'Nora Lindholm',
    role: 'customer_administrator',
    // One of the largest, which is given limits and has come up to one.
    place: { customer: 94 },
  },
]

function technician(address: string, name: string): Role {
  return { email: `${address}@northwind.example`, name, role: 'technician', place: 'provider' }
}

/**
 * Fills a fresh database with 'Northwind MSP', a provider as it might look after two years, and gives some of its
 * people one strong password.
 * @returns who can sign in; the password is kept nowhere else
 * @throws StartupError when any provider exists
 */
export async function createDemo(installation: Installation): Promise<Credentials[]> {
  const ownerPool = new pg.Pool({ connectionString: installation.ownerUrl, max: 1, idleTimeoutMillis: 0 })
  try {
    await refuseWhenSetUp(ownerPool)
    const password = randomBytes(15).toString('base64url')
    const people: Person[] = []
    for (const person of staff) people.push({ ...person, accountId: await accountOf(installation, person, password) })
    const provider = await generateProvider(
      ownerPool,
      { ...size, people, clock: installation.clock },
      async (client, providerId) => {
        // The same lock that set-up takes: of a demo and a set-up at one moment one finds the other's provider.
        await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [setupLock.space, setupLock.key])
        await refuseWhenSetUp(client)
        // Two years are written in no order: a server that runs beside must not seal some before older ones are there.
        // Held by the pool's only connection, until it ends.
        await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [lockSpaces.auditSeal, providerId])
      },
    )
    await recordHistory(installation.database, provider, administrator.name)
    await dateLedger(ownerPool, provider, installation.clock.now())
    const [first] = people
    if (first) {
      await relateCustomers(installation.database, provider, first, installation.clock.now())
      await giveLicenses(installation, provider, first)
    }
    // Whole and in order: the jobs would seal it from wherever they are told of first.
    await sealAudit(installation.database, provider.providerId, { everything: true, isLocked: true })
    return staff.map(({ email }) => ({ email, password }))
  } finally {
    await ownerPool.end()
  }
}

const size = {
  seed: 2026,
  providerName: 'Northwind MSP',
  customers: 180,
  partners: 6,
  enterprises: 8,
  customersOfFirstPartner: 12,
  devices: 3_500,
  usersPerCustomer: 3,
  isAlone: true,
}

async function refuseWhenSetUp(connection: pg.Pool | pg.PoolClient): Promise<void> {
  const { rows } = await connection.query<{ present: boolean }>('SELECT EXISTS (SELECT FROM providers) AS present')
  if (rows[0]?.present)
    throw new StartupError('The demo fills a fresh database only; this one holds a provider already')
}

/** An account can only be there already where an earlier demo did not get to its end. */
async function accountOf(installation: Installation, { email, name }: Role, password: string): Promise<string> {
  const known = await findAccountByEmail(installation.authPool, email)
  if (!known) return (await installation.createAccount({ email, name, password })).accountId
  await setPassword(installation.authPool, email, password)
  return known.id
}
