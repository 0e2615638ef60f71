/** Which devices change and which do not: the rules of a bulk change before each device's own use-case has the last word. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { growthRefusal } from '../organizations/public.ts'
import { deviceTags } from '../tags/public.ts'
import {
  type DeviceCandidate,
  findDeviceCandidates,
  findHomeOfEntity,
  findStatusOfHome,
} from './device-candidates.queries.ts'
import { type Judged, type Left, readOnly, same } from './judge-customers.ts'
import { partTagRule } from './part-tag-rule.ts'

type Rule = (device: DeviceCandidate) => Left | null

const elsewhere: Left = { code: 'unknown_reference', message: 'The entity belongs to another customer' }
/** Also where there is one that the caller does not see. */
const noEntity: Left = { code: 'unknown_reference', message: 'There is no such entity, or no longer' }
const noOrganization: Left = { code: 'unknown_reference', message: 'There is no such customer, or no longer' }
const notGrowing: Left = { code: 'organization_not_growing', message: 'Nothing new is added there' }
const entityNeeded: Left = { code: 'required', message: 'One of your entities is needed' }

/** Judges some devices, at most a few thousand; those that the caller does not see are not among the answers. */
export async function judgeDevices(
  context: CallContext,
  order: BulkChangeOrder,
  ids: readonly string[],
): Promise<Judged<DeviceCandidate>[]> {
  const candidates = await findDeviceCandidates(context.tx, ids)
  const rule = await ruleOf(context, order, candidates)
  return candidates.map((candidate) => ({
    candidate,
    left: candidate.held === 'archived' ? readOnly : rule(candidate),
  }))
}

async function ruleOf(
  context: CallContext,
  order: BulkChangeOrder,
  candidates: readonly DeviceCandidate[],
): Promise<Rule> {
  switch (order.kind) {
    case 'tags':
      return partTagRule(context.tx, deviceTags, order, candidates)
    case 'entity':
      return entityRule(context, order.entityId)
    case 'deviceStatus':
      return statusRule(context, order.status)
    case 'move':
      return moveRule(context, order.organizationId)
    case 'delete':
      return () => null
    default:
      throw new TypeError(`Devices have no ${order.kind}`)
  }
}

/** What is retired comes back only where something new would be added. */
function statusRule({ caller }: CallContext, wanted: string): Rule {
  return ({ status, held }) => {
    if (status === wanted) return same
    return status === 'retired' && growthRefusal(caller, held, 'status') ? notGrowing : null
  }
}

async function moveRule({ tx, caller }: CallContext, to: string): Promise<Rule> {
  const held = await findStatusOfHome(tx, to)
  const refusal = held === null ? noOrganization : growthRefusal(caller, held, 'organizationId') ? notGrowing : null
  return ({ organizationId }) => (organizationId === to ? same : refusal)
}

async function entityRule({ tx, caller }: CallContext, wanted: string | null): Promise<Rule> {
  const home = wanted === null ? null : ((await findHomeOfEntity(tx, wanted)) ?? 'none')
  const isNeeded = wanted === null && caller.scope.reach === 'entities'
  return ({ organizationId, entityId }) => {
    if (entityId === wanted) return same
    if (isNeeded) return entityNeeded
    if (home === 'none') return noEntity
    return home === null || home === organizationId ? null : elsewhere
  }
}
