/** What many are changed of: how they are found, judged, changed, and brought back. */
import type { BulkChangeOrder, BulkList } from '@tenantry/contract/bulk-changes.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { listCustomerIds } from '../customers/public.ts'
import { listDeviceIds } from '../devices/public.ts'
import { findEntityHomes, listEntityIds } from '../entities/public.ts'
import { applyToCustomer, type Done, takeBackCustomer } from './apply-to-customer.ts'
import { applyToDevice, takeBackDevice } from './apply-to-device.ts'
import { applyToEntity, takeBackEntity } from './apply-to-entity.ts'
import { findCustomersAmong } from './candidates.queries.ts'
import { findDevicesAmong } from './device-candidates.queries.ts'
import { holdDone, holdOrdered } from './hold-ordered.ts'
import { type Judged, judgeCustomers, type Left } from './judge-customers.ts'
import { judgeDevices } from './judge-devices.ts'
import { judgeEntities } from './judge-entities.ts'

interface Subject {
  /** What it takes to change one. */
  permission: Permission
  /** The ids of what the list shows by its search and filter, at most some. */
  find: (context: CallContext, query: ListQuery, most: number) => Promise<string[]>
  /** Those of some ids that the caller sees, and that can be changed at all. */
  among: (context: CallContext, ids: readonly string[]) => Promise<string[]>
  /** Judges some thousands at most, by name; those that the caller does not see are not among the answers. */
  judge: (context: CallContext, order: BulkChangeOrder, ids: readonly string[]) => Promise<Judged[]>
  /** Locks what a piece of one changes before the first is changed, each in the order in which changing one locks it. */
  hold: (context: CallContext, order: BulkChangeOrder, ids: readonly string[]) => Promise<void>
  holdBack: (context: CallContext, items: readonly { id: string; done: Done }[]) => Promise<void>
  apply: (context: CallContext, id: string, order: BulkChangeOrder) => Promise<Done>
  takeBack: (context: CallContext, id: string, done: Done) => Promise<Left | null>
}

/** A status of customers holds the whole tree; nothing else of them and of entities takes licenses. */
const holdsNothing = { hold: async () => {}, holdBack: async () => {} }

/** By the list that shows them. */
export const subjects: Record<BulkList, Subject> = {
  customers: {
    permission: 'customers.update',
    find: listCustomerIds,
    among: ({ tx }, ids) => findCustomersAmong(tx, ids),
    judge: judgeCustomers,
    ...holdsNothing,
    apply: applyToCustomer,
    takeBack: takeBackCustomer,
  },
  devices: {
    permission: 'devices.write',
    find: listDeviceIds,
    among: ({ tx }, ids) => findDevicesAmong(tx, ids),
    judge: judgeDevices,
    hold: holdOrdered,
    holdBack: holdDone,
    apply: applyToDevice,
    takeBack: takeBackDevice,
  },
  entities: {
    permission: 'customers.update',
    find: listEntityIds,
    among: async ({ tx }, ids) => (await findEntityHomes(tx, ids)).map(({ id }) => id),
    judge: judgeEntities,
    ...holdsNothing,
    apply: applyToEntity,
    takeBack: takeBackEntity,
  },
}

/** What a bulk change that is kept is about. */
export const subjectOf = ({ list }: { list: string }): Subject => subjects[list as BulkList]
