import type { StatusChange } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { lockTree } from '../organizations/public.ts'
import { applyStatus } from './apply-status.ts'
import { lockOrganization, raiseVersion } from './lifecycle.queries.ts'

/**
 * Changes the status of an organization below the provider that still has the version its editor has read (B2, B3, MH1).
 * Setting the status that it has changes nothing. Holds the provider's tree, so that nothing is added meanwhile.
 * @throws not_found (404) when it does not exist for the caller
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws status_change_refused (409) when the status cannot follow, or something above holds it
 * @throws organization_not_empty (409) when it is to be archived and organizations lie below it
 * @throws offboarding_open (409) when it is to be archived and something is still open
 */
export async function changeCustomerStatus(
  context: CallContext,
  id: string,
  { status: to, reason }: { status: OrganizationStatus; reason?: string | undefined },
): Promise<{ change: StatusChange; version: number }> {
  const { tx, clock, ifMatch } = context
  await lockTree(tx)
  const row = await lockOrganization(tx, id)
  if (!row) throw new AppError('not_found')
  requireMatch(ifMatch, row.version)
  const change = await applyStatus(context, row, to)
  if (change.from === change.to) return { change, version: row.version }
  await raiseVersion(tx, id, clock.now())
  await recordAudit(context, {
    action: 'customer.status_changed',
    organizationId: id,
    objectType: 'organization',
    objectId: id,
    before: { status: change.from },
    after: { status: change.to, ...(reason ? { reason } : {}) },
  })
  return { change, version: row.version + 1 }
}
