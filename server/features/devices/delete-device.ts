import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { changeLicenses } from '../license-counts/public.ts'
import { changeCount, requireWritable, shareTree } from '../organizations/public.ts'
import { leaveEntity } from './change-entity.ts'
import { deleteDeviceRow, findDevice } from './devices.queries.ts'
import { auditedDevice } from './devices.view.ts'
import { changesOf, typesOf } from './licensed-device.ts'

/**
 * Deletes a device, takes it off its organization's count and gives its licenses back; of several who delete it at once only one succeeds.
 * Shares the lock of the provider's tree, then locks the device, its entity and the organization's counters.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when a version was named and the device has another
 * @throws invalid_input (422) where the organization is archived
 */
export async function deleteDevice(context: CallContext, id: string): Promise<void> {
  const { tx, ifMatch } = context
  const [, row] = await Promise.all([shareTree(tx), deleteDeviceRow(tx, id, ifMatch)])
  if (!row) throw new AppError(ifMatch !== null && (await findDevice(tx, id)) ? 'precondition_failed' : 'not_found')
  await requireWritable(context, row.organization_id)
  await leaveEntity(context, row.organization_id, row.entity_id)
  // After the row: whoever waited for it in vain must not have counted.
  if (!(await changeCount(tx, row.organization_id, 'devices', -1))) throw new AppError('not_found')
  await changeLicenses(context, 'device.deleted', changesOf(row, await typesOf(context, row), -1))
  await recordAudit(context, {
    action: 'device.deleted',
    organizationId: row.organization_id,
    objectType: 'device',
    objectId: id,
    before: auditedDevice(row),
    after: null,
  })
}
