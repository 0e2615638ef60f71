import { searchKey, sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { mostSeen, type SeenDevice, type seenDeviceColumns } from '@tenantry/contract/seen-devices.ts'
import { type SqlBool, sql } from 'kysely'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import {
  type ColumnSource,
  type ListDefinition,
  type ListPlan,
  type ListReader,
  paged,
  planList,
  readPage,
  sortValues,
} from '../../platform/list/list-plan.ts'
import type { EnrolledRow } from '../devices/public.ts'
import { ownerStatusCondition } from '../organizations/public.ts'

/** The row behind a device that was seen. */
export type SeenRow = Awaited<ReturnType<typeof findSeen>>[number]

const definition: ListDefinition = {
  columns: {
    name: { ref: 's.name_key', type: 'text', normalize: sortKey },
    class: { ref: 's.class', type: 'text' },
    maker: { ref: 's.maker_key', type: 'text', nullable: true, normalize: sortKey },
    organizationId: { ref: 's.organization_id', type: 'id' },
    organizationStatus: { condition: (condition) => ownerStatusCondition('s', condition) },
    reason: { ref: 's.reason', type: 'text' },
    lastSeenAt: { ref: 's.last_seen_at', type: 'instant' },
  } satisfies Record<keyof typeof seenDeviceColumns, ColumnSource>,
  idRef: 's.id',
  defaultSort: '-lastSeenAt',
}

/** The plan of a list of devices that were seen. */
export function planSeen(reader: ListReader, query: ListQuery): ListPlan {
  const term = searchKey(query.q ?? '')
  const found = term === '' ? [] : [sql<SqlBool>`s.name_key like ${`%${escapeLike(term)}%`}`]
  return planList(reader, definition, query, found)
}

function shown(tx: TenantTransaction) {
  return tx
    .selectFrom('seen_devices as s')
    .leftJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 's.provider_id').onRef('o.id', '=', 's.organization_id'),
    )
    .leftJoin('entities as e', (join) =>
      join.onRef('e.provider_id', '=', 's.provider_id').onRef('e.id', '=', 's.entity_id'),
    )
    .selectAll('s')
    .select(['o.name as organization_name', 'e.name as entity_name'])
}

/** Reads a page, and on the first page counts what it is a page of. */
export async function findSeenRows(tx: TenantTransaction, plan: ListPlan) {
  return readPage(tx, plan, paged(shown(tx).select(sortValues(plan)), plan), tx.selectFrom('seen_devices as s'))
}

/** A device that waits, as it is shown. */
export type ShownRow = Awaited<ReturnType<typeof findShown>>[number]

/** Some of those that wait, in no order. */
export async function findShown(tx: TenantTransaction, ids: readonly string[]) {
  return shown(tx).where(sql<SqlBool>`s.id = any(${ids}::uuid[])`).execute()
}

/** A device that waits, with what rules look at. */
export type WaitingRow = Awaited<ReturnType<typeof findWaiting>>[number]

/** Devices that wait, the longest waiting first. */
export async function findWaiting(tx: TenantTransaction, most: number) {
  return waiting(tx).limit(most).execute()
}

/** Those of some that wait, the longest waiting first. */
export async function findWaitingAmong(tx: TenantTransaction, ids: readonly string[]) {
  return waiting(tx).where(sql<SqlBool>`s.id = any(${ids}::uuid[])`).execute()
}

function waiting(tx: TenantTransaction) {
  return tx
    .selectFrom('seen_devices as s')
    .select(['s.id', 's.organization_id', 's.token_id', 's.class', 's.maker', 's.ip_addresses'])
    .orderBy('s.first_seen_at')
    .orderBy('s.id')
}

/** Locks some of those that the caller sees, by their ids. */
export async function holdSeen(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('seen_devices as s')
    .selectAll('s')
    .where(sql<SqlBool>`s.id = any(${ids}::uuid[])`)
    .orderBy('s.id')
    .forUpdate('s')
    .execute()
}

/** Those of some that the caller sees. */
export async function findSeen(tx: TenantTransaction, ids: readonly string[]) {
  return tx.selectFrom('seen_devices as s').selectAll('s').where(sql<SqlBool>`s.id = any(${ids}::uuid[])`).execute()
}

