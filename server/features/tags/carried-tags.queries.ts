import type { FilterCondition } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import { type Builder, prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A tag as it stands on what carries it, in a row of a statement. */
export interface LabelRow {
  id: string
  name: string
  color: string
}

/**
 * The tags of an organization as one column, by name, of those that the caller sees.
 * @param organization qualified columns of the statement around it
 */
export function tagLabels(db: Builder, organization: { providerRef: string; idRef: string }) {
  const labels: RawBuilder<LabelRow[]> = sql`coalesce(
    json_agg(json_build_object('id', label.id, 'name', label.name, 'color', label.color) order by label.name_key, label.id), '[]'::json)`
  return db
    .selectFrom('organization_tags as carried')
    .innerJoin('tags as label', (join) =>
      join.onRef('label.provider_id', '=', 'carried.provider_id').onRef('label.id', '=', 'carried.tag_id'),
    )
    .select(labels.as('labels'))
    .where('carried.provider_id', '=', sql<string>`${sql.ref(organization.providerRef)}`)
    .where('carried.organization_id', '=', sql<string>`${sql.ref(organization.idRef)}`)
}

/**
 * A condition of a list over the tags that an organization carries, of those that the caller sees.
 * @param alias what the organization is called in the statement around it
 */
export function tagCondition(alias: string, { operator, values }: FilterCondition): Expression<SqlBool> {
  // Without a transaction, which would wall it before the values are taken out of the prepared list.
  const carried = expressionBuilder<Tables>()
    .selectFrom('organization_tags as carried')
    .select('carried.organization_id')
    .whereRef('carried.provider_id', '=', sql.ref(`${alias}.provider_id`))
    .whereRef('carried.organization_id', '=', sql.ref(`${alias}.id`))
  const wanted = operator === 'empty' ? carried : carried.where(sql<SqlBool>`carried.tag_id = any(${values}::uuid[])`)
  const isThere = operator === 'empty' ? values[0] === 'false' : operator === 'in'
  return isThere ? sql<SqlBool>`exists ${wanted}` : sql<SqlBool>`not exists ${wanted}`
}

/** The tags that an organization carries, of those that the caller sees. */
export async function findCarried(tx: TenantTransaction, organizationId: string) {
  return carriedBy(tx, { organizationId })
}

const carriedBy = prepared((db, { organizationId }: Given<{ organizationId: string }>) =>
  db
    .selectFrom('organization_tags as carried')
    .innerJoin('tags as label', (join) =>
      join.onRef('label.provider_id', '=', 'carried.provider_id').onRef('label.id', '=', 'carried.tag_id'),
    )
    .select(['label.id', 'label.name'])
    .where('carried.organization_id', '=', organizationId),
)

/** Which of some tags may be put on an organization: those that the caller sees, of houses that lie above it or are it. */
export async function findUsable(tx: TenantTransaction, organizationId: string, ids: readonly string[]) {
  return tx
    .selectFrom('tags as t')
    .innerJoin('organization_closure as c', (join) =>
      join.onRef('c.provider_id', '=', 't.provider_id').onRef('c.ancestor_id', '=', 't.organization_id'),
    )
    .select(['t.id', 't.name', 't.organization_id as house_id'])
    .where('c.descendant_id', '=', organizationId)
    .where('t.id', 'in', [...ids])
    .execute()
}

/** Some tags that the caller sees, by their ids. */
export async function findTagsById(tx: TenantTransaction, ids: readonly string[]) {
  return tx
    .selectFrom('tags')
    .select(['id', 'name', 'organization_id as house_id'])
    .where('id', 'in', [...ids])
    .execute()
}

/** The ids of those of some tags that may be put on an organization, or on what will lie below it. */
export async function usableTags(
  tx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set(ids.length === 0 ? [] : (await findUsable(tx, organizationId, ids)).map(({ id }) => id))
}

/** Puts tags on an organization; one that it carries already stays. */
export async function insertCarried(
  tx: TenantTransaction,
  rows: readonly { providerId: string; organizationId: string; tagId: string; houseId: string }[],
): Promise<void> {
  await tx
    .insertInto('organization_tags')
    .values(
      rows.map(({ providerId, organizationId, tagId, houseId }) => ({
        provider_id: providerId,
        organization_id: organizationId,
        tag_id: tagId,
        house_id: houseId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Puts tags on any number of organizations that carry none of them. */
export const insertManyCarried = insertMany('organization_tags', {
  organization_id: 'uuid',
  tag_id: 'uuid',
  house_id: 'uuid',
})

/** Takes tags from an organization. */
export async function deleteCarried(
  tx: TenantTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('organization_tags')
    .where('organization_id', '=', organizationId)
    .where('tag_id', 'in', [...ids])
    .execute()
}

/**
 * Gives the tags of one organization to another, of those that the caller cannot see too.
 * @returns how many the other one did not carry yet
 */
export async function moveTags(tx: TenantTransaction, sourceId: string, targetId: string): Promise<number> {
  const { tags } = await tx
    .selectNoFrom(sql<number>`tenancy.move_tags(${sourceId}::uuid, ${targetId}::uuid)`.as('tags'))
    .executeTakeFirstOrThrow()
  return tags
}
