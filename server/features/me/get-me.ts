import type { AccountId, MembershipId, OrganizationId, ProviderId } from '@tenantry/contract/ids.ts'
import type { Me, Membership } from '@tenantry/contract/me.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { listDefaults } from '../saved-views/public.ts'
import { findMemberships, type MembershipRow } from './me.queries.ts'

/**
 * Tells who is signed in, in which membership, and where else the person belongs. An API key speaks for its own
 * membership only.
 * @throws not_signed_in (401) when the membership has just ended
 */
export async function getMe(context: CallContext): Promise<Me> {
  const { caller } = context
  const all = await memberships(context.tx, caller.accountId)
  const membership = all.find((each) => each.id === caller.scope.membershipId)
  if (!membership) throw new AppError('not_signed_in')
  return {
    account: { id: caller.accountId as AccountId, email: caller.email, name: caller.name },
    membership,
    permissions: [...caller.permissions],
    memberships: caller.kind === 'user' ? all : [membership],
    defaultViews: await listDefaults(context.tx),
  }
}

/** Every place that an account can act for now, oldest first, over all providers. */
export async function memberships(tx: TenantTransaction, accountId: string): Promise<Membership[]> {
  return (await findMemberships(tx, accountId)).map(membershipView)
}

function membershipView(row: MembershipRow): Membership {
  return {
    id: row.membership_id as MembershipId,
    providerId: row.provider_id as ProviderId,
    providerName: row.provider_name,
    organization: {
      id: row.organization_id as OrganizationId,
      name: row.organization_name,
      type: row.organization_type as Membership['organization']['type'],
    },
    roleName: row.role_name,
    reach: row.reach as Membership['reach'],
  }
}