/** Those of an organization that wait, by their keys. */
export async function findSeenByKeys(
  tx: TenantTransaction,
  organizationId: string,
  keys: readonly string[],
): Promise<Map<string, SeenRow>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('seen_devices as s')
    .selectAll('s')
    .where('s.organization_id', '=', organizationId)
    .where(sql<SqlBool>`s.enrollment_key = any(${keys}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.enrollment_key, row]))
}

/** Tells of some that wait that their token may add no more. */
export async function markUsedUp(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('seen_devices')
    .set({ reason: 'token_used_up' })
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .where('reason', '<>', 'token_used_up')
    .execute()
}

/** Tells all that wait by a token of an organization, in whatever entity, that it is revoked, where it may add so many devices. */
export async function markRevoked(tx: TenantTransaction, organizationId: string, tokenId: string): Promise<void> {
  await tx
    .selectNoFrom(sql<unknown>`tenancy.note_revoked_token(${organizationId}::uuid, ${tokenId}::uuid)`.as('noted'))
    .execute()
}

/** Deletes those of some that the caller sees. */
export async function deleteSeen(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  await tx.deleteFrom('seen_devices').where(sql<SqlBool>`id = any(${ids}::uuid[])`).execute()
}

/** Forgets what has a license now. */
export async function forgetSeen(
  tx: TenantTransaction,
  organizationId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length > 0) await forgotten(tx, { organizationId, keys })
}

const forgotten = prepared((db, { organizationId, keys }: Given<{ organizationId: string; keys: readonly string[] }>) =>
  db
    .deleteFrom('seen_devices')
    .where('organization_id', '=', organizationId)
    .where(sql<SqlBool>`enrollment_key = any(${keys}::text[])`),
)

/**
 * Keeps what was refused of one organization, by which token it came, with what it reports now; of too many, what was seen last.
 * @returns whether something waits that did not before
 */
export async function keepSeen(
  { tx, actor, clock }: Context,
  tokenId: string,
  waiting: readonly { row: EnrolledRow; reason: SeenDevice['reason'] }[],
): Promise<boolean> {
  const [first] = waiting
  if (!first) return false
  const now = clock.now()
  const { organization_id } = first.row
  const kept = await tx
    .insertInto('seen_devices')
    .values(
      waiting.map(({ row, reason }) => ({
        provider_id: actor.scope.providerId,
        id: row.id,
        organization_id,
        entity_id: row.entity_id,
        enrollment_key: row.enrollment_key ?? '',
        name: row.name,
        name_key: row.name_key,
        class: row.class,
        serial_number: row.serial_number,
        hardware_id: row.hardware_id,
        maker: row.maker,
        maker_key: row.maker_key,
        model: row.model,
        operating_system: row.operating_system,
        ip_addresses: row.ip_addresses,
        mac_addresses: row.mac_addresses,
        reason,
        token_id: tokenId,
        first_seen_at: now,
        last_seen_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['provider_id', 'organization_id', 'enrollment_key']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        name_key: eb.ref('excluded.name_key'),
        class: eb.ref('excluded.class'),
        serial_number: eb.ref('excluded.serial_number'),
        maker: eb.ref('excluded.maker'),
        maker_key: eb.ref('excluded.maker_key'),
        model: eb.ref('excluded.model'),
        operating_system: eb.ref('excluded.operating_system'),
        ip_addresses: eb.ref('excluded.ip_addresses'),
        mac_addresses: eb.ref('excluded.mac_addresses'),
        reason: eb.ref('excluded.reason'),
        token_id: eb.ref('excluded.token_id'),
        last_seen_at: eb.ref('excluded.last_seen_at'),
      })),
    )
    // Nobody has updated what is new.
    .returning(sql<boolean>`xmax = 0`.as('is_new'))
    .execute()
  await tx
    .deleteFrom('seen_devices')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('seen_devices as old')
        .select('old.id')
        .where('old.organization_id', '=', organization_id)
        .orderBy('old.last_seen_at', 'desc')
        .orderBy('old.id', 'desc')
        .offset(mostSeen)
        .limit(2_000),
    )
    .execute()
  return kept.some(({ is_new }) => is_new)
}
