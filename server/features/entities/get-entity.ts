import type { Entity } from '@tenantry/contract/entity-list.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findEntity } from './entities.queries.ts'
import { entityView } from './entities.view.ts'

/**
 * Reads an entity of an organization.
 * @throws not_found (404) when it does not exist for the caller, or belongs to another organization
 */
export async function getEntity(
  { tx }: CallContext,
  organizationId: string,
  id: string,
): Promise<{ entity: Entity; version: number }> {
  const row = await findEntity(tx, organizationId, id)
  if (!row) throw new AppError('not_found')
  return { entity: entityView(row), version: row.version }
}
