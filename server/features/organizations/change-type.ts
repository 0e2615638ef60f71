import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { OrganizationType } from '@tenantry/contract/organization-moves.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { requireWritable } from './growth.ts'
import { hasChildren, lockNode, updateType } from './moves.queries.ts'
import { lockTree } from './tree.queries.ts'

/**
 * Turns a customer into an enterprise, or an enterprise that holds no divisions back into a customer (RI3). Holds the
 * lock of the provider's tree alone, so that no division is added meanwhile.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) for a partner or division, for an enterprise with divisions, and when archived
 */
export async function changeType(
  context: CallContext,
  id: string,
  type: OrganizationType['type'],
): Promise<{ changed: OrganizationType; version: number }> {
  const { tx, clock, ifMatch } = context
  await lockTree(tx)
  const node = await lockNode(tx, id)
  if (!node || node.parent_id === null) throw new AppError('not_found')
  requireMatch(ifMatch, node.version)
  const changed = { id: id as OrganizationId, type }
  await checkConvertible(context, node.type, id)
  if (node.type === type) return { changed, version: node.version }
  if (type === 'customer' && (await hasChildren(tx, id)))
    throw invalidInput({
      path: 'type',
      code: 'has_divisions',
      message: 'An enterprise that holds divisions cannot become a customer',
    })
  await updateType(tx, id, type, clock.now())
  await recordAudit(context, {
    action: 'customer.updated',
    organizationId: id,
    objectType: 'organization',
    objectId: id,
    before: { type: node.type },
    after: { type },
  })
  return { changed, version: node.version + 1 }
}

async function checkConvertible(context: CallContext, type: string, id: string): Promise<void> {
  if (type !== 'customer' && type !== 'enterprise')
    throw invalidInput({
      path: 'type',
      code: 'type_not_convertible',
      message: 'Only a customer becomes an enterprise, and an enterprise a customer',
    })
  await requireWritable(context, id)
}
