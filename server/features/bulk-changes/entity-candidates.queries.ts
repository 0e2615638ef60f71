/** What decides about many entities at once, read with a few statements for some thousands of them. */
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** An entity that was chosen, as far as any change looks at it. */
export interface EntityCandidate {
  id: string
  name: string
  organizationId: string
  /** The strictest status of where it belongs and above, invisible organizations included. */
  held: OrganizationStatus
}

/** Reads those of some entities that the caller sees, by name. */
export async function findEntityCandidates(tx: TenantTransaction, ids: readonly string[]): Promise<EntityCandidate[]> {
  const rows = await tx
    .selectFrom('entities as e')
    .select(['e.id', 'e.name', 'e.organization_id'])
    .select(sql<OrganizationStatus | null>`tenancy.effective_status(${sql.ref('e.organization_id')})`.as('held'))
    .where(sql<SqlBool>`e.id = any(${ids}::uuid[])`)
    .orderBy('e.name_key')
    .orderBy('e.id')
    .execute()
  return rows.map(({ id, name, organization_id, held }) => ({
    id,
    name,
    organizationId: organization_id,
    held: held ?? 'active',
  }))
}
