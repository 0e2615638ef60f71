import type { OpenItem } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { Context } from '../../platform/http/context.ts'
import { type Below, countBelow, findHold, type LifecycleRow, sumCounts } from './lifecycle.queries.ts'
import type { Situation } from './transitions.ts'

/** Everything that the rules look at, read for one organization, with what is shown of it. */
export interface ReadSituation extends Situation {
  below: Below
}

/** Reads what decides about an organization's status. */
export async function readSituation(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  row: Pick<LifecycleRow, 'id' | 'status' | 'archived_until'>,
): Promise<ReadSituation> {
  const [below, counts, heldAbove] = await Promise.all([
    countBelow(tx, row.id),
    sumCounts(tx, row.id),
    findHold(tx, row.id),
  ])
  const open: Record<OpenItem, number> = { organizations: below.living, subscriptions: 0, devices: counts.devices }
  return {
    status: row.status as OrganizationStatus,
    heldAbove,
    isOwn: actor.scope.organizationId === row.id,
    archivedUntil: row.archived_until,
    // What is out of sight may be in use.
    livingBelow: below.living + below.hidden,
    open,
    below,
  }
}
