/** What a piece of a bulk change of devices locks before the first of them is changed. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { EntityId } from '@tenantry/contract/ids.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type ComingChange, holdDevices } from '../devices/public.ts'
import type { Done } from './apply-to-customer.ts'

/** Locks what doing to some devices what is ordered will lock. */
export async function holdOrdered(context: CallContext, order: BulkChangeOrder, ids: readonly string[]): Promise<void> {
  await holdDevices(
    context,
    ids.map((id) => ({ id, ...ordered(order) })),
  )
}

function ordered(order: BulkChangeOrder): Omit<ComingChange, 'id'> {
  switch (order.kind) {
    case 'tags':
      return { patch: { tagIds: [] } }
    case 'entity':
      return { patch: { entityId: order.entityId } }
    case 'deviceStatus':
      return { patch: { status: order.status } }
    case 'move':
      return { goes: { to: order.organizationId }, patch: { entityId: null } }
    case 'delete':
      return { goes: 'away' }
    default:
      return {}
  }
}

/** Locks what taking back what was done to some devices will lock. */
export async function holdDone(context: CallContext, items: readonly { id: string; done: Done }[]): Promise<void> {
  await holdDevices(
    context,
    items.map(({ id, done }) => ({ id, ...undone(done) })),
  )
}

function undone(done: Done): Omit<ComingChange, 'id'> {
  switch (done.kind) {
    case 'tags':
      return { patch: { tagIds: [] } }
    case 'entity':
      return { patch: { entityId: done.before as EntityId | null } }
    case 'deviceStatus':
      return { patch: { status: done.before } }
    case 'move':
      return { goes: { to: done.before }, patch: { entityId: done.entityId as EntityId | null } }
    default:
      return {}
  }
}
