import { type Insertable, type Selectable, type SqlBool, sql, type Updateable } from 'kysely'
import type { DevicesTable, MovedDevicesTable } from '../../database/tables.generated.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { giveRows } from '../organizations/public.ts'
import { deviceTags } from '../tags/public.ts'
import { deviceUsers } from '../users/public.ts'

/** The row behind a device. */
export type DeviceRow = NonNullable<Awaited<ReturnType<typeof findDevice>>>

/** The columns that are shown of a device. */
export const shownColumns = [
  'd.id',
  'd.organization_id',
  'd.entity_id',
  'd.name',
  'd.class',
  'd.status',
  'd.serial_number',
  'd.maker',
  'd.model',
  'd.operating_system',
  'd.ip_addresses',
  'd.mac_addresses',
  'd.user_id',
  'd.purchased_on',
  'd.warranty_ends_on',
  'd.monitors_availability',
  'd.monitors_performance',
  'd.notes',
  'd.custom_data',
  'd.last_seen_at',
  'd.host_name',
  'd.hardware_id',
  'd.enrollment_key',
  'd.created_at',
  'd.updated_at',
] as const

function selectDevice(tx: TenantTransaction, id: string) {
  return tx
    .selectFrom('devices as d')
    .leftJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'd.provider_id').onRef('o.id', '=', 'd.organization_id'),
    )
    .leftJoin('entities as e', (join) =>
      join.onRef('e.provider_id', '=', 'd.provider_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .select(shownColumns)
    .select(['d.version', 'o.name as organization_name', 'e.name as entity_name'])
    .select(deviceTags.labels(tx, 'd').as('tags'))
    .where('d.id', '=', id)
}

/** Reads a device, or nothing where the caller cannot see it. */
export async function findDevice(tx: TenantTransaction, id: string) {
  return selectDevice(tx, id).executeTakeFirst()
}

/** Reads a device that is about to be changed; others wait to change it until the transaction ends. */
export async function lockDevice(tx: TenantTransaction, id: string): Promise<DeviceRow | undefined> {
  return selectDevice(tx, id).forUpdate('d').executeTakeFirst()
}

export async function insertDevice(tx: TenantTransaction, row: Insertable<DevicesTable>): Promise<void> {
  await tx.insertInto('devices').values(row).execute()
}

const columnTypes = {
  id: 'uuid',
  organization_id: 'uuid',
  entity_id: 'uuid',
  name: 'text',
  name_key: 'text',
  class: 'text',
  version: 'int',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  status: 'text',
  serial_number: 'text',
  serial_key: 'text',
  maker: 'text',
  maker_key: 'text',
  model: 'text',
  model_key: 'text',
  operating_system: 'text',
  operating_system_key: 'text',
  ip_addresses: 'text[]',
  mac_addresses: 'text[]',
  user_id: 'uuid',
  purchased_on: 'date',
  warranty_ends_on: 'date',
  monitors_availability: 'boolean',
  monitors_performance: 'boolean',
  notes: 'text',
  custom_data: 'jsonb',
  last_seen_at: 'timestamptz',
  host_name: 'text',
  hardware_id: 'text',
  enrollment_key: 'text',
} as const satisfies Record<Exclude<keyof DevicesTable, 'provider_id'>, string>
const columns = Object.keys(columnTypes) as (keyof typeof columnTypes)[]

/** Inserts any number of devices by one statement. */
export async function insertDevices(tx: TenantTransaction, rows: readonly Selectable<DevicesTable>[]): Promise<void> {
  if (rows.length === 0) return
  // Each as one text: a list of lists could not hold their addresses.
  const all = rows.map((row) =>
    JSON.stringify({ ...row, ip_addresses: listOf(row.ip_addresses), mac_addresses: listOf(row.mac_addresses) }),
  )
  const given = sql<{ row: unknown }>`unnest(${all}::jsonb[])`.as<'r'>(sql`r(row)`)
  const values = columns.map((column) =>
    sql<unknown>`(r.row ->> ${sql.lit(column)})::${sql.raw(columnTypes[column])}`.as(column),
  )
  await tx
    .insertInto('devices')
    .columns(['provider_id', ...columns])
    .expression(
      tx.selectFrom(given).select((eb) => [eb.val(rows[0]?.provider_id).as('provider_id'), ...values]) as never,
    )
    .execute()
}

/** Addresses hold nothing that would have to be quoted. */
const listOf = (addresses: readonly string[]) => `{${addresses.join(',')}}`

/** Locks entities of organizations and then their counters, each in the order of their ids, as whoever counts devices does. */
export async function holdCounts(
  tx: TenantTransaction,
  entityIds: readonly string[],
  organizationIds: readonly string[],
): Promise<string[]> {
  if (entityIds.length > 0)
    await tx
      .selectFrom('entities')
      .select('id')
      .where(sql<SqlBool>`id = any(${entityIds}::uuid[])`)
      .orderBy('id')
      .forUpdate()
      .execute()
  const held = await tx
    .selectFrom('organization_counters')
    .select('organization_id')
    .where(sql<SqlBool>`organization_id = any(${organizationIds}::uuid[])`)
    .orderBy('organization_id')
    .forUpdate()
    .execute()
  return held.map(({ organization_id }) => organization_id)
}

/** Devices of some organizations with one of some serial numbers or names, in no order. */
export async function findDevicesNamed(
  tx: TenantTransaction,
  organizationIds: readonly string[],
  { serialKeys, nameKeys }: { serialKeys: readonly string[]; nameKeys: readonly string[] },
) {
  return tx
    .selectFrom('devices')
    .select(['id', 'organization_id', 'serial_key', 'name_key'])
    .where(sql<SqlBool>`organization_id = any(${organizationIds}::uuid[])`)
    .where(sql<SqlBool>`(serial_key = any(${serialKeys}::text[]) or name_key = any(${nameKeys}::text[]))`)
    .execute()
}

/** Another device of an organization with a serial number, of those that the caller sees, the first by name. */
export async function findTwin(
  tx: TenantTransaction,
  organizationId: string,
  serialKey: string,
  exceptId: string | null,
): Promise<{ id: string; name: string } | undefined> {
  return tx
    .selectFrom('devices')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .where('serial_key', '=', serialKey)
    .$if(exceptId !== null, (query) => query.where('id', '<>', exceptId ?? ''))
    .orderBy('name_key')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** What stands for a serial number with devices of both of two organizations has, with the first name of each. */
export async function findSharedSerials(tx: TenantTransaction, oneId: string, otherId: string) {
  const numbered = (id: string) =>
    tx
      .selectFrom('devices')
      .where('organization_id', '=', id)
      .where('serial_key', 'is not', null)
      .groupBy('serial_key')
      .select((eb) => ['serial_key', eb.fn.min('name').as('name'), eb.fn.min('serial_number').as('serial_number')])
  // Both sides are told once for each number first: of what makers leave in its place each may have thousands.
  return tx
    .selectFrom(numbered(oneId).as('one'))
    .innerJoin(numbered(otherId).as('other'), 'other.serial_key', 'one.serial_key')
    .select(['one.serial_key', 'one.serial_number', 'one.name', 'other.name as other_name'])
    .orderBy('one.serial_key')
    .execute()
}

const identifying = ['d.id', 'd.enrollment_key', 'd.serial_key'] as const

/** Devices of an organization by what tells enrolled ones apart. */
export async function findByKeys(tx: TenantTransaction, organizationId: string, keys: readonly string[]) {
  return keys.length === 0 ? [] : byKeys(tx, { organizationId, keys })
}

// One look-up for each, however many the organization has and whatever the database has counted of them so far.
const byKeys = prepared((db, { organizationId, keys }: Given<{ organizationId: string; keys: readonly string[] }>) =>
  db
    .selectFrom(sql<{ key: string }>`unnest(${keys}::text[])`.as<'wanted'>(sql`wanted(key)`))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('devices as d')
          .select(identifying)
          .where('d.organization_id', '=', organizationId)
          .whereRef('d.enrollment_key', '=', 'wanted.key')
          .limit(1)
          .as('d'),
      (join) => join.onTrue(),
    )
    .selectAll('d'),
)

/** Devices of an organization by their serial numbers, in the order of their ids. */
export async function findBySerials(tx: TenantTransaction, organizationId: string, serials: readonly string[]) {
  return serials.length === 0 ? [] : bySerials(tx, { organizationId, serials })
}

const bySerials = prepared(
  (db, { organizationId, serials }: Given<{ organizationId: string; serials: readonly string[] }>) =>
    db
      .selectFrom(sql<{ key: string }>`unnest(${serials}::text[])`.as<'wanted'>(sql`wanted(key)`))
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('devices as d')
            .select(identifying)
            .where('d.organization_id', '=', organizationId)
            .whereRef('d.serial_key', '=', 'wanted.key')
            // First those that are told apart by nothing else, such as what was added by hand.
            .orderBy(sql`coalesce(d.enrollment_key, '') like 'h:%'`)
            .orderBy('d.id')
            .limit(mostOfSerial)
            .as('d'),
        (join) => join.onTrue(),
      )
      .selectAll('d')
      .orderBy('d.id'),
)

