/** A bulk change of one device, done and taken back by the use-cases that change one. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { EntityId } from '@tenantry/contract/ids.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { deleteDevice, getDevice, updateDevice } from '../devices/public.ts'
import { changedSince, type Done, listChange } from './apply-to-customer.ts'
import type { Left } from './judge-customers.ts'

/**
 * Does to one device what is ordered.
 * @throws what changing one device throws
 */
export async function applyToDevice(context: CallContext, id: string, order: BulkChangeOrder): Promise<Done> {
  const { device, version } = await getDevice(context, id)
  const asRead = { ...context, ifMatch: version }
  switch (order.kind) {
    case 'tags': {
      const has = device.tags.map((tag) => tag.id as string)
      const done = {
        kind: order.kind,
        added: order.add.filter((each) => !has.includes(each)),
        removed: order.remove.filter((each) => has.includes(each)),
      }
      await updateDevice(asRead, id, { tagIds: listChange(has, done) as never })
      return done
    }
    case 'entity':
      await updateDevice(asRead, id, { entityId: order.entityId })
      return { kind: 'entity', before: device.entityId, after: order.entityId }
    case 'delete':
      await deleteDevice(asRead, id)
      return { kind: 'delete' }
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
  const asRead = { ...context, ifMatch: version }
  switch (done.kind) {
    case 'tags': {
      const has = device.tags.map((tag) => tag.id as string)
      const isAsLeft =
        done.added.every((each) => has.includes(each)) && !done.removed.some((each) => has.includes(each))
      if (!isAsLeft) return changedSince
      const back = listChange(has, { added: done.removed, removed: done.added })
      await updateDevice(asRead, id, { tagIds: back as never })
      return null
    }
    case 'entity':
      if (device.entityId !== done.after) return changedSince
      await updateDevice(asRead, id, { entityId: done.before as EntityId | null })
      return null
    default:
      throw new TypeError(`Devices have no ${done.kind} to take back`)
  }
}
