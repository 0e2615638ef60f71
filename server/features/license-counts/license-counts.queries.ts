/** The calls that change the counters of licenses; the database alone writes them, with their rows in the ledger. */
import { type SqlBool, sql } from 'kysely'
import { newId } from '../../platform/clock/clock.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'

/** What takes a license, or whose limit it is. */
export type SubjectKind = 'device' | 'membership' | 'organization'

/** One thing that takes licenses of a type (count above 0) or gives them back. */
export interface LicenseChange {
  organizationId: string
  type: string
  count: number
  subject: { kind: SubjectKind; id: string; name: string | null }
}

/** A limit of a type; null sets nothing aside. */
export interface LicenseLimit {
  type: string
  limit: number | null
  overage: number
}

/** Writes changes with their rows in the ledger, all or none. */
export async function writeChanges(
  { tx, actor, clock }: Context,
  reason: string,
  changes: readonly LicenseChange[],
): Promise<void> {
  await changed(tx, {
    provider: actor.scope.providerId,
    ids: changes.map(() => newId()),
    organizations: changes.map(({ organizationId }) => organizationId),
    types: changes.map(({ type }) => type),
    counts: changes.map(({ count }) => count),
    kinds: changes.map(({ subject }) => subject.kind),
    subjects: changes.map(({ subject }) => subject.id),
    names: changes.map(({ subject }) => subject.name),
    reason,
    now: clock.now(),
    actor: actor.scope.membershipId,
    actorName: actor.name,
  })
}

/** Takes licenses of many things, in their order, each all of its own or none; the error of the database for each that got none. */
export async function writeThatFit(
  { tx, actor, clock }: Context,
  reason: string,
  takes: readonly LicenseChange[],
): Promise<{ id: string; detail: string }[]> {
  const subjects = takes.map(({ subject }) => subject)
  const rows = await tx
    .selectFrom(
      sql<{
        refused_id: string
        refusal: string
      }>`(select * from tenancy.take_licenses_that_fit(${actor.scope.providerId}::uuid, ${takes.map(() => newId())}::uuid[], ${takes.map(({ organizationId }) => organizationId)}::uuid[],
        ${takes.map(({ type }) => type)}::text[], ${subjects.map(({ kind }) => kind)}::text[], ${subjects.map(({ id }) => id)}::uuid[],
        ${subjects.map(({ name }) => name)}::text[], ${reason}::text, ${clock.now()}::timestamptz, ${actor.scope.membershipId}::uuid,
        ${actor.name}::text))`.as('f'),
    )
    .select(['f.refused_id', 'f.refusal'])
    .execute()
  return rows.map(({ refused_id, refusal }) => ({ id: refused_id, detail: refusal }))
}

/** A type of licenses in an organization. */
export interface LicensePlace {
  organizationId: string
  type: string
}

/** Licenses of a type in an organization, of nothing in particular; below 0 they are given back. */
export interface HeldLicenses extends LicensePlace {
  count: number
}

