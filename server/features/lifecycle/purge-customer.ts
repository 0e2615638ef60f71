import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { DeletionReport } from '@tenantry/contract/lifecycle.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { Context } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { findHome, lockTree } from '../organizations/public.ts'
import {
  type Below,
  countAuditEvents,
  countBelow,
  type LifecycleRow,
  lockOrganization,
  purgeRows,
} from './lifecycle.queries.ts'
import { counted } from './transitions.ts'

/**
 * Deletes an archived organization for good, with every row that belongs to it and the accounts of people who have no
 * other place; its code is free afterwards. Of its audit log the sealed rows stay, without what they said. All or
 * nothing, in one transaction that holds the provider's tree (B2, IF6).
 * @param code as somebody typed it, in any case; null for the system, whose word is the end of the retention
 * @throws not_found (404) when it does not exist for the caller
 * @throws invalid_input (422) when the typed code is another one
 * @throws purge_refused (409) when it is not archived
 * @throws organization_not_empty (409) when organizations lie below it, archived ones included
 * @throws conflict (409) when something outside still refers to what would be deleted
 */
export async function purgeCustomer(context: Context, id: string, code: string | null): Promise<DeletionReport> {
  const { tx, clock, actor } = context
  await lockTree(tx)
  const row = await lockOrganization(tx, id)
  if (!row) throw new AppError('not_found')
  if (row.status !== 'archived') throw new AppError('purge_refused', { params: { status: row.status } })
  checkEmpty(await countBelow(tx, id))
  if (code !== null && codeKey(code) !== row.code_key)
    throw invalidInput({ path: 'code', code: 'code_mismatch', message: 'This is not the code of the customer' })
  const auditEvents = await countAuditEvents(tx, id)
  const { counts, accounts } = await purgeRows(tx, id, row.code_key ?? '')
  const total = Object.values(counts).reduce((sum, each) => sum + each, 0)
  await recordAudit(context, {
    action: 'customer.purged',
    organizationId: await logOf(context, row),
    objectType: 'organization',
    objectId: id,
    // Its code and no more: the row stays for as long as the log above does.
    before: { code: row.code, type: row.type },
    after: { rows: total, accounts },
  })
  return {
    organization: {
      id: id as OrganizationId,
      name: row.name,
      code: row.code ?? '',
      type: row.type as DeletionReport['organization']['type'],
    },
    purgedAt: clock.now().toISOString(),
    purgedBy: actor.name,
    counts,
    total,
    accounts,
    auditEvents,
  }
}

function checkEmpty({ living, archived, hidden }: Below): void {
  const visible = living + archived
  if (visible + hidden === 0) return
  throw new AppError('organization_not_empty', {
    detail: `${counted(visible, 'organization')} below it must be deleted for good first`,
    params: { organizations: visible },
  })
}

/** Whose log tells of it: that of the organization above, or where that is out of sight, the actor's own. */
async function logOf({ tx, actor }: Context, { parent_id }: LifecycleRow): Promise<string> {
  const above = parent_id === null ? undefined : await findHome(tx, parent_id)
  return above?.id ?? actor.scope.organizationId
}
