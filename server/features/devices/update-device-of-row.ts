import type { DeviceRowPatch } from '@tenantry/contract/device-file.ts'
import type { EntityId } from '@tenantry/contract/ids.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { entitiesOf, noEntity } from './create-devices.ts'
import { updateDevice } from './update-device.ts'

/**
 * Changes a device as a row of a file says, which names its entity.
 * @throws what changing it throws, and invalid_input (422) for an entity that its organization does not have
 */
export async function updateDeviceOfRow(
  context: CallContext,
  organizationId: string,
  id: string,
  { entityName, ...patch }: DeviceRowPatch,
) {
  if (entityName === undefined) return updateDevice(context, id, patch)
  const wish = { organizationId, input: { entityName } }
  const entityId = (await entitiesOf(context, [wish]))(wish)
  if (entityId === undefined) throw noEntity()
  return updateDevice(context, id, { ...patch, entityId: entityId as EntityId | null })
}
