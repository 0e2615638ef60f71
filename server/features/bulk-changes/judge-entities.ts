/** Which entities change and which do not: the rules of a bulk change before each entity's own use-case has the last word. */
import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { entityTags } from '../tags/public.ts'
import { findEntityCandidates } from './entity-candidates.queries.ts'
import { type Judged, readOnly } from './judge-customers.ts'
import { partTagRule } from './part-tag-rule.ts'

/** Judges some entities, at most a few thousand; those that the caller does not see are not among the answers. */
export async function judgeEntities(
  { tx }: CallContext,
  order: BulkChangeOrder,
  ids: readonly string[],
): Promise<Judged[]> {
  if (order.kind !== 'tags') throw new TypeError(`Entities have no ${order.kind}`)
  const candidates = await findEntityCandidates(tx, ids)
  const rule = await partTagRule(tx, entityTags, order, candidates)
  return candidates.map((candidate) => ({
    candidate,
    left: candidate.held === 'archived' ? readOnly : rule(candidate),
  }))
}
