import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { Me } from '@tenantry/contract/me.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { getMe } from './get-me.ts'
import { renameSelf } from './me.queries.ts'

/**
 * Gives the caller another name, in the place that they act for and in mails about signing in. Locks the membership.
 * @throws not_signed_in (401) when the membership has just ended
 */
export async function renameMe(context: CallContext, name: string): Promise<Me> {
  const { tx, caller } = context
  const before = await renameSelf(tx, name, sortKey(name))
  if (before === null) throw new AppError('not_signed_in')
  await recordAudit(context, {
    action: 'user.renamed',
    organizationId: caller.organization.id,
    objectType: 'membership',
    objectId: caller.scope.membershipId,
    before: { name: before },
    after: { name },
  })
  return getMe({ ...context, caller: { ...caller, name } })
}
