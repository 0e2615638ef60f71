/** The tags that devices carry: the same as with organizations, in a table of their own. */
import type { FilterCondition } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import type { Builder } from '../../platform/database/prepared.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { LabelRow } from './carried-tags.queries.ts'

/**
 * The tags of a device as one column, by name, of those that the caller sees.
 * @param alias what the device is called in the statement around it
 */
export function deviceTagLabels(db: Builder, alias: string) {
  const labels: RawBuilder<LabelRow[]> = sql`coalesce(
    json_agg(json_build_object('id', label.id, 'name', label.name, 'color', label.color) order by label.name_key, label.id), '[]'::json)`
  return db
    .selectFrom('device_tags as carried')
    .innerJoin('tags as label', (join) =>
      join.onRef('label.provider_id', '=', 'carried.provider_id').onRef('label.id', '=', 'carried.tag_id'),
    )
    .select(labels.as('labels'))
    .where('carried.provider_id', '=', sql<string>`${sql.ref(`${alias}.provider_id`)}`)
    .where('carried.device_id', '=', sql<string>`${sql.ref(`${alias}.id`)}`)
}

/**
 * A condition of a list over the tags that a device carries, of those that the caller sees.
 * @param alias what the device is called in the statement around it
 */
export function deviceTagCondition(alias: string, { operator, values }: FilterCondition): Expression<SqlBool> {
  // Without a transaction, which would wall it before the values are taken out of the prepared list.
  const carried = expressionBuilder<Tables>()
    .selectFrom('device_tags as carried')
    .select('carried.device_id')
    .whereRef('carried.provider_id', '=', sql.ref(`${alias}.provider_id`))
    .whereRef('carried.device_id', '=', sql.ref(`${alias}.id`))
  const wanted = operator === 'empty' ? carried : carried.where(sql<SqlBool>`carried.tag_id = any(${values}::uuid[])`)
  const isThere = operator === 'empty' ? values[0] === 'false' : operator === 'in'
  return isThere ? sql<SqlBool>`exists ${wanted}` : sql<SqlBool>`not exists ${wanted}`
}

/** The tags that a device carries, of those that the caller sees. */
export async function findCarriedByDevice(tx: TenantTransaction, deviceId: string) {
  return tx
    .selectFrom('device_tags as carried')
    .innerJoin('tags as label', (join) =>
      join.onRef('label.provider_id', '=', 'carried.provider_id').onRef('label.id', '=', 'carried.tag_id'),
    )
    .select(['label.id', 'label.name'])
    .where('carried.device_id', '=', deviceId)
    .execute()
}

/** Puts tags on devices; one that a device carries already stays. */
export async function insertCarriedByDevices(
  tx: TenantTransaction,
  rows: readonly { providerId: string; organizationId: string; deviceId: string; tagId: string; houseId: string }[],
): Promise<void> {
  await tx
    .insertInto('device_tags')
    .values(
      rows.map(({ providerId, organizationId, deviceId, tagId, houseId }) => ({
        provider_id: providerId,
        organization_id: organizationId,
        device_id: deviceId,
        tag_id: tagId,
        house_id: houseId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes tags from a device. */
export async function deleteCarriedByDevice(
  tx: TenantTransaction,
  deviceId: string,
  ids: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('device_tags')
    .where('device_id', '=', deviceId)
    .where('tag_id', 'in', [...ids])
    .execute()
}
