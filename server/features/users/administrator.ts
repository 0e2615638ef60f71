/** The person named as administrator when an organization is created (MH6, RI5). */
import { type Administrator, type AdministratorInput, nameOf } from '@tenantry/contract/contacts.ts'
import type { CustomerInput } from '@tenantry/contract/customers.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import { administratorRole, coversRole } from '@tenantry/contract/permissions.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { invite } from '../invitations/public.ts'
import { changeCount } from '../organizations/public.ts'
import {
  type AdministratorRow,
  ensureAccount,
  findAdministrator,
  findSystemRole,
  insertMembership,
} from './administrator.queries.ts'

/** The organization that the person administers. */
export interface Administered {
  id: string
  type: CustomerInput['type']
}

/** Reads the administrator of an organization; null where none was named or where the caller cannot see the person. */
export async function readAdministrator(tx: TenantTransaction, organizationId: string): Promise<Administrator | null> {
  const row = await findAdministrator(tx, organizationId)
  return row ? administratorView(row) : null
}

/**
 * Adds the administrator of an organization that has none: an account, where the login has none, a pending membership that sees the
 * organization with all below it, and an invitation. Counts as a user from now on. Whether the login has an account
 * already shows neither in the answer nor in the work. Locks the organization's counters.
 * @param path the field of the input that names the day of the mail
 * @throws invalid_input (422) for a day of the mail that lies in the past, and with `role_beyond_own` for a role that may
 * more than the caller
 */
export async function insertAdministrator(
  context: CallContext,
  organization: Administered,
  admin: AdministratorInput,
  path = 'contacts.admin.invitation.on',
): Promise<void> {
  const { tx, caller, clock } = context
  const { providerId } = caller.scope
  const name = nameOf(admin)
  const key = administratorRole(organization.type)
  if (!coversRole(caller.permissions, key)) throw roleBeyondOwn(path)
  const [accountId, roleId] = await Promise.all([
    ensureAccount(tx, admin.email, name),
    findSystemRole(tx, providerId, key),
    changeCount(tx, organization.id, 'users', 1),
  ])
  const id = newId()
  await insertMembership(tx, {
    provider_id: providerId,
    id,
    organization_id: organization.id,
    account_id: accountId,
    role_id: roleId,
    reach: 'subtree',
    name,
    name_key: sortKey(name),
    first_name: admin.firstName ?? null,
    last_name: admin.lastName ?? null,
    email: admin.email,
    communication_email: admin.communicationEmail ?? null,
    status: 'pending',
    is_first_administrator: true,
    created_at: clock.now(),
  })
  const sending = { send: admin.invitation?.send ?? 'later', on: admin.invitation?.on }
  await invite(context, { membershipId: id, organizationId: organization.id }, sending, path)
  await recordAudit(context, {
    action: 'user.invited',
    organizationId: organization.id,
    objectType: 'membership',
    objectId: id,
    before: null,
    after: { name, email: admin.email, communicationEmail: admin.communicationEmail ?? null, role: key, ...sending },
  })
}

function administratorView(row: AdministratorRow): Administrator {
  return {
    membershipId: row.id as MembershipId,
    status: row.status as Administrator['status'],
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    displayName: row.name,
    communicationEmail: row.communication_email,
    invitation: row.invitation_id
      ? {
          requestedAt: row.requested_at?.toISOString() ?? null,
          sendOn: row.send_on,
          sentAt: row.sent_at?.toISOString() ?? null,
          expiresAt: row.expires_at?.toISOString() ?? null,
        }
      : null,
  }
}

/** Told at the login, beside which the day of the mail stands in every input. */
function roleBeyondOwn(pathOfDay: string) {
  return invalidInput({
    path: pathOfDay.replace('invitation.on', 'email'),
    code: 'role_beyond_own',
    message: 'The administrator would have a role that may more than your own',
  })
}
