import type { FilterCondition } from '@tenantry/contract/list.ts'
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../database/tables.generated.ts'

/**
 * Whose organization, as far as the caller sees it, has one of some statuses, or none of them.
 * @param alias what of an organization is called in the statement around it
 */
export function ownerStatusCondition(alias: string, { operator, values }: FilterCondition): Expression<SqlBool> {
  // Without a transaction, which would wall it before the values are taken out of the prepared list.
  const owners = expressionBuilder<Tables>()
    .selectFrom('organizations as owner')
    .select('owner.id')
    .whereRef('owner.provider_id', '=', sql.ref(`${alias}.provider_id`))
    .whereRef('owner.id', '=', sql.ref(`${alias}.organization_id`))
    .where(sql<SqlBool>`owner.status = any(${values}::text[])`)
  return operator === 'in' || operator === 'eq' ? sql<SqlBool>`exists ${owners}` : sql<SqlBool>`not exists ${owners}`
}