/** Takes licenses, or as many as there are, until the transaction is rolled back. */
export async function writeHeld({ tx, actor, clock }: Context, held: readonly HeldLicenses[]): Promise<void> {
  if (held.length === 0) return
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.hold_licenses(${actor.scope.providerId}::uuid, ${held.map(({ organizationId }) => organizationId)}::uuid[],
        ${held.map(({ type }) => type)}::text[], ${held.map(({ count }) => count)}::int[], ${clock.now()}::timestamptz)`.as(
        'held',
      ),
    )
    .execute()
}

/** Those of some classes that a device, or one that waits, is of, of those that the caller sees. */
export async function findUsedAmong(tx: TenantTransaction, codes: readonly string[]): Promise<Set<string>> {
  if (codes.length === 0) return new Set()
  const rows = await Promise.all(
    (['devices', 'seen_devices'] as const).map((table) =>
      tx.selectFrom(table).select('class').distinct().where(sql<SqlBool>`class = any(${codes}::text[])`).execute(),
    ),
  )
  return new Set(rows.flat().map((row) => row.class))
}

/** The classes of devices in their order. */
export async function findClassesOfDevices(tx: TenantTransaction) {
  return tx
    .selectFrom('device_classes')
    .select(['code', 'name', 'license_types', 'is_built_in', 'is_archived'])
    .orderBy('position')
    .orderBy('code')
    .execute()
}

interface ChangeArguments {
  provider: string
  ids: string[]
  organizations: string[]
  types: string[]
  counts: number[]
  kinds: string[]
  subjects: string[]
  names: (string | null)[]
  reason: string
  now: Date
  actor: string | null
  actorName: string
}

const changed = prepared((db, given: Given<ChangeArguments>) =>
  db.selectNoFrom(
    sql<unknown>`tenancy.change_licenses(${given.provider}::uuid, ${given.ids}::uuid[], ${given.organizations}::uuid[], ${given.types}::text[], ${given.counts}::int[], ${given.kinds}::text[], ${given.subjects}::uuid[], ${given.names}::text[], ${given.reason}::text, ${given.now}::timestamptz, ${given.actor}::uuid, ${given.actorName}::text)`.as(
      'written',
    ),
  ),
)

/** Sets limits with their rows in the ledger, all or none; tells how many differ from before. */
export async function writeLimits(
  { tx, actor, clock }: Context,
  organizationId: string,
  limits: readonly LicenseLimit[],
  { reason, isConfirmed }: { reason: string; isConfirmed: boolean },
): Promise<number> {
  const { changed: count } = await tx
    .selectNoFrom(
      sql<number>`tenancy.set_license_limits(${actor.scope.providerId}::uuid, ${organizationId}::uuid, ${limits.map(() => newId())}::uuid[], ${limits.map(({ type }) => type)}::text[], ${limits.map(({ limit }) => limit)}::int[], ${limits.map(({ overage }) => overage)}::int[], ${isConfirmed}::boolean, ${reason}::text, ${clock.now()}::timestamptz, ${actor.scope.membershipId}::uuid, ${actor.name}::text)`.as(
        'changed',
      ),
    )
    .executeTakeFirstOrThrow()
  return count
}

/** Charges those above the new parent of an organization in place of those above the old one, under which it still hangs. */
export async function writeMove({ tx, actor }: Context, organizationId: string, toParentId: string): Promise<void> {
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.move_licenses(${actor.scope.providerId}::uuid, ${organizationId}::uuid, ${toParentId}::uuid)`.as(
        'moved',
      ),
    )
    .execute()
}

/**
 * Lets the months that have ended stay with the enterprise that a division leaves: what it has in use, with all below it,
 * is given back by that one and taken by the other, in the ledger alone; of anything that is metered by itself, and within
 * one enterprise, nothing. Comes before `moveLicenses`, since it locks what lies deepest. The caller holds the
 * provider's tree alone.
 */
export async function leaveAccount(
  { tx, actor, clock }: Context,
  organizationId: string,
  toParentId: string,
): Promise<void> {
  const { providerId, membershipId } = actor.scope
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.leave_account(${providerId}::uuid, ${organizationId}::uuid, ${toParentId}::uuid, ${clock.now()}::timestamptz, ${membershipId}::uuid, ${actor.name}::text)`.as(
        'left',
      ),
    )
    .execute()
}

/**
 * Locks the counters of some organizations and of all above them in their order, from the deepest upwards: for what is tried
 * out in several changes while others work, and taken back in the end.
 * @param types all that these organizations count by now, where nothing else is said
 */
export async function lockLicenses(
  { tx, actor }: Context,
  organizationIds: readonly string[],
  types: readonly string[] | null = null,
): Promise<void> {
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.lock_licenses(${actor.scope.providerId}::uuid, ${organizationIds}::uuid[], ${types}::text[], true)`.as(
        'locked',
      ),
    )
    .execute()
}

/**
 * Locks counters of types, each with its organization, and those of all above, from the deepest upwards, and adds those that
 * are missing: for several changes of which each would begin at the deepest again.
 */
