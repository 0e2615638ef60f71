import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { type CustomerStatus, type OpenItem, openItems } from '@tenantry/contract/lifecycle.ts'
import { organizationStatuses } from '@tenantry/contract/organizations.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findLatestChange } from '../audit-events/public.ts'
import { isInternalTo } from '../own-side/public.ts'
import { findHolder, findOrganization, type LifecycleRow } from './lifecycle.queries.ts'
import { readSituation } from './situation.ts'
import { refusalOf, stricter } from './transitions.ts'

/** An open item that nothing but its end lets pass. */
const blocking: readonly OpenItem[] = ['organizations', 'subscriptions']

/**
 * Reads the status of an organization below the provider, who holds it from above, what may follow and what is open.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function getCustomerStatus(
  context: CallContext,
  id: string,
): Promise<{ status: CustomerStatus; version: number }> {
  const { tx, clock } = context
  const row = await findOrganization(tx, id)
  if (!row) throw new AppError('not_found')
  const situation = await readSituation(context, row)
  const { heldAbove, open } = situation
  const [holder, reason] = await Promise.all([
    heldAbove === 'active' ? undefined : findHolder(tx, id, heldAbove),
    findReason(context, row),
  ])
  const others = organizationStatuses.filter((each) => each !== situation.status)
  const status: CustomerStatus = {
    id: row.id as OrganizationId,
    name: row.name,
    code: row.code ?? '',
    status: situation.status,
    effectiveStatus: stricter(situation.status, heldAbove),
    heldBy: holder ? { id: holder.id as OrganizationId, name: holder.name } : null,
    since: row.status_since?.toISOString() ?? null,
    reason,
    archivedUntil: row.archived_until?.toISOString() ?? null,
    transitions: others.map((to) => {
      const refusal = refusalOf(situation, to, clock.now())
      return { to, allowed: !refusal, code: refusal?.code ?? null, reason: refusal?.message ?? null }
    }),
    open: openItems.map((item) => ({ item, count: open[item], blocks: blocking.includes(item) })),
  }
  return { status, version: row.version }
}

/** Why it has its status, where that was said; those above wrote it for each other. */
async function findReason({ tx, caller }: CallContext, row: LifecycleRow): Promise<string | null> {
  const { id, status_since: since } = row
  if (row.status === 'active' || since === null || isInternalTo(caller, id)) return null
  const change = await findLatestChange(tx, { objectId: id, action: 'customer.status_changed', since })
  return typeof change?.reason === 'string' ? change.reason : null
}
