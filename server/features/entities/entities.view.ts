import type { Entity, ListedEntity } from '@tenantry/contract/entity-list.ts'
import type { EntityId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import type { EntityRow } from './entities.queries.ts'
import type { NewEntity } from './entity-columns.ts'

type ShownRow = Omit<EntityRow, 'version' | 'name_key' | 'code_key' | 'provider_id'>

/** An entity as the API shows it. */
export function entityView(row: ShownRow): Entity {
  return {
    id: row.id as EntityId,
    organizationId: row.organization_id as OrganizationId,
    name: row.name,
    kind: row.kind as Entity['kind'],
    code: row.code,
    contact: {
      firstName: row.contact_first_name,
      lastName: row.contact_last_name,
      email: row.contact_email,
      phone: row.contact_phone,
      phoneExtension: row.contact_phone_extension,
    },
    location: {
      name: row.location_name,
      country: row.country,
      region: row.region,
      state: row.state,
      district: row.district,
      city: row.city,
      postalCode: row.postal_code,
      landmark: row.landmark,
      line1: row.line1,
      line2: row.line2,
    },
    tags: (row.tags ?? []) as Entity['tags'],
    counts: { devices: row.devices, users: row.users },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** An entity beside those of others. Who sees entities only knows no organization but the own. */
export function listedEntityView(
  row: ShownRow & { organization_name: string | null },
  own: Caller['organization'],
  effectiveStatus: OrganizationStatus | null | undefined,
): ListedEntity {
  return {
    ...entityView(row),
    organizationName: row.organization_name ?? (row.organization_id === own.id ? own.name : ''),
    isReadOnly: effectiveStatus === 'archived',
  }
}

/** A row that is about to be inserted as it will be read. */
export function storedRow(row: NewEntity): EntityRow {
  return { ...empty, ...(row as typeof row & Pick<EntityRow, 'created_at' | 'updated_at'>) }
}

const empty = {
  version: 1,
  kind: 'branch',
  code: null,
  code_key: null,
  contact_first_name: null,
  contact_last_name: null,
  contact_email: null,
  contact_phone: null,
  contact_phone_extension: null,
  location_name: null,
  country: null,
  region: null,
  state: null,
  district: null,
  city: null,
  postal_code: null,
  landmark: null,
  line1: null,
  line2: null,
  devices: 0,
  users: 0,
  tags: null,
}

/** What the audit log keeps of an entity; counts change by themselves, and tags have rows of their own. */
export function auditedEntity(row: EntityRow): Record<string, unknown> {
  const { counts: _, createdAt: __, updatedAt: ___, id: ____, tags: _____, ...fields } = entityView(row)
  return fields
}
