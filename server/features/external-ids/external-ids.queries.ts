import { type ExternalId, externalKey } from '@tenantry/contract/external-ids.ts'
import type { FilterCondition } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import { type Builder, prepared, preparedInsert } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** How an outside id is compared. */
export interface ExternalKeys {
  system_key: string
  value_key: string
}

/**
 * The outside ids of an organization as one column, in their order.
 * @param organization qualified columns of the statement around it
 */
export function externalIdList(db: Builder, organization: { providerRef: string; idRef: string }) {
  const list: RawBuilder<ExternalId[]> = sql`coalesce(
    json_agg(json_build_object('system', outside.system, 'value', outside.value) order by outside.position), '[]'::json)`
  return db
    .selectFrom('external_ids as outside')
    .select(list.as('list'))
    .where('outside.provider_id', '=', sql<string>`${sql.ref(organization.providerRef)}`)
    .where('outside.organization_id', '=', sql<string>`${sql.ref(organization.idRef)}`)
}

/**
 * A condition of a list over the outside ids of an organization.
 * @param alias what the organization is called in the statement around it
 */
export function externalIdCondition(alias: string, { operator, values }: FilterCondition): Expression<SqlBool> {
  // Without a transaction, which would wall it before the values are taken out of the prepared list.
  const have = expressionBuilder<Tables>()
    .selectFrom('external_ids as outside')
    .select('outside.organization_id')
    .whereRef('outside.provider_id', '=', sql.ref(`${alias}.provider_id`))
    .whereRef('outside.organization_id', '=', sql.ref(`${alias}.id`))
  const isAny = operator === 'empty'
  const wanted = isAny
    ? have
    : have.where(sql<SqlBool>`outside.value_key = any(${values.map((value) => externalKey(value.trim()))}::text[])`)
  const isThere = isAny ? values[0] === 'false' : operator === 'in'
  return isThere ? sql<SqlBool>`exists ${wanted}` : sql<SqlBool>`not exists ${wanted}`
}

/** Writes outside ids of organizations. */
export const insertExternalIdRows = preparedInsert('external_ids')

/** Writes outside ids of any number of organizations. */
export const insertManyExternalIdRows = insertMany('external_ids', {
  organization_id: 'uuid',
  position: 'int',
  system: 'text',
  system_key: 'text',
  value: 'text',
  value_key: 'text',
})

/** Removes all outside ids of an organization. */
export async function deleteExternalIds(tx: TenantTransaction, organizationId: string): Promise<void> {
  await deleteAll(tx, { organizationId })
}

const deleteAll = prepared((db, { organizationId }: Given<{ organizationId: string }>) =>
  db.deleteFrom('external_ids').where('organization_id', '=', organizationId),
)

/** Which of some outside ids other organizations of a house have, of those that the caller sees. */
export async function findTaken(
  tx: TenantTransaction,
  place: { codeScopeId: string; exceptId: string },
  keys: readonly ExternalKeys[],
) {
  return takenIn(tx, {
    ...place,
    systems: [...new Set(keys.map(({ system_key }) => system_key))],
    values: keys.map(({ value_key }) => value_key),
  })
}

type Sought = { codeScopeId: string; exceptId: string; systems: string[]; values: string[] }

const takenIn = prepared((db, { codeScopeId, exceptId, systems, values }: Given<Sought>) =>
  db
    .selectFrom('external_ids as x')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'x.provider_id').onRef('o.id', '=', 'x.organization_id'),
    )
    .select(['x.system_key', 'x.value_key', 'o.name', 'o.code'])
    .where(sql<SqlBool>`x.value_key = any(${values}::text[])`)
    .where(sql<SqlBool>`x.system_key = any(${systems}::text[])`)
    .where('o.code_scope_id', '=', codeScopeId)
    .where('o.id', '<>', exceptId),
)

/**
 * Organizations that the caller sees and that any system knows by an id, at most so many.
 * @param limits.except one whose outside ids the caller does not see
 */
export async function findKnownBy(
  tx: TenantTransaction,
  valueKey: string,
  { most, except }: { most: number; except: string | null },
): Promise<string[]> {
  const rows = await knownBy(tx, { valueKey, most, except: except ?? noId })
  return rows.map((row) => row.organization_id)
}

/** No organization has it. */
const noId = '00000000-0000-0000-0000-000000000000'

const knownBy = prepared((db, { valueKey, most, except }: Given<{ valueKey: string; most: number; except: string }>) =>
  db
    .selectFrom('external_ids')
    .select('organization_id')
    .distinct()
    .where('value_key', '=', valueKey)
    .where('organization_id', '<>', except)
    .limit(sql<number>`${most}`),
)

/**
 * Gives the outside ids of one organization to another, after its own.
 * @returns how many the other one did not have yet
 */
export async function moveExternalIds(tx: TenantTransaction, sourceId: string, targetId: string): Promise<number> {
  const have = await tx
    .selectFrom('external_ids')
    .select(['organization_id', 'position', 'system', 'system_key', 'value', 'value_key'])
    .where('organization_id', 'in', [sourceId, targetId])
    .orderBy('position')
    .execute()
  const known = have.filter((row) => row.organization_id === targetId)
  const isKnown = (row: ExternalKeys) =>
    known.some((each) => each.system_key === row.system_key && each.value_key === row.value_key)
  const coming = have.filter((row) => row.organization_id === sourceId && !isKnown(row))
  const next = Math.max(0, ...known.map(({ position }) => position + 1))
  await deleteExternalIds(tx, sourceId)
  if (coming.length > 0)
    await insertExternalIdRows(
      tx,
      coming.map((row, index) => ({ ...row, organization_id: targetId, position: next + index })),
    )
  return coming.length
}
