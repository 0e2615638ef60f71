/** People of a generated provider: those who are to sign in, and the users that customers have of their own. */
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { type SystemRole, systemRoles } from '@tenantry/contract/permissions.ts'
import type { PoolClient } from 'pg'
import { copyRows } from './copy.ts'
import { idAt } from './ids.ts'
import { mailName, personName } from './names.ts'
import type { Random } from './random.ts'
import type { Node, Tree } from './tree.ts'

/** A person with an account who gets a membership. */
export interface Person {
  accountId: string
  email: string
  name: string
  role: SystemRole
  /** Where the person belongs: the provider's own house, or a partner or a customer by its place in the list. */
  place: 'provider' | { partner: number } | { customer: number }
  /** Sees so many customers only, spread over all; everything of the place when absent. */
  selectedCustomers?: number
}

/** The membership of a person. */
export interface MadeMembership {
  id: string
  email: string
  organizationId: string
  reach: 'all' | 'subtree' | 'selected'
  /** Customers within a chosen reach. */
  customerIds: string[]
}

const membershipColumns = [
  'provider_id',
  'id',
  'organization_id',
  'account_id',
  'role_id',
  'reach',
  'name',
  'name_key',
  'email',
  'status',
  'created_at',
] as const

/** Writes the roles that every provider starts with; returns their ids. */
export async function insertRoles(client: PoolClient, random: Random, root: Node): Promise<Record<SystemRole, string>> {
  const insert = async (key: SystemRole) => {
    const { name, permissions, licenseType } = systemRoles[key]
    const id = idAt(random, root.createdAtMs)
    await client.query(
      'INSERT INTO roles (provider_id, id, organization_id, key, name, permissions, license_type) VALUES ($1, $2, $1, $3, $4, $5, $6)',
      [root.id, id, key, name, permissions, licenseType],
    )
    return id
  }
  return {
    provider_administrator: await insert('provider_administrator'),
    technician: await insert('technician'),
    partner_administrator: await insert('partner_administrator'),
    customer_administrator: await insert('customer_administrator'),
    customer_user: await insert('customer_user'),
  }
}

/** Writes the memberships of people with accounts and what the chosen ones see; counts them. */
export async function insertPeople(
  client: PoolClient,
  random: Random,
  tree: Tree,
  people: readonly Person[],
  roles: Record<SystemRole, string>,
): Promise<MadeMembership[]> {
  const made = people.map((person) => membershipOf(random, tree, person))
  const rows = made.map(({ membership, node }, index) => {
    const person = people[index] as Person
    node.users++
    return [
      tree.root.id,
      membership.id,
      node.id,
      person.accountId,
      roles[person.role],
      membership.reach,
      person.name,
      sortKey(person.name),
      person.email,
      'active',
      new Date(node.createdAtMs),
    ]
  })
  await copyRows(client, 'memberships', membershipColumns, rows)
  const chosen = made.flatMap(({ membership }) => membership.customerIds.map((id) => [tree.root.id, membership.id, id]))
  for (const table of ['membership_organizations', 'membership_assignments'])
    await copyRows(client, table, ['provider_id', 'membership_id', 'organization_id'], chosen)
  return made.map(({ membership }) => membership)
}

function membershipOf(random: Random, tree: Tree, person: Person): { membership: MadeMembership; node: Node } {
  const { email, place, selectedCustomers } = person
  const node = nodeAt(tree, place)
  if (!node) throw new TypeError(`There is no such place for ${email}`)
  const reach = selectedCustomers !== undefined ? 'selected' : node === tree.root ? 'all' : 'subtree'
  const customerIds = spread(tree.customers, selectedCustomers ?? 0).map((customer) => customer.id)
  return {
    node,
    membership: { id: idAt(random, node.createdAtMs), email, organizationId: node.id, reach, customerIds },
  }
}

function nodeAt(tree: Tree, place: Person['place']): Node | undefined {
  if (place === 'provider') return tree.root
  return 'partner' in place ? tree.partners[place.partner] : tree.customers[place.customer]
}

function spread<T>(list: readonly T[], count: number): T[] {
  const wanted = Math.min(count, list.length)
  return Array.from({ length: wanted }, (_, index) => list[Math.floor((index * list.length) / wanted)] as T)
}

/**
 * Writes users of customers, who have an account and no password yet; counts them.
 * @param options.isAlone no other provider has accounts in the database, in which an address is there once
 */
export async function insertCustomerUsers(
  client: PoolClient,
  random: Random,
  tree: Tree,
  options: { perCustomer: number; roleId: string; nowMs: number; isAlone: boolean },
): Promise<void> {
  const taken = new Set<string>()
  const users = tree.customers.flatMap((node) => {
    const count = Math.floor(Math.exp(random.normal() * 0.8) * options.perCustomer * 0.9)
    node.users += count
    return Array.from({ length: count }, () => {
      const user = customerUser(random, node, options.nowMs)
      if (!options.isAlone || taken.has(user.ownEmail)) return user
      taken.add(user.ownEmail)
      return { ...user, email: user.ownEmail }
    })
  })
  const accounts = users.map(({ accountId, email, name, at }) => [accountId, email, name, at, at])
  await copyRows(client, 'auth.accounts', ['id', 'email', 'name', 'created_at', 'updated_at'], accounts)
  const memberships = users.map((user) => [
    tree.root.id,
    user.id,
    user.node.id,
    user.accountId,
    options.roleId,
    'subtree',
    user.name,
    sortKey(user.name),
    user.email,
    random.chance(0.9) ? 'active' : 'pending',
    user.at,
  ])
  await copyRows(client, 'memberships', membershipColumns, memberships)
}

function customerUser(random: Random, node: Node, nowMs: number) {
  const atMs = node.createdAtMs + Math.floor(random.next() * (nowMs - node.createdAtMs))
  const accountId = idAt(random, atMs)
  const name = personName(random, node.country.language)
  const domain = `${(node.code ?? '').toLowerCase()}.example`
  const email = `user-${accountId.slice(-12)}@${domain}`
  const ownEmail = `${mailName(name, `user-${accountId.slice(-4)}`)}@${domain}`
  return { node, id: idAt(random, atMs), accountId, name, email, ownEmail, at: new Date(atMs) }
}
