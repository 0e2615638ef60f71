/** What decides about many customers at once, read with a few statements for some thousands of them. */
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A customer that was chosen, as far as any change looks at it. */
export interface Candidate {
  id: string
  name: string
  status: OrganizationStatus
  statusSince: string | null
  /** The strictest status above, invisible organizations included. */
  heldAbove: OrganizationStatus
  accountManagerEmail: string | null
}

/** Reads those of some organizations that the caller sees, by name. */
export async function findCandidates(tx: TenantTransaction, ids: readonly string[]): Promise<Candidate[]> {
  const rows = await tx
    .selectFrom('organizations as o')
    .select(['o.id', 'o.name', 'o.status', 'o.status_since', 'o.account_manager_email'])
    .select(sql<OrganizationStatus | null>`tenancy.effective_status(${sql.ref('o.parent_id')})`.as('held_above'))
    .where(sql<SqlBool>`o.id = any(${ids}::uuid[])`)
    .where('o.type', '<>', 'provider')
    .orderBy('o.name_key')
    .orderBy('o.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    status: row.status as OrganizationStatus,
    statusSince: row.status_since?.toISOString() ?? null,
    heldAbove: row.held_above ?? 'active',
    accountManagerEmail: row.account_manager_email,
  }))
}

/** Those of some organizations that the caller sees, but for the provider. */
export async function findCustomersAmong(tx: TenantTransaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('organizations')
    .select('id')
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .where('type', '<>', 'provider')
    .execute()
  return rows.map(({ id }) => id)
}

/** Which of some organizations lie above which others of them, by the lower one. */
export async function findChosenAbove(tx: TenantTransaction, ids: readonly string[]) {
  return grouped(
    await tx
      .selectFrom('organization_closure as c')
      .select(['c.descendant_id as one', 'c.ancestor_id as other'])
      .where(sql<SqlBool>`c.descendant_id = any(${ids}::uuid[])`)
      .where(sql<SqlBool>`c.ancestor_id = any(${ids}::uuid[])`)
      .where('c.distance', '>', 0)
      .execute(),
  )
}

/** Pairs of one thing and something of it, as sets by the first. */
export function grouped(rows: readonly { one: string; other: string }[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>()
  for (const { one, other } of rows) {
    const set = sets.get(one) ?? new Set()
    sets.set(one, set.add(other))
  }
  return sets
}

/** The tags that some organizations carry, by organization. */
export async function findTagsOf(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, Set<string>>> {
  return grouped(
    await tx
      .selectFrom('organization_tags as t')
      .select(['t.organization_id as one', 't.tag_id as other'])
      .where(sql<SqlBool>`t.organization_id = any(${ids}::uuid[])`)
      .execute(),
  )
}

/** Which of some tags may be put on which of some organizations: of houses that lie above it or are it. */
export async function findUsableTags(tx: TenantTransaction, ids: readonly string[], tagIds: readonly string[]) {
  return grouped(
    await tx
      .selectFrom('tags as t')
      .innerJoin('organization_closure as c', (join) =>
        join.onRef('c.provider_id', '=', 't.provider_id').onRef('c.ancestor_id', '=', 't.organization_id'),
      )
      .select(['c.descendant_id as one', 't.id as other'])
      .where(sql<SqlBool>`t.id = any(${tagIds}::uuid[])`)
      .where(sql<SqlBool>`c.descendant_id = any(${ids}::uuid[])`)
      .execute(),
  )
}

/** Those of some tags that the caller sees. */
export async function findSeenTags(tx: TenantTransaction, tagIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('tags as t')
    .select('t.id')
    .where(sql<SqlBool>`t.id = any(${tagIds}::uuid[])`)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Those of some users who look after some organizations, by organization. */
export async function findAssignedAmong(tx: TenantTransaction, ids: readonly string[], userIds: readonly string[]) {
  return grouped(
    await tx
      .selectFrom('membership_assignments as a')
      .select(['a.organization_id as one', 'a.membership_id as other'])
      .where(sql<SqlBool>`a.membership_id = any(${userIds}::uuid[])`)
      .where(sql<SqlBool>`a.organization_id = any(${ids}::uuid[])`)
      .execute(),
  )
}

/** Which of some users may look after which of some organizations: active ones of a provider or partner above. */
export async function findAssignableAmong(tx: TenantTransaction, ids: readonly string[], userIds: readonly string[]) {
  return grouped(
    await tx
      .selectFrom('memberships as m')
      .innerJoin('organizations as home', (join) =>
        join.onRef('home.provider_id', '=', 'm.provider_id').onRef('home.id', '=', 'm.organization_id'),
      )
      .innerJoin('organization_closure as c', (join) =>
        join.onRef('c.provider_id', '=', 'm.provider_id').onRef('c.ancestor_id', '=', 'm.organization_id'),
      )
      .select(['c.descendant_id as one', 'm.id as other'])
      .where('m.status', '=', 'active')
      .where('home.type', 'in', ['provider', 'partner'])
      .where('c.distance', '>', 0)
      .where(sql<SqlBool>`m.id = any(${userIds}::uuid[])`)
      .where(sql<SqlBool>`c.descendant_id = any(${ids}::uuid[])`)
      .execute(),
  )
}

/** Those of some users whom the caller sees; oneself counts as seen. */
export async function findSeenUsers(tx: TenantTransaction, userIds: readonly string[], self: string) {
  const rows = await tx
    .selectFrom('memberships as m')
    .select('m.id')
    .where(sql<SqlBool>`m.id = any(${userIds}::uuid[])`)
    .execute()
  return new Set([...rows.map(({ id }) => id), self])
}

/** The settings that some organizations have set themselves, by organization and name. */
export async function findOwnSettings(tx: TenantTransaction, ids: readonly string[]) {
  const rows = await tx
    .selectFrom('organization_settings as s')
    .select(['s.organization_id', 's.name', 's.value'])
    .where(sql<SqlBool>`s.organization_id = any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [`${row.organization_id} ${row.name}`, row.value]))
}
