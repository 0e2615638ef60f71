/** The tags that devices and entities carry: the same as with organizations, in tables of their own. */
import type { FilterCondition } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type Insertable, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { DeviceTagsTable, Tables } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { Builder } from '../../platform/database/prepared.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { LabelRow } from './carried-tags.queries.ts'

/** A tag on what carries it, which lies in an organization. */
interface CarriedTag {
  providerId: string
  organizationId: string
  carrierId: string
  tagId: string
  houseId: string
}

/** The statements about one of the tables, which are alike but for their name and that of their key. */
class PartTags {
  readonly #table: 'device_tags'
  readonly #from: 'device_tags as carried'
  readonly #key: 'device_id'
  readonly #keyRef: 'carried.device_id'

  constructor(table: 'device_tags' | 'entity_tags', key: 'device_id' | 'entity_id') {
    this.#table = table as 'device_tags'
    this.#from = `${table} as carried` as 'device_tags as carried'
    this.#key = key as 'device_id'
    this.#keyRef = `carried.${key}` as 'carried.device_id'
  }

  /**
   * The tags of a carrier as one column, by name, of those that the caller sees.
   * @param alias what the carrier is called in the statement around it
   */
  labels(db: Builder, alias: string) {
    const labels: RawBuilder<LabelRow[]> = sql`coalesce(
    json_agg(json_build_object('id', label.id, 'name', label.name, 'color', label.color) order by label.name_key, label.id), '[]'::json)`
    return this.#labelled(db)
      .select(labels.as('labels'))
      .where('carried.provider_id', '=', sql<string>`${sql.ref(`${alias}.provider_id`)}`)
      .where(this.#keyRef, '=', sql<string>`${sql.ref(`${alias}.id`)}`)
  }

  /**
   * A condition of a list over the tags that a carrier has, of those that the caller sees.
   * @param alias what the carrier is called in the statement around it
   */
  condition(alias: string, { operator, values }: FilterCondition): Expression<SqlBool> {
    // Without a transaction, which would wall it before the values are taken out of the prepared list.
    const carried = expressionBuilder<Tables>()
      .selectFrom(this.#from)
      .select(this.#keyRef)
      .whereRef('carried.provider_id', '=', sql.ref(`${alias}.provider_id`))
      .whereRef(this.#keyRef, '=', sql.ref(`${alias}.id`))
    const wanted = operator === 'empty' ? carried : carried.where(sql<SqlBool>`carried.tag_id = any(${values}::uuid[])`)
    const isThere = operator === 'empty' ? values[0] === 'false' : operator === 'in'
    return isThere ? sql<SqlBool>`exists ${wanted}` : sql<SqlBool>`not exists ${wanted}`
  }

  /** The tags that one carries, of those that the caller sees. */
  async find(tx: TenantTransaction, carrierId: string) {
    return this.#labelled(tx).select(['label.id', 'label.name']).where(this.#keyRef, '=', carrierId).execute()
  }

  /** The tags that some carry, by name, of those that the caller sees. */
  async findOfMany(tx: TenantTransaction, carrierIds: readonly string[]) {
    return this.#labelled(tx)
      .select([`${this.#keyRef} as carrier_id`, 'label.id as tag_id', 'label.name'])
      .where(sql<SqlBool>`${sql.ref(this.#keyRef)} = any(${carrierIds}::uuid[])`)
      .orderBy('label.name_key')
      .orderBy('label.id')
      .execute()
  }

  /** Puts tags on carriers; one that is carried already stays. */
  async insert(tx: TenantTransaction, carried: readonly CarriedTag[]): Promise<void> {
    const rows = carried.map(({ providerId, organizationId, carrierId, tagId, houseId }) => ({
      provider_id: providerId,
      organization_id: organizationId,
      [this.#key]: carrierId,
      tag_id: tagId,
      house_id: houseId,
    }))
    await tx
      .insertInto(this.#table)
      .values(rows as Insertable<DeviceTagsTable>[])
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  /** Takes tags from a carrier. */
  async remove(tx: TenantTransaction, carrierId: string, ids: readonly string[]): Promise<void> {
    await tx
      .deleteFrom(this.#table)
      .where(this.#key, '=', carrierId)
      .where('tag_id', 'in', [...ids])
      .execute()
  }

  #labelled(db: Builder) {
    return db
      .selectFrom(this.#from)
      .innerJoin('tags as label', (join) =>
        join.onRef('label.provider_id', '=', 'carried.provider_id').onRef('label.id', '=', 'carried.tag_id'),
      )
  }
}

/** The tags of devices. */
export const deviceTags = new PartTags('device_tags', 'device_id')

/** The tags of entities. */
export const entityTags = new PartTags('entity_tags', 'entity_id')

/** Puts tags on any number of devices; one that is carried already stays. */
export const insertManyDeviceTags = insertMany(
  'device_tags',
  { organization_id: 'uuid', device_id: 'uuid', tag_id: 'uuid', house_id: 'uuid' },
  ['provider_id', 'device_id', 'tag_id'],
)