/** More devices with one serial number are none that it tells apart; also keeps the look-up a look-up. */
const mostOfSerial = 100

/** Locks some devices of an organization, in the order of their ids. */
export async function lockDevicesOf(tx: TenantTransaction, organizationId: string, ids: readonly string[]) {
  return tx
    .selectFrom('devices')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** A device that may be about to change, with the name of its entity. */
export type ChangingRow = Awaited<ReturnType<typeof findChanging>>[number]

/** Reads some devices. */
export async function findChanging(tx: TenantTransaction, ids: readonly string[]) {
  return changing(tx, ids).execute()
}

/** Locks some devices in the order of their ids. */
export async function lockChanging(tx: TenantTransaction, ids: readonly string[]) {
  return changing(tx, ids).orderBy('d.id').forUpdate('d').execute()
}

function changing(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('devices as d')
    .leftJoin('entities as e', (join) =>
      join.onRef('e.provider_id', '=', 'd.provider_id').onRef('e.id', '=', 'd.entity_id'),
    )
    .selectAll('d')
    .select('e.name as entity_name')
    .where(sql<SqlBool>`d.id = any(${ids}::uuid[])`)
}

/** Notes when devices have reported themselves, in the order of their ids; their versions stay. */
export async function noteSeen(tx: TenantTransaction, ids: readonly string[], now: Date): Promise<void> {
  await seenNow(tx, { ids: [...ids].sort(), now })
}

const seenNow = prepared((db, { ids, now }: Given<{ ids: readonly string[]; now: Date }>) =>
  db
    .updateTable('devices')
    .from(sql<{ id: string }>`unnest(${ids}::uuid[])`.as<'seen'>(sql`seen(id)`))
    .set({ last_seen_at: now })
    .whereRef('devices.id', '=', 'seen.id'),
)

/** Whether a device of an organization is told apart by a key. */
export async function isKeyThere(tx: TenantTransaction, organizationId: string, key: string): Promise<boolean> {
  const row = await tx
    .selectFrom('devices')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('enrollment_key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}

/** Lets devices of an organization that becomes part of another no longer be told apart by what one there is told apart by. */
export async function releaseKeys(tx: TenantTransaction, source: string, target: string): Promise<void> {
  await tx
    .updateTable('devices')
    .set({ enrollment_key: null })
    .where('organization_id', '=', source)
    .where('enrollment_key', 'in', (eb) =>
      eb.selectFrom('devices as t').select('t.enrollment_key').where('t.organization_id', '=', target),
    )
    .execute()
}

/** Devices that were moved away from an organization, by what told them apart there, the last moved first. */
export async function findMoved(
  tx: TenantTransaction,
  organizationId: string,
  { keys, serials }: { keys: readonly string[]; serials: readonly string[] },
) {
  return movedAway(tx, { organizationId, keys, serials })
}

const movedAway = prepared(
  (db, given: Given<{ organizationId: string; keys: readonly string[]; serials: readonly string[] }>) =>
    db
      .selectFrom('moved_devices as m')
      .select(['m.device_id as id', 'm.enrollment_key', 'm.serial_key'])
      .where('m.organization_id', '=', given.organizationId)
      .where(
        sql<SqlBool>`(m.enrollment_key = any(${given.keys}::text[]) or m.serial_key = any(${given.serials}::text[]))`,
      )
      .orderBy('m.moved_at', 'desc')
      .orderBy('m.device_id', 'desc'),
)

/** Keeps by what a device was told apart where it is moved away from; where it comes back to, it is there again. */
export async function keepTrail(
  tx: TenantTransaction,
  trail: Insertable<MovedDevicesTable>,
  to: string,
): Promise<void> {
  await tx
    .deleteFrom('moved_devices')
    .where('device_id', '=', trail.device_id)
    .where('organization_id', '=', to)
    .execute()
  if (trail.enrollment_key === null && trail.serial_key === null) return
  await tx
    .insertInto('moved_devices')
    .values(trail)
    .onConflict((conflict) =>
      conflict.columns(['provider_id', 'organization_id', 'device_id']).doUpdateSet((eb) => ({
        entity_id: eb.ref('excluded.entity_id'),
        enrollment_key: eb.ref('excluded.enrollment_key'),
        serial_key: eb.ref('excluded.serial_key'),
        moved_at: eb.ref('excluded.moved_at'),
      })),
    )
    .execute()
}

/** Lets what was moved away from an organization be recognized where this becomes part of another one. */
export async function moveTrails(tx: TenantTransaction, source: string, target: string): Promise<void> {
  await giveRows(tx, 'moved_devices', 'device_id', { source, target })
}

/** Where devices lie, of those that the caller sees. */
export async function findDeviceHomes(tx: TenantTransaction, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('devices')
    .select(['id', 'organization_id'])
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute()
}

/** The names of organizations, of those that the caller sees. */
export async function findHomes(tx: TenantTransaction, ids: readonly string[]) {
  return tx.selectFrom('organizations').select(['id', 'name']).where(sql<SqlBool>`id = any(${ids}::uuid[])`).execute()
}

/** Changes a device and raises its version. */
export async function updateDeviceRow(
  tx: TenantTransaction,
  id: string,
  change: Updateable<DevicesTable>,
): Promise<void> {
  await tx
    .updateTable('devices')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/**
 * Deletes a device; of several at once only one gets the row.
 * @param versions of which it must have one; null for any. Another one leaves it where it is.
 */
export async function deleteDeviceRow(tx: TenantTransaction, id: string, versions: readonly number[] | null) {
  const its = tx.deleteFrom('devices').where('id', '=', id)
  const one = versions === null ? its : its.where(sql<SqlBool>`version = any(${versions}::int[])`)
  return one.returningAll().executeTakeFirst()
}

/** The names of users, of those that the caller sees. */
export async function findUserNames(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('memberships as m')
    .select(['m.id', 'm.name'])
    .where(sql<SqlBool>`m.id = any(${ids}::uuid[])`)
    .execute()
}

/**
 * A user of an organization or of the account that it is part of, who keeps their place until the transaction ends;
 * nothing for anybody else, and for whom the caller does not see.
 */
export async function findUserOf(tx: TenantTransaction, organizationId: string, userId: string) {
  return deviceUsers(tx)
    .select(['m.id', 'm.name'])
    .where('c.descendant_id', '=', organizationId)
    .where('m.id', '=', userId)
    .forKeyShare('m')
    .executeTakeFirst()
}

/** Users with some emails of some organizations and of the accounts that these are part of, who keep their places meanwhile. */
export async function findUsersWithEmails(
  tx: TenantTransaction,
  organizationIds: readonly string[],
  emails: readonly string[],
) {
  return deviceUsers(tx)
    .select(['c.descendant_id as organization_id', 'm.id', 'm.email'])
    .where(sql<SqlBool>`c.descendant_id = any(${organizationIds}::uuid[])`)
    .where(sql<SqlBool>`m.email = any(${emails}::text[])`)
    .orderBy('m.id')
    .forKeyShare('m')
    .execute()
}

/** The email of a user, of those that the caller sees. */
export async function findUserEmail(tx: TenantTransaction, id: string): Promise<string | null> {
  const row = await tx.selectFrom('memberships').select('email').where('id', '=', id).executeTakeFirst()
  return row?.email ?? null
}

/** Takes from a device that goes elsewhere the tags of houses that do not lie above, whether the caller sees them or not. */
export async function releaseTags(
  tx: TenantTransaction,
  { id, from, to, providerId }: { id: string; from: string; to: string; providerId: string },
): Promise<void> {
  await tx
    .selectNoFrom(
      sql<unknown>`tenancy.release_device_tags(${providerId}::uuid, ${id}::uuid, ${from}::uuid, ${to}::uuid)`.as(
        'released',
      ),
    )
    .execute()
}

/** Lets devices of people with a place in both of two organizations stay with the place of theirs that remains when these are merged. */
export async function keepUsersOfTwins(tx: TenantTransaction, source: string, target: string): Promise<void> {
  const twins = await tx
    .selectFrom('memberships as gone')
    .innerJoin('memberships as kept', (join) =>
      join
        .onRef('kept.provider_id', '=', 'gone.provider_id')
        .onRef('kept.account_id', '=', 'gone.account_id')
        .onRef('kept.organization_id', '<>', 'gone.organization_id'),
    )
    .select(['gone.id as gone', 'kept.id as kept'])
    .where('gone.organization_id', 'in', [source, target])
    .where('kept.organization_id', 'in', [source, target])
    // As merge_organization chooses: an active place comes before an invitation, else the one that stays.
    .where(
      sql<SqlBool>`case when gone.organization_id = ${source}::uuid then not (gone.status = 'active' and kept.status = 'pending')
        else gone.status = 'pending' and kept.status = 'active' end`,
    )
    .execute()
  for (const { gone, kept } of twins)
    await tx.updateTable('devices').set({ user_id: kept }).where('user_id', '=', gone).execute()
}
