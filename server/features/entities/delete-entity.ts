import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { refuseNone } from '../customer-form-settings/public.ts'
import { changeCount, requireWritable, shareTree } from '../organizations/public.ts'
import { countEntities, deleteEntityRow, lockEntity } from './entities.queries.ts'
import { auditedEntity } from './entities.view.ts'
import { findOwner } from './find-owner.ts'

/**
 * Deletes an entity in which no device lies, and takes it off its organization's count; people who saw it lose sight of
 * it. Shares the lock of the provider's tree, then locks the entity and the organization's counters.
 * @throws not_found (404) when it does not exist for the caller, or belongs to another organization
 * @throws forbidden (403) for who sees single entities only
 * @throws precondition_failed (412) when a version was named and the entity has another
 * @throws entity_not_empty (409) with the number of `devices` that lie in it
 * @throws invalid_input (422) for the last one where the provider requires one, and where the organization is archived
 */
export async function deleteEntity(context: CallContext, organizationId: string, id: string): Promise<void> {
  const { tx, ifMatch } = context
  const [, row] = await Promise.all([shareTree(tx), lockEntity(tx, organizationId, id)])
  if (!row) throw new AppError('not_found')
  await findOwner(context, organizationId)
  requireMatch(ifMatch, row.version)
  await requireWritable(context, organizationId)
  const { devices } = row
  if (devices > 0) throw new AppError('entity_not_empty', { detail: `Devices in it: ${devices}`, params: { devices } })
  await deleteEntityRow(tx, id)
  await changeCount(tx, organizationId, 'entities', -1)
  await refuseNone(context, 'entities', await countEntities(tx, organizationId))
  await recordAudit(context, {
    action: 'entity.deleted',
    organizationId,
    objectType: 'entity',
    objectId: id,
    before: auditedEntity(row),
    after: null,
  })
}
