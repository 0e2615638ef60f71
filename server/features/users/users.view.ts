import type { MembershipId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { User } from '@tenantry/contract/users.ts'
import type { UserRow } from './users.queries.ts'

/** A user as the API shows it. */
export function userView(row: UserRow): User {
  return {
    id: row.id as MembershipId,
    organizationId: row.organization_id as OrganizationId,
    organizationName: row.organization_name,
    organizationType: row.organization_type as User['organizationType'],
    name: row.name,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    communicationEmail: row.communication_email,
    status: row.status as User['status'],
    role: {
      key: row.role_key as User['role']['key'],
      // What somebody else has made and called a role is theirs to see.
      name: row.system_role_name ?? row.own_role_name ?? '',
    },
    reach: row.reach as User['reach'],
    invitation: row.status === 'pending' ? invitationView(row) : null,
    createdAt: row.created_at.toISOString(),
  }
}

function invitationView(row: UserRow): User['invitation'] {
  return {
    requestedAt: row.requested_at?.toISOString() ?? null,
    sendOn: row.send_on,
    sentAt: row.sent_at?.toISOString() ?? null,
    isInOutbox: row.is_in_outbox ?? false,
    expiresAt: row.expires_at?.toISOString() ?? null,
  }
}
