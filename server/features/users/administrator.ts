/** The person named as administrator when an organization is created (MH6, RI5). */
import { type Administrator, type AdministratorInput, nameOf } from '@tenantry/contract/contacts.ts'
import type { CustomerInput } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import { administratorRole, coversRole, type SystemRole, systemRoles } from '@tenantry/contract/permissions.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { inviteMany, type Sending } from '../invitations/public.ts'
import { changeLicenses } from '../license-counts/public.ts'
import { changeCount } from '../organizations/public.ts'
import {
  type AdministratorRow,
  ensureAccounts,
  findAdministrator,
  findSystemRoles,
  forgetAccounts,
  insertMemberships,
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
  await Promise.all([
    changeCount(context.tx, organization.id, 'users', 1),
    insertAdministrators(context, [{ organization, admin }], path),
  ])
}

/** Somebody who is to administer an organization. */
export interface AdministratorWish {
  organization: Administered
  admin: AdministratorInput
}

/**
 * Adds the administrators of any number of organizations by a few statements, each as {@link insertAdministrator} does but
 * for the count, which is whose who makes the organizations.
 * @returns the administrators in the order given
 * @throws invalid_input (422) as {@link insertAdministrator} does, for all of them
 */
export async function insertAdministrators(
  context: CallContext,
  wishes: readonly AdministratorWish[],
  path = 'contacts.admin.invitation.on',
): Promise<Administrator[]> {
  const { tx, caller, clock } = context
  if (wishes.length === 0) return []
  for (const { organization } of wishes) {
    const refusal = administratorRefusal(caller, organization.type, path)
    if (refusal) throw invalidInput(refusal)
  }
  const logins = wishes.map(({ admin }) => ({ login: admin.email, name: nameOf(admin) }))
  const [accounts, roles] = await Promise.all([
    ensureAccounts(tx, logins),
    findSystemRoles(tx, caller.scope.providerId),
  ])
  const now = clock.now()
  const named = wishes.map(({ organization, admin }) => {
    const { send = 'later', on } = admin.invitation ?? {}
    const role = administratorRole(organization.type)
    return { id: newId(), organizationId: organization.id, admin, name: nameOf(admin), role, sending: { send, on } }
  })
  await insertMemberships(
    tx,
    named.map(({ id, organizationId, admin, name, role }) => ({
      id,
      organization_id: organizationId,
      account_id: accounts.get(admin.email),
      role_id: roles.get(role),
      reach: 'subtree',
      name,
      name_key: sortKey(name),
      first_name: admin.firstName,
      last_name: admin.lastName,
      email: admin.email,
      communication_email: admin.communicationEmail,
      status: 'pending',
      is_first_administrator: true,
      version: 1,
      created_at: now,
    })),
  )
  await inviteMany(
    context,
    named.map(({ id, organizationId, sending }) => ({ membershipId: id, organizationId, ...sending })),
    path,
  )
  await changeLicenses(
    context,
    'user.invited',
    named.map(({ id, organizationId, name, role }) => ({
      organizationId,
      type: systemRoles[role].licenseType,
      count: 1,
      subject: { kind: 'membership', id, name },
    })),
  )
  await recordAudits(context, named.map(invited))
  return named.map((each) => pendingView(each, now))
}

/**
 * Makes the accounts of all who are named administrators later in the transaction, in one order: two that name the same
 * people in several pieces, each in an order of its own, would wait for each other.
 * @returns the accounts that were made, of which {@link forgetUnplaced} removes those that nobody got a place for
 */
export async function holdAccounts(tx: TenantTransaction, admins: readonly AdministratorInput[]): Promise<string[]> {
  if (admins.length === 0) return []
  const made: string[] = []
  const makeId = () => {
    const id = newId()
    made.push(id)
    return id
  }
  const people = admins.map((admin) => ({ login: admin.email, name: nameOf(admin) }))
  const held = new Set((await ensureAccounts(tx, people, makeId)).values())
  return made.filter((id) => held.has(id))
}

/** Removes those of some accounts, made in the same transaction, that have got no place in it. */
export async function forgetUnplaced(tx: TenantTransaction, accountIds: string[]): Promise<void> {
  if (accountIds.length > 0) await forgetAccounts(tx, accountIds)
}

interface Named {
  id: string
  organizationId: string
  admin: AdministratorInput
  name: string
  role: SystemRole
  sending: Sending
}

function invited({ id, organizationId, admin, name, role, sending }: Named) {
  const { email, communicationEmail = null } = admin
  return {
    action: 'user.invited' as const,
    organizationId,
    objectType: 'membership',
    objectId: id,
    before: null,
    after: { name, email, communicationEmail, role, ...sending },
  }
}

/** What reading somebody who was just invited would give. */
function pendingView({ id, admin, name, sending: { send, on } }: Named, now: Date): Administrator {
  return {
    membershipId: id as MembershipId,
    status: 'pending',
    firstName: admin.firstName ?? null,
    lastName: admin.lastName ?? null,
    email: admin.email,
    displayName: name,
    communicationEmail: admin.communicationEmail ?? null,
    invitation: {
      requestedAt: send === 'now' ? now.toISOString() : null,
      sendOn: on ?? null,
      sentAt: null,
      isInOutbox: false,
      expiresAt: null,
    },
  }
}

/**
 * Why the caller may name nobody administrator of an organization of a type; null where they may. Told at the login, beside
 * which the day of the mail stands in every input.
 */
export function administratorRefusal(
  { permissions }: Pick<Caller, 'permissions'>,
  type: CustomerInput['type'],
  pathOfDay = 'contacts.admin.invitation.on',
): FieldProblem | null {
  if (coversRole(permissions, administratorRole(type))) return null
  return {
    path: pathOfDay.replace('invitation.on', 'email'),
    code: 'role_beyond_own',
    message: 'The administrator would have a role that may more than your own',
  }
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
          isInOutbox: row.is_in_outbox ?? false,
          expiresAt: row.expires_at?.toISOString() ?? null,
        }
      : null,
  }
}
