import { type EntityInput, nameTaken } from '@tenantry/contract/entities.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { changeCount, requireGrowth, shareTree } from '../organizations/public.ts'
import { insertEntityRows } from './entities.queries.ts'
import { entityView, storedRow } from './entities.view.ts'
import { newEntityRows } from './entity-columns.ts'
import { checkOwnerType, findOwner } from './find-owner.ts'
import { entityCreated } from './insert-entities.ts'

/**
 * Adds an entity to a customer, enterprise or division, with its count and its audit row in the caller's transaction
 * (IF10). Shares the lock of the provider's tree, then locks the organization's counters.
 * @throws not_found (404) when the caller cannot see the organization
 * @throws forbidden (403) for who sees single entities of it only
 * @throws invalid_input (422) for a name that another entity there has, an address that does not fit its country, and
 * where the organization has no entities or takes nothing new
 */
export async function createEntity(
  context: CallContext,
  organizationId: string,
  input: EntityInput,
): Promise<{ entity: Entity; version: number }> {
  const { tx } = context
  const [, owner] = await Promise.all([shareTree(tx), findOwner(context, organizationId)])
  checkOwnerType(owner.type, '')
  await requireGrowth(context, organizationId, '')
  const rows = newEntityRows(context, organizationId, [input], '')
  if ((await insertEntityRows(tx, rows)) !== rows.length) throw invalidInput({ path: 'name', ...nameTaken })
  const [row] = rows.map(storedRow)
  if (!row) throw new TypeError('one input makes one row')
  await Promise.all([changeCount(tx, organizationId, 'entities', 1), recordAudit(context, entityCreated(row))])
  return { entity: entityView(row), version: 1 }
}
