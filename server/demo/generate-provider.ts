import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { Pool, PoolClient } from 'pg'
import type { Clock } from '../platform/clock/clock.ts'
import { copyRows } from './copy.ts'
import { countEntityDevices, entityColumns, entityRows } from './entities.ts'
import { deviceRows, spreadDevices } from './inventory.ts'
import type { Language } from './names.ts'
import { insertCustomerUsers, insertPeople, insertRoles, type MadeMembership, type Person } from './people.ts'
import { seeded } from './random.ts'
import { closureRows, counterRows, organizationColumns, organizationRows, settingRows } from './rows.ts'
import { growTree, type Node, type TreeSize } from './tree.ts'

/** What a generated provider holds. */
export interface ProviderPlan extends TreeSize {
  /** The same seed and clock make the same provider. */
  seed: number
  providerName: string
  devices: number
  /** Users that a customer has of its own, on average. */
  usersPerCustomer: number
  people: readonly Person[]
  /** No other provider has accounts in the database: users have addresses of their names. */
  isAlone?: boolean
  clock: Clock
}

/** A customer that was made. */
export interface GeneratedCustomer {
  id: string
  name: string
  code: string
  status: OrganizationStatus
  language: Language
  createdAt: Date
}

/** What was made. */
export interface GeneratedProvider {
  providerId: string
  partnerIds: string[]
  /** Customers, oldest first. */
  customers: GeneratedCustomer[]
  /** In the order of the plan's people. */
  memberships: MadeMembership[]
}

/**
 * Fills the database with one provider and everything below it, all or nothing, straight through COPY: counters,
 * closure and reaches are exact, keys are those that the product would make. Ids and instants lie in the two years
 * before the clock's time.
 * @param ownerPool connections of the database's owner, without pipelining
 * @param begin runs first in the same transaction, to refuse, and is told which provider it will be
 */
export async function generateProvider(
  ownerPool: Pool,
  plan: ProviderPlan,
  begin: (client: PoolClient, providerId: string) => Promise<void> = async () => {},
): Promise<GeneratedProvider> {
  const client = await ownerPool.connect()
  try {
    await client.query('BEGIN')
    const made = await load(client, plan, begin)
    await client.query('COMMIT')
    // Without statistics the first lists would be read by plans for an empty database.
    await client.query('VACUUM (ANALYZE)')
    return made
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

async function load(
  client: PoolClient,
  plan: ProviderPlan,
  begin: (client: PoolClient, providerId: string) => Promise<void>,
): Promise<GeneratedProvider> {
  const random = seeded(plan.seed)
  const nowMs = plan.clock.now().getTime()
  const tree = growTree(random, plan, plan.providerName, nowMs)
  const { root, nodes } = tree
  await begin(client, root.id)
  await client.query('INSERT INTO providers (provider_id, created_at) VALUES ($1, $2)', [
    root.id,
    new Date(root.createdAtMs),
  ])
  await copyRows(client, 'organizations', organizationColumns, organizationRows(random, nodes, root.id, nowMs))
  await copyRows(
    client,
    'organization_closure',
    ['provider_id', 'ancestor_id', 'descendant_id', 'distance'],
    closureRows(nodes, root.id),
  )
  await copyRows(
    client,
    'organization_settings',
    ['provider_id', 'organization_id', 'name', 'value'],
    settingRows(random, nodes, root.id),
  )
  // A source of its own, so that what entities look like changes nothing of all that comes after them.
  const details = seeded(plan.seed + 1)
  await copyRows(client, 'entities', entityColumns, entityRows(random, details, nodes, { id: root.id, nowMs }))
  spreadDevices(random, nodes, plan.devices)
  await copyRows(client, 'devices', deviceColumns, deviceRows(random, nodes, root.id, nowMs))
  await countEntityDevices(client, root.id)
  const roles = await insertRoles(client, random, root)
  const memberships = await insertPeople(client, random, tree, plan.people, roles)
  await insertCustomerUsers(client, random, tree, {
    perCustomer: plan.usersPerCustomer,
    roleId: roles.customer_user,
    nowMs,
    isAlone: plan.isAlone ?? false,
  })
  await copyRows(
    client,
    'organization_counters',
    ['provider_id', 'organization_id', 'name_key', 'parent_key', 'devices', 'users', 'entities'],
    counterRows(nodes, root.id),
  )
  await countLicenses(client, root.id, plan.clock.now())
  return {
    providerId: root.id,
    partnerIds: tree.partners.map((partner) => partner.id),
    customers: tree.customers.map(generatedCustomer),
    memberships,
  }
}

/** Lets everything that lives take its licenses, and each trial hold as many devices as it says; nothing is bought yet. */
async function countLicenses(client: PoolClient, providerId: string, now: Date): Promise<void> {
  // All of it was written a moment ago, and would be read by plans for tables without rows.
  await client.query('ANALYZE organizations, organization_closure, devices, memberships')
  await client.query('SELECT tenancy.add_license_catalog($1)', [providerId])
  await client.query('SELECT tenancy.open_all_licenses($1, $2, $3, $4)', [
    providerId,
    now,
    'provider.created',
    'Tenantry',
  ])
}

const deviceColumns = [
  'provider_id',
  'id',
  'organization_id',
  'entity_id',
  'name',
  'name_key',
  'class',
  'created_at',
  'updated_at',
]

function generatedCustomer({ id, name, code, status, country, createdAtMs }: Node): GeneratedCustomer {
  return { id, name, code: code ?? '', status, language: country.language, createdAt: new Date(createdAtMs) }
}
