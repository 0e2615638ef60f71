import type { Device, updateDevice as operation } from '@tenantry/contract/devices.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { changeLicenses, changesOfDevice, typesOfClass } from '../license-counts/public.ts'
import { requireWritable, shareTree } from '../organizations/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { setDeviceTags } from '../tags/public.ts'
import { changeEntity } from './change-entity.ts'
import { type DeviceRow, lockDevice, updateDeviceRow } from './devices.queries.ts'
import { auditedDevice, deviceView } from './devices.view.ts'
import { getDevice } from './get-device.ts'

/** What may be changed of a device. */
export type DevicePatch = InputOf<typeof operation>['body']

/**
 * Changes the given fields of a device that still has the version its editor has read. Where nothing differs, the
 * version stays and nothing is written. Shares the lock of the provider's tree, then locks the
 * device and the entities that it moves between.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws license_exhausted (409) where no license is left for its new class
 * @throws invalid_input (422) for an entity of another organization, for tags that cannot be put there, and where the
 * organization is archived
 */
export async function updateDevice(
  context: CallContext,
  id: string,
  patch: DevicePatch,
): Promise<{ device: Device; version: number }> {
  const { tx, clock, ifMatch, caller } = context
  refuseInternalFields(caller, patch)
  const [, row] = await Promise.all([shareTree(tx), lockDevice(tx, id)])
  if (!row) throw new AppError('not_found')
  if (ifMatch !== null && ifMatch !== row.version) throw new AppError('precondition_failed')
  await requireWritable(context, row.organization_id)
  const after = { ...row, ...changedColumns(row, patch) }
  if (after.entity_id !== row.entity_id)
    after.entity_name = await changeEntity(context, row.organization_id, row.entity_id, after.entity_id)
  const home = { id, organizationId: row.organization_id, name: after.name }
  const isTagged = patch.tagIds !== undefined && (await setDeviceTags(context, home, patch.tagIds))
  if (isSame(row, after) && !isTagged) return { device: deviceView(row, caller.organization), version: row.version }
  if (after.class !== row.class) await changeClass(context, row, after)
  const { name, entity_id } = after
  const updated_at = clock.now()
  await Promise.all([
    updateDeviceRow(tx, id, { name, name_key: sortKey(name), class: after.class, entity_id, updated_at }),
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
  return { device: deviceView({ ...after, updated_at }, caller.organization), version: row.version + 1 }
}

/** Gives back the licenses that the old class has taken and takes those of the new one, all or none. */
async function changeClass(context: CallContext, before: DeviceRow, after: DeviceRow): Promise<void> {
  const [given, taken] = await Promise.all([typesOfClass(context, before.class), typesOfClass(context, after.class)])
  const of = { organizationId: before.organization_id, id: before.id, name: after.name }
  const without = (some: string[], others: string[]) => some.filter((type) => !others.includes(type))
  await changeLicenses(context, 'device.updated', [
    ...changesOfDevice({ ...of, types: without(given, taken) }, -1),
    ...changesOfDevice({ ...of, types: without(taken, given) }, 1),
  ])
}

type Columns = Pick<DeviceRow, 'name' | 'class' | 'entity_id'>

function changedColumns(row: Columns, patch: DevicePatch): Columns {
  return {
    name: patch.name ?? row.name,
    class: patch.class ?? row.class,
    entity_id: patch.entityId === undefined ? row.entity_id : patch.entityId,
  }
}

function isSame(before: Columns, after: Columns): boolean {
  return before.name === after.name && before.class === after.class && before.entity_id === after.entity_id
}
