import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { Done } from './apply-to-customer.ts'
import { inverseOf } from './list-change.ts'

/** What was done to one, as the order that does it and as the one that takes it back. */
export function ordersOf(done: Done): { forth: BulkChangeOrder; back: BulkChangeOrder } {
  switch (done.kind) {
    case 'tags':
    case 'technicians':
      return { forth: listOrder(done.kind, done), back: listOrder(done.kind, inverseOf(done)) }
    case 'fields':
      return { forth: fieldsOrder(done.after), back: fieldsOrder(done.before) }
    case 'status':
    case 'deviceStatus':
      return both((status) => ({ kind: done.kind, status }), done)
    case 'entity':
      return both((entityId) => ({ kind: done.kind, entityId }), done)
    case 'move':
      return both((organizationId) => ({ kind: done.kind, organizationId }), done)
    default:
      throw new TypeError(`There is no way back from ${done.kind}`)
  }
}

function both<Value>(order: (value: Value) => object, { before, after }: { before: Value; after: Value }) {
  return { forth: order(after) as BulkChangeOrder, back: order(before) as BulkChangeOrder }
}

function listOrder(kind: 'tags' | 'technicians', { added, removed }: ReturnType<typeof inverseOf>) {
  return { kind, add: added, remove: removed } as BulkChangeOrder
}

function fieldsOrder(fields: Extract<Done, { kind: 'fields' }>['after']): BulkChangeOrder {
  const kind = 'accountManagerEmail' in fields ? 'accountManager' : 'settings'
  return { kind, ...fields } as BulkChangeOrder
}
