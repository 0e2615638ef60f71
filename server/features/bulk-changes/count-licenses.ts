/** For how many devices of a change there are licenses: told before, so that nobody learns it from the refusals. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import {
  changeLicenses,
  changesOfDevice,
  classesOf,
  type DeviceClasses,
  lockLicenses,
  takeLicensesThatFit,
  typesAmong,
} from '../license-counts/public.ts'
import { shareTree } from '../organizations/public.ts'
import type { DeviceCandidate } from './device-candidates.queries.ts'
import type { Judged } from './judge-customers.ts'

/** For so many devices licenses are counted: the counters stay locked meanwhile, which others wait for. */
const mostCounted = 2_000

/** What was judged, with what there are no licenses for; `isCounted` is false where there were more than are counted. */
interface Counted {
  judged: Judged<DeviceCandidate>[]
  isCounted: boolean
}

/**
 * Takes the licenses of devices that would move or come back in their order, each all of its own or none, as the change
 * will; only for a dry run, which gives them back. All orders are of one kind. Shares the lock of the provider's tree, then
 * locks counters.
 */
export async function countLicenses(
  context: CallContext,
  orderOf: (id: string) => BulkChangeOrder,
  judged: Judged<DeviceCandidate>[],
): Promise<Counted> {
  const home = (device: DeviceCandidate) => homeAfter(orderOf(device.id), device)
  const takers = judged.flatMap(({ candidate, left }) => (left === null && home(candidate) ? [candidate] : []))
  if (takers.length === 0) return { judged, isCounted: true }
  await shareTree(context.tx)
  const classes = await classesOf(context)
  const counted = takers.slice(0, mostCounted)
  // Givers and takers lie at different depths, and others work meanwhile.
  const places = new Set(counted.flatMap((device) => [device.organizationId, home(device) ?? device.organizationId]))
  const types = new Set(counted.flatMap((device) => typesAmong(classes, { ...device, isRetired: false })))
  await lockLicenses(context, [...places], [...types])
  const moves = takers.some(({ id }) => orderOf(id).kind === 'move')
  const reason = moves ? 'device.moved' : 'device.updated'
  // What is given back where they lie may be what is missing where they go.
  if (moves)
    await changeLicenses(
      context,
      reason,
      counted.flatMap((device) => licensesOf(classes, device, device.organizationId, -1)),
    )
  const takes = counted.flatMap((device) => licensesOf(classes, device, home(device) ?? '', 1))
  const refused = await takeLicensesThatFit(context, reason, takes)
  const short = ({ id }: DeviceCandidate) => {
    const error = refused.get(id)
    return error && { code: error.code, message: error.details.errors?.[0]?.message ?? error.message }
  }
  return {
    judged: judged.map((each) => ({ ...each, left: each.left ?? short(each.candidate) ?? null })),
    isCounted: takers.length <= mostCounted,
  }
}

/** Where a device takes licenses that it does not take now; null where it takes none. */
function homeAfter(order: BulkChangeOrder, { status, organizationId }: DeviceCandidate): string | null {
  const isRetired = status === 'retired'
  if (order.kind === 'move') return isRetired ? null : order.organizationId
  return order.kind === 'deviceStatus' && order.status !== 'retired' && isRetired ? organizationId : null
}

function licensesOf(classes: DeviceClasses, device: DeviceCandidate, organizationId: string, count: 1 | -1) {
  const types = typesAmong(classes, { ...device, isRetired: false })
  return changesOfDevice({ organizationId, id: device.id, name: device.name, types }, count)
}
