/** A bulk change of one customer, done and taken back by the use-cases that change one. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { Customer, CustomerPatch } from '@tenantry/contract/customers.ts'
import type { DeviceStatus } from '@tenantry/contract/devices.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { readCustomer, updateCustomer } from '../customers/public.ts'
import { changeCustomerStatus } from '../lifecycle/public.ts'
import { type SettingName, settingNames } from '../settings/public.ts'
import type { Left } from './judge-customers.ts'
import { changeOf, inverseOf, isAsLeft, listAfter } from './list-change.ts'

/** What was done to a customer or a device, as much as taking it back needs. */
export type Done =
  | { kind: 'tags' | 'technicians'; added: string[]; removed: string[] }
  | { kind: 'fields'; before: Fields; after: Fields }
  | { kind: 'status'; before: OrganizationStatus; after: OrganizationStatus; since: string | null }
  | { kind: 'entity'; before: string | null; after: string | null }
  | { kind: 'deviceStatus'; before: DeviceStatus; after: DeviceStatus }
  | { kind: 'move'; before: string; after: string; entityId: string | null; userId: string | null; tagIds: string[] }
  | { kind: 'delete'; name?: string }

type Fields = Partial<Record<SettingName | 'accountManagerEmail', string | null>>

/** That somebody has changed it after the bulk change. */
export const changedSince: Left = { code: 'changed_since', message: 'It was changed since, and is left as it is' }

/**
 * Does to one customer what is ordered.
 * @throws what changing one customer throws
 */
export async function applyToCustomer(context: CallContext, id: string, order: BulkChangeOrder): Promise<Done> {
  switch (order.kind) {
    case 'tags':
    case 'technicians': {
      const { customer, version } = await readCustomer(context, id)
      const has = listOf(customer, order.kind)
      const change = changeOf(has, order)
      await updateCustomer(asRead(context, version), id, listPatch(order.kind, listAfter(has, change)))
      return { kind: order.kind, ...change }
    }
    case 'accountManager':
      return changeFields(context, id, { accountManagerEmail: order.accountManagerEmail ?? null })
    case 'settings':
      return changeFields(context, id, onlyGiven(order))
    case 'status': {
      const { reason, status } = order
      const { change } = await changeCustomerStatus(context, id, { status, reason })
      const { customer } = await readCustomer(context, id)
      return { kind: 'status', before: change.from, after: change.to, since: customer.statusSince }
    }
    default:
      throw new TypeError(`Customers have no ${order.kind}`)
  }
}

/**
 * Takes back what was done to one customer, unless somebody has changed it since.
 * @returns why it is left as it is; null where it was taken back
 * @throws what changing one customer throws
 */
export async function takeBackCustomer(context: CallContext, id: string, done: Done): Promise<Left | null> {
  const { customer, version } = await readCustomer(context, id)
  switch (done.kind) {
    case 'tags':
    case 'technicians': {
      const has = listOf(customer, done.kind)
      if (!isAsLeft(has, done)) return changedSince
      await updateCustomer(asRead(context, version), id, listPatch(done.kind, listAfter(has, inverseOf(done))))
      return null
    }
    case 'fields': {
      const now: Fields = customer
      const names = Object.keys(done.after) as (keyof Fields)[]
      if (names.some((name) => (now[name] ?? null) !== (done.after[name] ?? null))) return changedSince
      await updateCustomer(asRead(context, version), id, done.before as CustomerPatch)
      return null
    }
    case 'status':
      if (customer.status !== done.after || customer.statusSince !== done.since) return changedSince
      await changeCustomerStatus(context, id, { status: done.before })
      return null
    default:
      throw new TypeError(`Customers have no ${done.kind}`)
  }
}

/** For a change of what was read: one that somebody has changed meanwhile is read again. */
function asRead(context: CallContext, version: number): CallContext {
  return { ...context, ifMatch: [version] }
}

async function changeFields(context: CallContext, id: string, after: Fields): Promise<Done> {
  const { customer, version } = await readCustomer(context, id)
  const now: Fields = customer
  const before = Object.fromEntries(Object.keys(after).map((name) => [name, now[name as keyof Fields] ?? null]))
  const changed = await updateCustomer(asRead(context, version), id, after as CustomerPatch)
  const stored: Fields = changed.customer
  return {
    kind: 'fields',
    before,
    after: Object.fromEntries(Object.keys(after).map((name) => [name, stored[name as keyof Fields] ?? null])),
  }
}

function onlyGiven(order: Partial<Record<SettingName, string | null | undefined>>): Fields {
  return Object.fromEntries(settingNames.flatMap((name) => (order[name] === undefined ? [] : [[name, order[name]]])))
}

function listOf(customer: Customer, kind: 'tags' | 'technicians'): ReadonlySet<string> {
  return new Set<string>(kind === 'tags' ? customer.tags.map(({ id }) => id) : customer.assignedUserIds)
}

function listPatch(kind: 'tags' | 'technicians', ids: readonly string[]): CustomerPatch {
  return (kind === 'tags' ? { tagIds: ids } : { assignedUserIds: ids }) as CustomerPatch
}
