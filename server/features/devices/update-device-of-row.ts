/** A device as rows of files tell of it and change it. */
import type { DeviceRowPatch } from '@tenantry/contract/device-file.ts'
import type { Device } from '@tenantry/contract/devices.ts'
import type { EntityId, MembershipId } from '@tenantry/contract/ids.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findUserEmail } from './devices.queries.ts'
import { getDevice } from './get-device.ts'
import { findNamedInRows } from './named-in-rows.ts'
import { type DevicePatch, updateDevice } from './update-device.ts'

/** A device with the email of who works with it; null for whoever may not see users. */
export type DeviceOfRow = Device & { userEmail: string | null }

/**
 * Reads a device as files tell of it.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getDeviceOfRow(context: CallContext, id: string) {
  const { device, version } = await getDevice(context, id)
  return { device: await ofRow(context, device), version }
}

/**
 * Changes a device as a row of a file says, which names its entity and its user. A user who is named stays who it is, and
 * one out of the caller's sight is not taken away.
 * @throws what changing it throws, and invalid_input (422) for an entity or a user that its organization does not have
 */
export async function updateDeviceOfRow(
  context: CallContext,
  organizationId: string,
  id: string,
  { entityName, userEmail, ...fields }: DeviceRowPatch & { userId?: MembershipId | null | undefined },
) {
  const patch: DevicePatch = fields
  const isOther = userEmail !== undefined && userEmail !== (await getDeviceOfRow(context, id)).device.userEmail
  if (entityName !== undefined || isOther) {
    const wish = { organizationId, input: { entityName, ...(isOther ? { userEmail } : {}) } }
    const found = (await findNamedInRows(context, [wish]))(wish)
    if (found instanceof AppError) throw found
    if (entityName !== undefined) patch.entityId = found.entityId as EntityId | null
    if (isOther) patch.userId = found.userId as MembershipId | null
  }
  // Of serial numbers that are there already the check of the file has told, and nobody is there to ask at an undo.
  const { device, version } = await updateDevice(context, id, { ...patch, confirm: true })
  return { device: await ofRow(context, device), version }
}

async function ofRow({ tx, caller }: CallContext, device: Device): Promise<DeviceOfRow> {
  const isTold = device.userId !== null && caller.permissions.has('users.read')
  return { ...device, userEmail: isTold ? await findUserEmail(tx, device.userId ?? '') : null }
}
