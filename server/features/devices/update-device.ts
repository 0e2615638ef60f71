import type { Device, updateDevice as operation } from '@tenantry/contract/devices.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { changeLicenses, requireOpenClass } from '../license-counts/public.ts'
import { requireGrowth, requireWritable, shareTree } from '../organizations/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { setDeviceTags } from '../tags/public.ts'
import { requireUserOf } from './assigned-user.ts'
import { changeEntity } from './change-entity.ts'
import { changedColumns, columnsOf } from './device-columns.ts'
import { type DeviceRow, findDeviceHomes, lockDevice, updateDeviceRow } from './devices.queries.ts'
import { auditedDevice } from './devices.view.ts'
import { getDevice, showDevice } from './get-device.ts'
import { holdSerial } from './hold-serial.ts'
import { changesOf, growingField, typesOf } from './licensed-device.ts'
import { serialKeyOf } from './serial-keys.ts'
import { requireDates, requireOwnSerial } from './told-rightly.ts'

/** What may be changed of a device. */
export type DevicePatch = InputOf<typeof operation>['body']

/**
 * Changes the given fields of a device that still has the version its editor has read. Where nothing differs, the
 * version stays and nothing is written. Shares the lock of the provider's tree, then locks its new serial number, the
 * device and the entities that it moves between.
 * @param options.areSerialsHeld where the caller holds all serial numbers of its organization: none is locked or looked for
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws license_exhausted (409) where no license is left for its new class or its monitoring, or to bring it back
 * @throws serial_number_taken (409) where another device there has its new serial number, without confirmation
 * @throws invalid_input (422) for a class that takes no new devices, for an entity, a user or tags of elsewhere, where the organization is archived, and for what
 * is brought back or monitored where nothing is added, and for a warranty that ends before the purchase
 */
export async function updateDevice(
  context: CallContext,
  id: string,
  patch: DevicePatch,
  { areSerialsHeld = false }: { areSerialsHeld?: boolean } = {},
): Promise<{ device: Device; version: number }> {
  const { tx, clock, ifMatch } = context
  refuseInternalFields(context.caller, patch)
  const [, row] = await Promise.all([shareTree(tx), lockWithSerial(tx, id, areSerialsHeld ? {} : patch)])
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  await requireWritable(context, row.organization_id)
  const changed = changedColumns(row, columnsOf(patch))
  const after = { ...row, ...changed }
  if (changed.purchased_on !== undefined || changed.warranty_ends_on !== undefined) requireDates(after)
  const numbered = { id, organizationId: row.organization_id, serialNumber: after.serial_number }
  if (changed.serial_number !== undefined && !areSerialsHeld)
    await requireOwnSerial(context, numbered, patch.confirm === true)
  if (after.entity_id !== row.entity_id)
    after.entity_name = await changeEntity(context, row.organization_id, row.entity_id, after.entity_id)
  if (after.class !== row.class) await requireOpenClass(context, after.class)
  if (after.user_id !== row.user_id) await requireUserOf(context, row.organization_id, after.user_id)
  const home = { id, organizationId: row.organization_id, name: after.name }
  const isTagged = patch.tagIds !== undefined && (await setDeviceTags(context, home, patch.tagIds))
  if (Object.keys(changed).length === 0 && !isTagged)
    return { device: await showDevice(context, row), version: row.version }
  await changeTaken(context, row, after)
  const updated_at = clock.now()
  await Promise.all([
    updateDeviceRow(tx, id, { ...changed, updated_at }),
    recordAudit(context, {
      action: 'device.updated',
      organizationId: row.organization_id,
      objectType: 'device',
      objectId: id,
      before: auditedDevice(row),
      after: auditedDevice(after),
      names: ['name'],
    }),
  ])
  if (isTagged) return getDevice(context, id)
  return { device: await showDevice(context, { ...after, updated_at }), version: row.version + 1 }
}

/**
 * Locks the serial number that a device is to have where it lies and then the device, in the order of whoever enrolls
 * devices. Where it has moved in between, its number is locked there when it is looked for.
 */
async function lockWithSerial(tx: CallContext['tx'], id: string, { serialNumber }: DevicePatch) {
  const key = serialKeyOf({ serialNumber })
  const [home] = key === null ? [] : await findDeviceHomes(tx, [id])
  if (key !== null && home) await holdSerial(tx, home.organization_id, key)
  return lockDevice(tx, id)
}

/** Gives back the licenses that it takes no longer and takes those that it takes now, all or none. */
async function changeTaken(context: CallContext, before: DeviceRow, after: DeviceRow): Promise<void> {
  const isSame = licensing.every((column) => before[column] === after[column])
  if (isSame) return
  const growing = growingField(before, after)
  if (growing) await requireGrowth(context, before.organization_id, growing)
  const [given, taken] = await Promise.all([typesOf(context, before), typesOf(context, after)])
  const without = (some: string[], others: string[]) => some.filter((type) => !others.includes(type))
  await changeLicenses(context, reasonOf(before, after), [
    ...changesOf(after, without(given, taken), -1),
    ...changesOf(after, without(taken, given), 1),
  ])
}

const licensing = ['class', 'status', 'monitors_availability', 'monitors_performance'] as const

function reasonOf(before: DeviceRow, after: DeviceRow) {
  if (before.status === after.status) return 'device.updated'
  if (after.status === 'retired') return 'device.retired'
  return before.status === 'retired' ? 'device.restored' : 'device.updated'
}
