import { mostEntitiesAtOnce } from '@tenantry/contract/entities.ts'
import type { EntityKind } from '@tenantry/contract/entity-list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findStructure } from './entities.queries.ts'

/** Names and kinds of the entities of an organization that the caller sees, as many as one request adds, by name. */
export async function readStructure(
  { tx }: CallContext,
  organizationId: string,
): Promise<{ name: string; kind: EntityKind }[]> {
  const rows = await findStructure(tx, organizationId, mostEntitiesAtOnce)
  return rows.map(({ name, kind }) => ({ name, kind: kind as EntityKind }))
}
