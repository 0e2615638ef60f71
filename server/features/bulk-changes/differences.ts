/** What a bulk change does to one, field by field: what it held before beside what it holds then. */
import type { BulkChangeOrder, ChangedThing, Difference } from '@tenantry/contract/bulk-changes.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { Done } from './apply-to-customer.ts'
import { findNames, type Ids } from './named.queries.ts'

type Field = Difference['field']
type Raw = { field: Field; before: string | null; after: string | null }

/** Fields that hold ids, by what these are of. */
const referred: Partial<Record<Field, keyof Ids>> = {
  tags: 'tags',
  technicians: 'users',
  entity: 'entities',
  organization: 'organizations',
}

/** Names what was done, or will be, to some. */
export async function changedThings(
  tx: TenantTransaction,
  things: readonly { id: string; name: string; done: Done }[],
): Promise<ChangedThing[]> {
  const told = things.map(({ id, name, done }) => ({ id, name, raw: rawOf(done) }))
  const names = await findNames(tx, idsOf(told.flatMap(({ raw }) => raw)))
  return told.map(({ id, name, raw }) => ({ id, name, differences: raw.map((each) => named(each, names)) }))
}

/** What was done, the other way round. */
export function backwards(done: Done): Done {
  switch (done.kind) {
    case 'tags':
    case 'technicians':
      return { ...done, added: done.removed, removed: done.added }
    case 'delete':
      return done
    default:
      return { ...done, before: done.after, after: done.before } as Done
  }
}

/** The names of what some orders name by its id, as far as the caller sees it. */
export async function namesInOrders(
  tx: TenantTransaction,
  orders: readonly BulkChangeOrder[],
): Promise<(order: BulkChangeOrder) => { id: string; name: string }[]> {
  const names = await findNames(tx, idsOf(orders.flatMap(rawOfOrder)))
  return (order) =>
    rawOfOrder(order).flatMap(({ before, after }) => {
      const id = after ?? before ?? ''
      const name = names.get(id)
      return name === undefined ? [] : [{ id, name }]
    })
}

function rawOf(done: Done): Raw[] {
  switch (done.kind) {
    case 'tags':
    case 'technicians':
      return [
        ...done.removed.map((before) => ({ field: done.kind, before, after: null })),
        ...done.added.map((after) => ({ field: done.kind, before: null, after })),
      ]
    case 'fields': {
      const names = Object.keys(done.after) as (keyof typeof done.after)[]
      return names.flatMap((field) => {
        const [before, after] = [done.before[field] ?? null, done.after[field] ?? null]
        return before === after ? [] : [{ field, before, after }]
      })
    }
    case 'status':
    case 'deviceStatus':
      return [{ field: 'status', before: done.before, after: done.after }]
    case 'entity':
      return [{ field: 'entity', before: done.before, after: done.after }]
    case 'move':
      return [{ field: 'organization', before: done.before, after: done.after }]
    case 'delete':
      return []
  }
}

function rawOfOrder(order: BulkChangeOrder): Raw[] {
  switch (order.kind) {
    case 'tags':
    case 'technicians':
      return rawOf({ kind: order.kind, added: order.add, removed: order.remove })
    case 'entity':
      return [{ field: 'entity', before: null, after: order.entityId }]
    case 'move':
      return [{ field: 'organization', before: null, after: order.organizationId }]
    default:
      return []
  }
}

function idsOf(raw: readonly Raw[]): Ids {
  const ids: Record<string, string[]> = {}
  for (const { field, before, after } of raw) {
    const of = referred[field]
    if (!of) continue
    const some = ids[of] ?? []
    some.push(...[before, after].filter((id) => id !== null))
    ids[of] = some
  }
  return ids
}

function named({ field, before, after }: Raw, names: ReadonlyMap<string, string>): Difference {
  const told = (value: string | null) =>
    value === null ? null : { value, name: referred[field] ? (names.get(value) ?? null) : null }
  return { field, before: told(before), after: told(after) }
}
