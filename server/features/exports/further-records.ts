/** Entities, further contacts and devices as files tell of them. */
import type { ContactRecord } from '@tenantry/contract/contact-file.ts'
import type { DeviceRecord } from '@tenantry/contract/device-file.ts'
import type { EntityRecord } from '@tenantry/contract/entity-file.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { entityView } from '../entities/public.ts'
import { classesOf } from '../license-counts/public.ts'
import { deviceTags, entityTags } from '../tags/public.ts'
import { readPlaces } from './code-paths.ts'
import * as queries from './customer-records.queries.ts'
import { contactOf } from './customer-records.ts'
import { grouped, groupedBy, inOrderOf } from './grouped.ts'

/** Reads entities in the order of their ids. */
export async function readEntityRecords(context: CallContext, ids: readonly string[]): Promise<EntityRecord[]> {
  return entityRecords(context, inOrderOf(ids, await queries.findEntitiesBy(context.tx, 'id', ids)))
}

/** Reads the entities of customers in the order of the customers, those of each by name. */
export async function readEntitiesOf(context: CallContext, customerIds: readonly string[]): Promise<EntityRecord[]> {
  const of = grouped(await queries.findEntitiesBy(context.tx, 'organization_id', customerIds))
  return entityRecords(
    context,
    customerIds.flatMap((id) => of(id)),
  )
}

async function entityRecords(
  context: CallContext,
  rows: Awaited<ReturnType<typeof queries.findEntitiesBy>>,
): Promise<EntityRecord[]> {
  const ids = rows.map((row) => row.id)
  const [places, people, tagged] = await Promise.all([
    readPlaces(
      context,
      rows.map((row) => row.organization_id),
    ),
    queries.countPeopleOf(context.tx, ids),
    entityTags.findOfMany(context.tx, ids),
  ])
  const tagsOf = groupedBy(tagged, ({ carrier_id }) => carrier_id)
  const users = new Map(people.map((row) => [row.entity_id, row.users]))
  return rows.map((row) => {
    const { organizationId, tags: _, ...entity } = entityView({ ...row, users: users.get(row.id) ?? 0, tags: null })
    return {
      ...entity,
      customerCodes: places.customerCodes(organizationId),
      customerName: places.name(organizationId),
      tagNames: tagsOf(row.id).map(({ name }) => name),
    }
  })
}

/** Reads the further contacts of customers in the order of the customers, those of each in their order. */
export async function readContactsOf(context: CallContext, customerIds: readonly string[]): Promise<ContactRecord[]> {
  const [rows, places] = await Promise.all([
    queries.findContactsOf(context.tx, customerIds, ['other']),
    readPlaces(context, customerIds),
  ])
  const of = grouped(rows)
  return customerIds.flatMap((id) =>
    of(id).map((row) => ({
      ...contactOf(row),
      id: row.id as ContactRecord['id'],
      role: row.role,
      customerCodes: places.customerCodes(id),
      customerName: places.name(id),
    })),
  )
}

/** Reads devices in the order of their ids. */
export async function readDeviceRecords(context: CallContext, ids: readonly string[]): Promise<DeviceRecord[]> {
  const [found, tagged, classes] = await Promise.all([
    queries.findDevicesBy(context.tx, ids),
    deviceTags.findOfMany(context.tx, ids),
    classesOf(context),
  ])
  const rows = inOrderOf(ids, found)
  const tags = groupedBy(tagged, ({ carrier_id }) => carrier_id)
  const places = await readPlaces(
    context,
    rows.map((row) => row.organization_id),
  )
  return rows.map((row) => ({
    id: row.id as DeviceRecord['id'],
    customerCodes: places.customerCodes(row.organization_id),
    organizationName: places.name(row.organization_id),
    entityName: row.entity_name,
    name: row.name,
    class: classes.nameOf(row.class),
    status: row.status as DeviceRecord['status'],
    serialNumber: row.serial_number,
    maker: row.maker,
    model: row.model,
    operatingSystem: row.operating_system,
    ipAddresses: row.ip_addresses,
    macAddresses: row.mac_addresses,
    userName: row.user_name,
    userEmail: context.caller.permissions.has('users.read') ? row.user_email : null,
    purchasedOn: row.purchased_on,
    warrantyEndsOn: row.warranty_ends_on,
    monitorsAvailability: row.monitors_availability,
    monitorsPerformance: row.monitors_performance,
    notes: row.notes,
    tagNames: tags(row.id).map(({ name }) => name),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }))
}
