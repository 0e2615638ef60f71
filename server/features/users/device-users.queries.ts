import { type Expression, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** Users `m` by the organizations `c.descendant_id` whose devices they may work with: their own, and what is part of their account. */
export function deviceUsers(tx: TenantTransaction) {
  return tx
    .selectFrom('memberships as m')
    .innerJoin('organization_closure as c', (join) =>
      join.onRef('c.provider_id', '=', 'm.provider_id').onRef('c.ancestor_id', '=', 'm.organization_id'),
    )
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'm.provider_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .where('m.status', 'in', ['pending', 'active'])
    .where((eb) => eb.or([eb('c.distance', '=', 0), eb('o.type', 'in', ['enterprise', 'division'])]))
}

/** Holds for a user `m` who may work with devices of an organization; one that the caller cannot see has nobody who may. */
export function isDeviceUser(tx: TenantTransaction, organizationId: string): Expression<SqlBool> {
  const those = deviceUsers(tx)
    .innerJoin('organizations as seen', (join) =>
      join.onRef('seen.provider_id', '=', 'c.provider_id').onRef('seen.id', '=', 'c.descendant_id'),
    )
    .select('m.id')
    .where('c.descendant_id', '=', organizationId)
  return sql<SqlBool>`m.id in ${those}`
}