export async function lockPlaces({ tx, actor }: Context, places: readonly LicensePlace[]): Promise<void> {
  const distinct = [...new Map(places.map((place) => [`${place.organizationId} ${place.type}`, place])).values()]
  if (distinct.length === 0) return
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.lock_license_places(${actor.scope.providerId}::uuid, ${distinct.map(({ organizationId }) => organizationId)}::uuid[], ${distinct.map(({ type }) => type)}::text[])`.as(
        'locked',
      ),
    )
    .execute()
}

/** What lives in an organization and takes licenses, or would take them if it were not archived. */
export async function findLiveUses({ tx, actor }: Context, organizationId: string): Promise<LicenseChange[]> {
  const rows = await tx
    .selectFrom(
      sql<{
        type: string
        subject_kind: SubjectKind
        subject_id: string
        subject_name: string | null
      }>`(select * from tenancy.things_with_licenses(${actor.scope.providerId}::uuid, ${organizationId}::uuid))`.as(
        'u',
      ),
    )
    .select(['u.type', 'u.subject_kind', 'u.subject_id', 'u.subject_name'])
    .execute()
  return rows.map((row) => ({
    organizationId,
    type: row.type,
    count: 1,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
  }))
}

/** The types that users of some roles take, by role, also of roles that the caller does not see. */
export async function typesOfRoles({ tx, actor }: Context, roleIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom(
      sql<{
        id: string
        license_type: string
      }>`(select * from tenancy.license_types_of_roles(${actor.scope.providerId}::uuid, ${roleIds}::uuid[]))`.as('r'),
    )
    .select(['r.id', 'r.license_type'])
    .execute()
  return new Map(rows.map(({ id, license_type }) => [id, license_type]))
}

/** Remembers the limits of what goes into the archive, or forgets them. */
export async function keepLimits({ tx, actor }: Context, organizationId: string, isKept: boolean): Promise<void> {
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.keep_license_limits(${actor.scope.providerId}::uuid, ${organizationId}::uuid, ${isKept}::boolean)`.as(
        'kept',
      ),
    )
    .execute()
}

/** The counters of an organization that the caller sees. */
export async function findCounters(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('license_counters')
    .select(['type', 'used', 'demand', 'allocated', 'reserved', 'limit_count', 'overage', 'excess'])
    .select(['kept_limit', 'kept_overage'])
    .where('organization_id', '=', organizationId)
    .orderBy('type')
    .execute()
}

/** What the provider calls its types, by their codes. */
export async function findTypeNames(tx: TenantTransaction): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('license_types').select(['code', 'name']).execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** The limits that an organization has of types that are counted, in their order; of trials none. */
export async function findLimits(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('license_counters as k')
    .innerJoin('license_types as t', (join) =>
      join.onRef('t.provider_id', '=', 'k.provider_id').onRef('t.code', '=', 'k.type'),
    )
    .select(['k.type', 't.name', 'k.limit_count', 'k.overage'])
    .where('k.organization_id', '=', organizationId)
    .where('k.limit_count', 'is not', null)
    .where('t.is_on', '=', true)
    .orderBy('t.position')
    .orderBy('t.code')
    .execute()
}

/** What an organization takes of those above it, of each type that is counted, in their order: set aside, or used beyond. */
export async function findCharged(tx: TenantTransaction, organizationId: string) {
  return tx
    .selectFrom('license_counters as k')
    .innerJoin('license_types as t', (join) =>
      join.onRef('t.provider_id', '=', 'k.provider_id').onRef('t.code', '=', 'k.type'),
    )
    .select(['k.type', 't.name', sql<number>`greatest(k.limit_count, k.demand)`.as('count')])
    .where('k.organization_id', '=', organizationId)
    .where(sql<boolean>`greatest(k.limit_count, k.demand) > 0`)
    .where('t.is_on', '=', true)
    .orderBy('t.position')
    .orderBy('t.code')
    .execute()
}

/**
 * Lets the rules that license waiting devices run soon after the commit, where there are any: something may have become
 * free. Calls of one provider that come close together lead to one run.
 */
export async function wakeRules(tx: TenantTransaction): Promise<void> {
  await woken(tx, {})
}

const woken = prepared((db, _: Given<object>) =>
  db.selectNoFrom(sql<unknown>`tenancy.wake_license_rules()`.as('woken')),
)

/** Gives a new provider the types and classes that every one starts with. */
export async function addCatalog(tx: TenantTransaction, providerId: string): Promise<void> {
  await tx.selectNoFrom(sql<unknown>`tenancy.add_license_catalog(${providerId}::uuid)`.as('added')).execute()
}

/** The types that a device of a class takes, and whether it takes new ones. */
export const findClassTypes = prepared((db, { code }: Given<{ code: string }>) =>
  db.selectFrom('device_classes').select(['license_types', 'is_archived']).where('code', '=', code),
)

/** Lets the counters of an organization and of what lies below it follow the settings of alerts; tells how many differed. */
export async function renewAlerts({ tx, actor }: Context, organizationId: string): Promise<number> {
  const { renewed } = await tx
    .selectNoFrom(
      sql<number>`tenancy.renew_license_alerts(${actor.scope.providerId}::uuid, ${organizationId}::uuid)`.as('renewed'),
    )
    .executeTakeFirstOrThrow()
  return renewed
}
