import type { DeviceMove, moveDevice as operation } from '@tenantry/contract/devices.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { DeviceId } from '@tenantry/contract/ids.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { AppError, invalidInput, namedNotFound } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudits } from '../audit-events/public.ts'
import { changeLicenses } from '../license-counts/public.ts'
import { changeCount, requireGrowth, requireWritable, shareTree } from '../organizations/public.ts'
import { changeEntity } from './change-entity.ts'
import { findVisibleHome } from './create-device.ts'
import {
  type DeviceRow,
  findTwin,
  findUserOf,
  isKeyThere,
  keepTrail,
  lockDevice,
  releaseTags,
  updateDeviceRow,
} from './devices.queries.ts'
import { auditedDevice } from './devices.view.ts'
import { getDevice, showDevice } from './get-device.ts'
import { changesOf, typesOf } from './licensed-device.ts'
import { serialKeyOf } from './serial-keys.ts'

/** Where a device is to go. */
export type MoveInput = InputOf<typeof operation>['body']

/**
 * Moves a device to another organization with its licenses, in one: what it took is given back there and taken here. Its
 * entity is let go, and so are a user and tags that do not belong to where it goes; a dry run tells which, and whether another
 * device there has its serial number. Shares
 * the lock of the provider's tree, then locks the device, entities, and the counters of both organizations.
 * @throws not_found (404) when the device or where it is to go does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws license_exhausted (409) where no license is left for it
 * @throws invalid_input (422) for where it is already, for an entity of elsewhere, out of what is archived, and where
 * nothing is added
 */
export async function moveDevice(
  context: CallContext,
  id: string,
  { organizationId, entityId = null }: MoveInput,
): Promise<{ move: DeviceMove; version: number }> {
  const { tx, ifMatch, caller } = context
  const [, row] = await Promise.all([shareTree(tx), lockDevice(tx, id)])
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  const from = row.organization_id
  const home = await findVisibleHome(context, organizationId)
  if (!home) throw namedNotFound('organizationId', 'The organization does not exist')
  if (home.id === from)
    throw invalidInput({ path: 'organizationId', code: 'same_organization', message: 'It belongs there already' })
  await requireWritable(context, from)
  await requireGrowth(context, home.id, 'organizationId')
  const serialKey = serialKeyOf({ serialNumber: row.serial_number })
  const twin = serialKey === null ? undefined : await findTwin(tx, home.id, serialKey, id)
  const before = await showDevice(context, row)
  const entityName = await changeEntity(context, home.id, row.entity_id, entityId, from)
  await countBoth(context, from, home.id)
  await releaseTags(tx, { id, from, to: home.id, providerId: caller.scope.providerId })
  const keepsUser = row.user_id !== null && (await findUserOf(tx, home.id, row.user_id)) !== undefined
  const after: DeviceRow = {
    ...row,
    organization_id: home.id,
    entity_id: entityId,
    entity_name: entityName,
    user_id: keepsUser ? row.user_id : null,
    // Of two that report the same, the one that is there goes on reporting.
    enrollment_key:
      row.enrollment_key && (await isKeyThere(tx, home.id, row.enrollment_key)) ? null : row.enrollment_key,
  }
  await write(context, row, after)
  const { device, version } = await getDevice(context, id)
  const kept = new Set<string>(device.tags.map((tag) => tag.id))
  const left = {
    entityName: before.entityName,
    userName: keepsUser ? null : before.userName,
    tags: before.tags.filter((tag) => !kept.has(tag.id)),
  }
  return { move: { device, left, twin: twin ? { ...twin, id: twin.id as DeviceId } : null }, version }
}

/** Takes it off the one count and adds it to the other; the organization with the lower id comes first. */
async function countBoth({ tx }: CallContext, from: string, to: string): Promise<void> {
  const moves = [
    { id: from, by: -1 },
    { id: to, by: 1 },
  ].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, by } of moves) if (!(await changeCount(tx, id, 'devices', by))) throw new AppError('not_found')
}

/** By what a device was told apart where it is moved away from. */
const trailOf = ({ caller }: CallContext, row: DeviceRow, moved_at: Date) => ({
  provider_id: caller.scope.providerId,
  organization_id: row.organization_id,
  device_id: row.id,
  entity_id: row.entity_id,
  enrollment_key: row.enrollment_key,
  serial_key: row.serial_number === null ? null : sortKey(row.serial_number),
  moved_at,
})

async function write(context: CallContext, before: DeviceRow, after: DeviceRow): Promise<void> {
  const { organization_id, entity_id, user_id, enrollment_key } = after
  const updated_at = context.clock.now()
  await updateDeviceRow(context.tx, after.id, { organization_id, entity_id, user_id, enrollment_key, updated_at })
  await keepTrail(context.tx, trailOf(context, before, updated_at), organization_id)
  const about = { objectType: 'device', objectId: after.id }
  // Neither log names the other organization: whoever reads one of them may not see that.
  await recordAudits(context, [
    {
      ...about,
      action: 'device.moved_away',
      organizationId: before.organization_id,
      before: auditedDevice(before),
      after: null,
    },
    {
      ...about,
      action: 'device.moved_here',
      organizationId: organization_id,
      before: null,
      after: auditedDevice(after),
    },
  ])
  const types = await typesOf(context, after)
  await changeLicenses(context, 'device.moved', [...changesOf(before, types, -1), ...changesOf(after, types, 1)])
}
