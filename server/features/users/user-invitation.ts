/** The invitation of a user who has not accepted it yet: sent, sent again, or withdrawn (MH6, RI5). */
import { coversRole, type SystemRole } from '@tenantry/contract/permissions.ts'
import type { SendInvitationInput } from '@tenantry/contract/user-invitations.ts'
import type { UserDetails } from '@tenantry/contract/users.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext, Context } from '../../platform/http/context.ts'
import { recordAudit, recordAudits } from '../audit-events/public.ts'
import { inviteAgain } from '../invitations/public.ts'
import { changeLicenses, typesOfRoles } from '../license-counts/public.ts'
import { changeCount, raiseOrganizationVersions, requireWritable, shareTree } from '../organizations/public.ts'
import { deletePending, forgetAccounts, lockInvited, type WithdrawnRow } from './administrator.queries.ts'
import { getUser } from './get-user.ts'
import { findUser, lockUser, type UserRow } from './users.queries.ts'

/**
 * Sends the invitation of a pending user, or sends it again; the link of an earlier mail stops working. Shares the
 * provider's tree and locks the invitation.
 * @throws forbidden (403) for a role that may not see users
 * @throws not_found (404) when the user does not exist for the caller
 * @throws invitation_closed (409) when the user is not pending
 * @throws invalid_input (422) for a day that has passed where the organization is, and where it is archived
 * @throws rate_limited (429) when it was asked for too often within an hour
 */
export async function sendUserInvitation(
  context: CallContext,
  id: string,
  { send, on }: SendInvitationInput,
): Promise<{ user: UserDetails; version: number }> {
  requirePermission(context.caller, 'users.read')
  const user = await holdPending(context, id)
  await inviteAgain(
    context,
    { membershipId: id, organizationId: user.organization_id, email: user.email },
    { send, on },
  )
  await recordAudit(context, {
    action: 'user.invitation_requested',
    organizationId: user.organization_id,
    objectType: 'membership',
    objectId: id,
    before: null,
    after: { name: user.name, send, ...(on ? { on } : {}) },
  })
  return getUser(context, id)
}

/**
 * Withdraws a user who has not accepted yet: the place is gone, no link opens anything, the license goes back, and
 * somebody else can be named administrator. Shares the provider's tree, locks the invitation, and raises the version
 * of the organization. Nobody takes rights away that they lack.
 * @throws not_found (404) when the user does not exist for the caller
 * @throws forbidden (403) for a role that may more than the caller
 * @throws invitation_closed (409) when the user is not pending
 * @throws invalid_input (422) where the organization is archived
 */
export async function withdrawUserInvitation(context: CallContext, id: string): Promise<void> {
  const { tx, clock } = context
  const { organization_id: organizationId, role_key: role } = await holdPending(context, id)
  if (role !== null && !coversRole(context.caller.permissions, role as SystemRole)) throw new AppError('forbidden')
  const gone = await deletePending(tx, { membershipId: id })
  // Accepted since it was read.
  if (gone.length === 0) throw new AppError('invitation_closed')
  await afterWithdrawal(context, organizationId, gone)
  // After the count of users, as everybody locks them who changes both.
  await returnOf(context, organizationId, gone)
  await raiseOrganizationVersions(tx, [organizationId], clock.now())
}

/**
 * Withdraws everybody of an organization who has not accepted yet; tells how many. The caller holds the provider's tree,
 * has returned the licenses of the organization, and raises its version.
 */
export async function withdrawInvitations(context: Context, organizationId: string): Promise<number> {
  const gone = await deletePending(context.tx, { organizationId })
  if (gone.length > 0) await afterWithdrawal(context, organizationId, gone)
  return gone.length
}

async function afterWithdrawal(context: Context, organizationId: string, gone: WithdrawnRow[]): Promise<void> {
  await changeCount(context.tx, organizationId, 'users', -gone.length)
  await forgetAccounts(
    context.tx,
    gone.map(({ account_id }) => account_id),
  )
  await recordAudits(
    context,
    gone.map(({ id, name, email }) => ({
      action: 'user.invitation_withdrawn',
      organizationId,
      objectType: 'membership',
      objectId: id,
      before: { name, email },
      after: null,
    })),
  )
}

/** Gives back what people who are withdrawn have taken; those of the provider's own house take nothing. */
async function returnOf(context: Context, organizationId: string, gone: WithdrawnRow[]): Promise<void> {
  if (organizationId === context.actor.scope.providerId) return
  const types = await typesOfRoles(
    context,
    gone.map(({ role_id }) => role_id),
  )
  await changeLicenses(
    context,
    'user.withdrawn',
    gone.map(({ id, name, role_id }) => ({
      organizationId,
      type: types.get(role_id) ?? 'users',
      count: -1,
      subject: { kind: 'membership', id, name },
    })),
  )
}

/** Nobody accepts, withdraws or archives from here on until the transaction ends. */
async function holdPending(context: CallContext, id: string): Promise<UserRow> {
  const { tx, caller } = context
  await shareTree(tx)
  // In the order in which accepting takes them.
  await lockInvited(tx, id)
  await lockUser(tx, id)
  const user = await findUser(tx, caller.scope.providerId, id)
  if (!user) throw new AppError('not_found')
  if (user.status !== 'pending') throw new AppError('invitation_closed')
  await requireWritable(context, user.organization_id)
  return user
}
