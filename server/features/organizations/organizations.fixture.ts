/** Trees and people of several providers, written under the system's scope, for tests below HTTP. */

import { codeKey } from '@tenantry/contract/fields/codes.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { Reach } from '@tenantry/contract/me.ts'
import type { OrganizationStatus, OrganizationType } from '@tenantry/contract/organizations.ts'
import { allPermissions } from '@tenantry/contract/permissions.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { newId, systemClock } from '../../platform/clock/clock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { openTestInstallation, type TestInstallation } from '../../testing/test-installation.ts'
import { addCatalog } from '../license-counts/public.ts'

/** A node to be added. */
export interface NewNode {
  type?: OrganizationType
  name?: string
  code?: string
  status?: OrganizationStatus
}

/** A node of a test tree. */
export interface Node {
  providerId: string
  id: string
  name: string
  type: OrganizationType
  depth: number
}

/** Who a test acts as. */
export interface Person {
  reach: Reach
  selected?: Node[]
  entities?: string[]
}

/** An installation with nothing in it but what a test plants. */
export class TestTree {
  readonly test: TestInstallation
  #codes = 0

  private constructor(test: TestInstallation) {
    this.test = test
  }

  static async open(options: { codeWall?: boolean } = {}): Promise<TestTree> {
    return new TestTree(await openTestInstallation({ clock: systemClock, ...options }))
  }

  /** Runs work as somebody, in one transaction under their scope. */
  async as<T>(caller: Caller, work: (context: CallContext) => Promise<T>, version: number | null = null): Promise<T> {
    return this.test.installation.database.within(caller.scope, (tx) =>
      work({
        tx,
        caller,
        actor: caller,
        clock: systemClock,
        origin: { id: 'test', source: null },
        ifMatch: version === null ? null : [version],
        dryRun: false,
      }),
    )
  }

  async addProvider(name: string): Promise<Node> {
    const id = newId()
    const node: Node = { providerId: id, id, name, type: 'provider', depth: 0 }
    await this.asSystem(id, async (tx) => {
      await tx.insertInto('providers').values({ provider_id: id, created_at: systemClock.now() }).execute()
      await insertNode(tx, node, null, { code: null, status: 'active' })
      await addCatalog(tx, id)
    })
    return node
  }

  async add(parent: Node, { type = 'customer', name = 'Some Customer', code, status = 'active' }: NewNode = {}) {
    const node: Node = { providerId: parent.providerId, id: newId(), name, type, depth: parent.depth + 1 }
    const free = code ?? `C${++this.#codes}`
    await this.asSystem(node.providerId, (tx) => insertNode(tx, node, parent, { code: free, status }))
    return node
  }

  async addEntity(node: Node, name: string): Promise<string> {
    const id = newId()
    await this.asSystem(node.providerId, (tx) =>
      tx
        .insertInto('entities')
        .values({ ...inside(node), id, name, name_key: sortKey(name), created_at: systemClock.now() })
        .execute(),
    )
    return id
  }

  /** A person of an organization, who may do everything within their reach. */
  async addPerson(home: Node, { reach, selected = [], entities = [] }: Person): Promise<Caller> {
    const membershipId = newId()
    await this.asSystem(home.providerId, async (tx) => {
      await insertMembership(tx, home, membershipId, reach)
      for (const { id } of selected)
        await tx
          .insertInto('membership_organizations')
          .values({ ...inside({ ...home, id }), membership_id: membershipId })
          .execute()
      for (const entity_id of entities)
        await tx
          .insertInto('membership_entities')
          .values({ provider_id: home.providerId, membership_id: membershipId, entity_id })
          .execute()
    })
    return {
      kind: 'user',
      accountId: newId(),
      sessionId: null,
      apiKey: null,
      email: 'somebody@example.com',
      name: 'Somebody',
      organization: { id: home.id, name: home.name, type: home.type },
      roleName: 'Tester',
      permissions: new Set(allPermissions),
      scope: { providerId: home.providerId, organizationId: home.id, membershipId, reach },
    }
  }

  /** Runs work with the reach `all` of a provider, to plant something or to look behind walls of reach. */
  async asSystem<T>(providerId: string, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    return this.test.installation.database.within(systemScope(providerId), work)
  }

  async close(): Promise<void> {
    await this.test.close()
  }
}

function inside(node: { providerId: string; id: string }) {
  return { provider_id: node.providerId, organization_id: node.id }
}

async function insertNode(
  tx: TenantTransaction,
  node: Node,
  parent: Node | null,
  { code, status }: { code: string | null; status: string },
): Promise<void> {
  const { providerId: provider_id, id, name, type, depth } = node
  const now = systemClock.now()
  await tx
    .insertInto('organizations')
    .values({
      provider_id,
      id,
      parent_id: parent?.id ?? null,
      type,
      depth,
      status,
      name,
      name_key: sortKey(name),
      code,
      code_key: code === null ? null : codeKey(code),
      code_scope_id: provider_id,
      created_at: now,
      updated_at: now,
    })
    .execute()
  const above = parent
    ? await tx
        .selectFrom('organization_closure')
        .select(['ancestor_id', 'distance'])
        .where('descendant_id', '=', parent.id)
        .execute()
    : []
  const places = [{ ancestor_id: id, distance: -1 }, ...above]
  await tx
    .insertInto('organization_closure')
    .values(places.map((place) => ({ ...place, provider_id, descendant_id: id, distance: place.distance + 1 })))
    .execute()
  await tx
    .insertInto('organization_counters')
    .values({ ...inside(node), name_key: sortKey(name), parent_key: parent && sortKey(parent.name) })
    .execute()
}

async function insertMembership(tx: TenantTransaction, home: Node, id: string, reach: Reach): Promise<void> {
  const roleId = newId()
  await tx
    .insertInto('roles')
    .values({ ...inside(home), id: roleId, key: null, name: 'Tester', permissions: [] })
    .execute()
  await tx
    .insertInto('memberships')
    .values({
      ...inside(home),
      id,
      account_id: newId(),
      role_id: roleId,
      reach,
      name: 'Somebody',
      name_key: 'somebody',
      email: 'somebody@example.com',
      created_at: systemClock.now(),
    })
    .execute()
}
