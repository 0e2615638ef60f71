import type { Invitation } from '@tenantry/contract/invitations.ts'
import type { AccountDoors } from '../../platform/auth/account-doors.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { TenantDatabase, TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { Context, RequestOrigin } from '../../platform/http/context.ts'
import { emitEvent } from '../../platform/jobs/outbox.ts'
import { type Scope, systemScope } from '../../platform/tenancy/scope.ts'
import { recordAudit } from '../audit-events/public.ts'
import { shareTree } from '../organizations/public.ts'
import { readInvitationToken } from './invitation-token.ts'
import {
  activateMembership,
  findInvitationByHash,
  type InvitationRow,
  lockInvitationByHash,
  updateInvitation,
} from './invitations.queries.ts'
import { invitationRequested } from './invite.ts'

/** What whoever holds a link may do stands on. */
export interface Acceptance {
  database: TenantDatabase
  clock: Clock
  accounts: AccountDoors
}

/** A link that was found. */
interface Held {
  scope: Scope
  hash: Buffer
  row: InvitationRow
}

/**
 * Tells who is invited to what; of a link that is too old only that it is.
 * @throws not_found (404) for a link that is used up, withdrawn or unknown
 */
export async function readInvitation(acceptance: Acceptance, token: string): Promise<Invitation> {
  const { row } = await find(acceptance, token)
  if (isExpired(row, acceptance.clock))
    return { state: 'expired', organizationName: null, name: null, email: null, needsPassword: null }
  return {
    state: 'open',
    organizationName: row.organization_name,
    name: row.name,
    email: row.email,
    needsPassword: await acceptance.accounts.needsFirstPassword(row.account_id),
  }
}

/**
 * Accepts an invitation, once: the membership becomes active, and the session, where there is one, acts for it. A login
 * that nobody can have used yet gets its first password; any other proves itself by its session. Shares the provider's tree, then locks the invitation.
 * @throws not_found (404) for a link that is used up, withdrawn or unknown
 * @throws invalid_input (422) for a link that is too old, and for a password that is missing or easy to guess
 * @throws not_signed_in (401) where the login has a password and the session is another's or none
 */
export async function acceptInvitation(
  acceptance: Acceptance,
  { token, password }: { token: string; password?: string | undefined },
  { cookie, origin }: { cookie: string | undefined; origin: RequestOrigin },
): Promise<{ email: string }> {
  const { accounts, clock, database } = acceptance
  const { scope, hash, row: seen } = await find(acceptance, token)
  if (isExpired(seen, clock)) throw expired()
  const isFirst = await accounts.needsFirstPassword(seen.account_id)
  const session = isFirst ? null : await accounts.findSession(cookie)
  if (!isFirst && session?.accountId !== seen.account_id) throw signInFirst()
  const first = isFirst ? await accounts.prepareFirstPassword(given(password), ownerOf(seen)) : null
  await database.within(scope, async (tx) => {
    await shareTree(tx)
    const row = await lockInvitationByHash(tx, hash)
    if (!row || isClosed(row)) throw new AppError('not_found')
    if (isExpired(row, clock)) throw expired()
    // Committed before the acceptance: whoever is stopped in between signs in with it and accepts again.
    if (first && !(await accounts.setFirstPassword(row.account_id, first))) throw signInFirst()
    await accept(personContext(tx, acceptance, scope, row, origin), row)
  })
  if (session) await accounts.actFor(session, seen.membership_id)
  return { email: seen.email }
}

/**
 * Gets a fresh link sent to where the first one went, when that one is too old; does nothing for any other link, and
 * nothing tells which.
 */
export async function renewInvitation(acceptance: Acceptance, token: string, origin: RequestOrigin): Promise<void> {
  const link = readInvitationToken(token)
  if (!link) return
  const scope = systemScope(link.providerId)
  await acceptance.database.within(scope, async (tx) => {
    await shareTree(tx)
    const row = await lockInvitationByHash(tx, link.hash)
    if (!row || isClosed(row) || !isExpired(row, acceptance.clock) || row.sent_at === null) return
    await updateInvitation(tx, row.id, {
      requested_at: acceptance.clock.now(),
      issued_at: null,
      sent_at: null,
      is_in_outbox: false,
    })
    await emitEvent(personContext(tx, acceptance, scope, row, origin), {
      ...invitationRequested,
      organizationId: row.organization_id,
      payload: { invitationId: row.id },
    })
  })
}

async function find({ database }: Acceptance, token: string): Promise<Held> {
  const link = readInvitationToken(token)
  if (!link) throw new AppError('not_found')
  const scope = systemScope(link.providerId)
  const row = await database.within(scope, (tx) => findInvitationByHash(tx, link.hash), { readOnly: true })
  if (!row || isClosed(row)) throw new AppError('not_found')
  return { scope, hash: link.hash, row }
}

async function accept(context: Context, row: InvitationRow): Promise<void> {
  // Withdrawn since it was read, by an archive that has just been committed.
  if (!(await activateMembership(context.tx, row.membership_id))) throw new AppError('not_found')
  await updateInvitation(context.tx, row.id, { accepted_at: context.clock.now() })
  await recordAudit(context, {
    action: 'user.invitation_accepted',
    organizationId: row.organization_id,
    objectType: 'membership',
    objectId: row.membership_id,
    before: { status: 'pending' },
    after: { status: 'active' },
  })
}

/** The person who was invited, as the one who acts. */
function personContext(
  tx: TenantTransaction,
  { clock }: Acceptance,
  scope: Scope,
  row: InvitationRow,
  origin: RequestOrigin,
): Context {
  const { membership_id: membershipId, organization_id: organizationId, name } = row
  return { tx, clock, origin, actor: { kind: 'user', name, scope: { ...scope, membershipId, organizationId } } }
}

function isClosed(row: InvitationRow): boolean {
  return row.accepted_at !== null || row.membership_status !== 'pending' || row.effective_status === 'archived'
}

function isExpired({ expires_at }: InvitationRow, clock: Clock): boolean {
  return expires_at === null || expires_at <= clock.now()
}

function given(password: string | undefined): string {
  if (password !== undefined) return password
  throw invalidInput({ path: 'password', code: 'required', message: 'Choose a password' })
}

function expired(): AppError {
  return invalidInput({
    path: 'token',
    code: 'invitation_expired',
    message: 'This link is too old; ask for a fresh one',
  })
}

function ownerOf({ email, name, organization_name }: InvitationRow) {
  return { email, names: [name, organization_name] }
}

function signInFirst(): AppError {
  return new AppError('not_signed_in', { detail: 'Sign in with the login that is invited, then accept' })
}
