import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { Organization } from '@tenantry/contract/organizations.ts'
import type { OrganizationRow } from './organizations.queries.ts'

/** A node of the tree as the API shows it. */
export function organizationView(
  row: Omit<OrganizationRow, 'sort_values'>,
  { depth, childCount }: Pick<Organization, 'depth' | 'childCount'>,
): Organization {
  return {
    id: row.id as OrganizationId,
    name: row.name,
    code: row.code,
    type: row.type as Organization['type'],
    parentId: row.parent_id as OrganizationId | null,
    status: row.status as Organization['status'],
    depth,
    childCount,
  }
}
