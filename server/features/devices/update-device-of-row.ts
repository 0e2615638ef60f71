/** A device as rows of files tell of it and change it. */
import type { DeviceRowPatch } from '@tenantry/contract/device-file.ts'
import type { Device } from '@tenantry/contract/devices.ts'
import type { EntityId, MembershipId, TagId } from '@tenantry/contract/ids.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { settleTagsOfRows, usableTags } from '../tags/public.ts'
import { findUserEmail } from './devices.queries.ts'
import { getDevice } from './get-device.ts'
import { findNamedInRows } from './named-in-rows.ts'
import { type DevicePatch, updateDevice } from './update-device.ts'

/** A device as files tell of it. */
export type DeviceOfRow = Device & {
  /** Of who works with it; null for whoever may not see users. */
  userEmail: string | null
  /** Of those that the caller sees. */
  tagNames: string[]
  tagIds: TagId[]
}

/**
 * Reads a device as files tell of it.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getDeviceOfRow(context: CallContext, id: string) {
  const { device, version } = await getDevice(context, id)
  return { device: await ofRow(context, device), version }
}

/**
 * Changes a device as a row of a file says, which names its entity, its user and its tags. A user who is named stays who it is,
 * and one out of the caller's sight is not taken away. Tags that are missing are made; of those that it carried before an
 * import, what is gone since stays away. Where it brings a serial number, the caller holds all of the organization; a dry run
 * needs none, for nothing of it stays.
 * @throws what changing it throws, and invalid_input (422) for an entity or a user that its organization does not have, and
 * for tags that the caller may not make
 */
export async function updateDeviceOfRow(
  context: CallContext,
  organizationId: string,
  id: string,
  { entityName, userEmail, tagNames, ...fields }: DeviceRowPatch & DeviceBefore,
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
  if (tagNames !== undefined) patch.tagIds = await tagsNamed(context, organizationId, id, tagNames)
  else if (fields.tagIds) {
    const usable = await usableTags(context.tx, organizationId, fields.tagIds)
    patch.tagIds = fields.tagIds.filter((tagId) => usable.has(tagId))
  }
  // Of serial numbers that are there already the check of the file has told, and nobody is there to ask at an undo.
  const { device, version } = await updateDevice(context, id, patch, { areSerialsHeld: true })
  return { device: await ofRow(context, device), version }
}

/** What only an undo tells, which brings back what was there by its ids. */
interface DeviceBefore {
  userId?: MembershipId | null | undefined
  tagIds?: TagId[] | undefined
}

/** @throws invalid_input (422) for tags that the caller may not make */
async function tagsNamed(context: CallContext, organizationId: string, id: string, names: readonly string[]) {
  const { tags: carried } = (await getDevice(context, id)).device
  const [found = []] = await settleTagsOfRows(context, [{ organizationId, names, carried }])
  if (found instanceof AppError) throw found
  return found as TagId[]
}

async function ofRow({ tx, caller }: CallContext, device: Device): Promise<DeviceOfRow> {
  const isTold = device.userId !== null && caller.permissions.has('users.read')
  const [tagNames, tagIds] = [device.tags.map(({ name }) => name), device.tags.map((tag) => tag.id)]
  return { ...device, tagNames, tagIds, userEmail: isTold ? await findUserEmail(tx, device.userId ?? '') : null }
}
