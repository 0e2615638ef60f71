import type { BulkChangeOrder } from '@tenantry/contract/bulk-changes.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { deviceTags } from '../tags/public.ts'
import { findUsableTags, grouped } from './candidates.queries.ts'
import { judgeTags, type Left, none } from './judge-customers.ts'

interface Part {
  id: string
  organizationId: string
}

/** Judges the tags of some devices or entities, which may carry those of houses above where they lie. */
export async function partTagRule(
  tx: TenantTransaction,
  tags: typeof deviceTags,
  order: Extract<BulkChangeOrder, { kind: 'tags' }>,
  parts: readonly Part[],
): Promise<(part: Part) => Left | null> {
  const homes = [...new Set(parts.map(({ organizationId }) => organizationId))]
  const ids = parts.map(({ id }) => id)
  const [rows, usable] = await Promise.all([tags.findOfMany(tx, ids), findUsableTags(tx, homes, order.add)])
  const carried = grouped(rows.map(({ carrier_id, tag_id }) => ({ one: carrier_id, other: tag_id })))
  return ({ id, organizationId }) =>
    judgeTags(order, { carried: carried.get(id) ?? none, usable: usable.get(organizationId) ?? none })
}
