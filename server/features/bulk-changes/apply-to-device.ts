/** A bulk change of one device, done and taken back by the use-cases that change one. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { Device } from '@tenantry/contract/devices.ts'
import type { EntityId, MembershipId, OrganizationId, TagId } from '@tenantry/contract/ids.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { deleteDevice, getDevice, moveDevice, updateDevice } from '../devices/public.ts'
import { changedSince, type Done } from './apply-to-customer.ts'
import type { Left } from './judge-customers.ts'
import { changeOf, inverseOf, isAsLeft, listAfter } from './list-change.ts'

/**
 * Does to one device what is ordered.
 * @throws what changing one device throws
 */
export async function applyToDevice(context: CallContext, id: string, order: BulkChangeOrder): Promise<Done> {
  const { device, version } = await getDevice(context, id)
  const asRead = { ...context, ifMatch: [version] }
  switch (order.kind) {
    case 'tags': {
      const has = tagsOf(device)
      const change = changeOf(has, order)
      await updateDevice(asRead, id, { tagIds: listAfter(has, change) as TagId[] })
      return { kind: order.kind, ...change }
    }
    case 'entity':
      await updateDevice(asRead, id, { entityId: order.entityId })
      return { kind: 'entity', before: device.entityId, after: order.entityId }
    case 'deviceStatus':
      await updateDevice(asRead, id, { status: order.status })
      return { kind: order.kind, before: device.status, after: order.status }
    case 'move': {
      const { organizationId, entityId, userId } = device
      await moveDevice(asRead, id, { organizationId: order.organizationId })
      return {
        kind: order.kind,
        before: organizationId,
        after: order.organizationId,
        entityId,
        userId,
        tagIds: [...tagsOf(device)],
      }
    }
    case 'delete':
      await deleteDevice(asRead, id)
      return { kind: 'delete', name: device.name }
    default:
      throw new TypeError(`Devices have no ${order.kind}`)
  }
}

/**
 * Takes back what was done to one device, unless somebody has changed it since.
 * @returns why it is left as it is; null where it was taken back
 * @throws what changing one device throws
 */
export async function takeBackDevice(context: CallContext, id: string, done: Done): Promise<Left | null> {
  const { device, version } = await getDevice(context, id)
  const asRead = { ...context, ifMatch: [version] }
  switch (done.kind) {
    case 'tags': {
      const has = tagsOf(device)
      if (!isAsLeft(has, done)) return changedSince
      await updateDevice(asRead, id, { tagIds: listAfter(has, inverseOf(done)) as TagId[] })
      return null
    }
    case 'entity':
      if (device.entityId !== done.after) return changedSince
      await updateDevice(asRead, id, { entityId: done.before as EntityId | null })
      return null
    case 'deviceStatus':
      if (device.status !== done.after) return changedSince
      await updateDevice(asRead, id, { status: done.before })
      return null
    case 'move': {
      if (device.organizationId !== done.after) return changedSince
      const back = { organizationId: done.before as OrganizationId, entityId: done.entityId as EntityId | null }
      const { move, version: moved } = await moveDevice(asRead, id, back)
      const tagIds = [...new Set([...tagsOf(move.device), ...done.tagIds])] as TagId[]
      await updateDevice({ ...context, ifMatch: [moved] }, id, {
        ...(done.userId === null ? {} : { userId: done.userId as MembershipId }),
        ...(done.tagIds.length === 0 ? {} : { tagIds }),
      })
      return null
    }
    default:
      throw new TypeError(`Devices have no ${done.kind} to take back`)
  }
}

const tagsOf = ({ tags }: Device): ReadonlySet<string> => new Set<string>(tags.map(({ id }) => id))
