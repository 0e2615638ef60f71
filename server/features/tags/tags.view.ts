import type { OrganizationId, TagId } from '@tenantry/contract/ids.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { TagColor } from '@tenantry/contract/tag-labels.ts'
import type { Tag } from '@tenantry/contract/tags.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { countedRows } from '../../platform/list/list-plan.ts'
import type { TagRow } from './tags.queries.ts'

/** A tag as the API shows it to a caller. */
export function tagView(row: Omit<TagRow, 'sort_values'>, caller: Caller): Tag {
  return {
    id: row.id as TagId,
    name: row.name,
    color: row.color as TagColor,
    organization: houseOf(row, caller),
    mayChange: caller.permissions.has('tags.manage'),
    customers: countOf(row.customers),
    devices: countOf(row.devices),
    entities: countOf(row.entities),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

function countOf(counted: number | null): number | null {
  const count = Number(counted ?? 0)
  return count > countedRows ? null : count
}

/** Of a house that is out of sight only one's own is known, with its name. */
function houseOf(row: Omit<TagRow, 'sort_values'>, { organization }: Caller): Tag['organization'] {
  const { name, type } = row.house_name === null ? organization : { name: row.house_name, type: row.house_type }
  return { id: row.organization_id as OrganizationId, name, type: type as OrganizationType }
}

/** A change of a tag for the log of its house; null where there was none or is none any more. */
export function tagChange(
  action: 'tag.created' | 'tag.updated' | 'tag.deleted',
  before: Pick<TagRow, 'id' | 'organization_id' | 'name' | 'color'> | null,
  after: Pick<TagRow, 'id' | 'organization_id' | 'name' | 'color'> | null,
) {
  const { id, organization_id } = (after ?? before) as TagRow
  const audited = (row: typeof before) => row && { name: row.name, color: row.color }
  return {
    action,
    organizationId: organization_id,
    objectType: 'tag',
    objectId: id,
    before: audited(before),
    after: audited(after),
    names: ['name'],
  }
}
