import type { SalesRepresentative, SalesRepresentativeInput } from '@tenantry/contract/contacts.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireAssignable } from '../users/public.ts'
import { deleteRepresentatives, findRepresentatives, insertRepresentativeRows } from './contacts.queries.ts'
import { representativeView } from './contacts.view.ts'

/**
 * Adds who sells to a new organization, typed or picked from the users (MH8).
 * @throws invalid_input (422) for a user who cannot be picked
 */
export async function insertRepresentatives(
  context: CallContext,
  organizationId: string,
  wanted: SalesRepresentativeInput[],
): Promise<void> {
  await checkPicked(context, organizationId, wanted, new Set())
  await insertAll(context, organizationId, wanted)
}

/**
 * Replaces who sells to an organization. Whoever was picked and cannot be seen by the caller stays picked where the
 * address stays.
 * @returns whether anything differs
 * @throws invalid_input (422) for a user who cannot be picked
 */
export async function changeRepresentatives(
  context: CallContext,
  organizationId: string,
  wanted: SalesRepresentativeInput[],
): Promise<boolean> {
  const rows = await findRepresentatives(context.tx, organizationId)
  const after = wanted.map(({ name, email, phone, membershipId }) => ({
    name,
    email,
    phone: phone ?? null,
    membershipId: membershipId ?? null,
  }))
  if (JSON.stringify(rows.map(representativeView)) === JSON.stringify(after)) return false
  await checkPicked(context, organizationId, after, new Set(rows.map((row) => row.seen_membership_id ?? '')))
  const hidden = rows.filter((row) => row.membership_id !== null && row.seen_membership_id === null)
  const kept = after.map((each) => ({
    ...each,
    membershipId: each.membershipId ?? hidden.find(({ email }) => email === each.email)?.membership_id ?? null,
  }))
  await deleteRepresentatives(context.tx, organizationId)
  await insertAll(context, organizationId, kept)
  return true
}

type Wanted = Pick<SalesRepresentativeInput, 'name' | 'email' | 'phone'> & {
  membershipId?: SalesRepresentative['membershipId'] | string | undefined
}

async function checkPicked(
  context: CallContext,
  organizationId: string,
  wanted: Wanted[],
  already: ReadonlySet<string>,
): Promise<void> {
  const picked = wanted.flatMap(({ membershipId }, index) =>
    membershipId && !already.has(membershipId)
      ? [{ id: membershipId, path: `salesRepresentatives.${index}.membershipId` }]
      : [],
  )
  await requireAssignable(context, organizationId, picked)
}

async function insertAll({ tx, caller }: CallContext, organizationId: string, wanted: Wanted[]): Promise<void> {
  await insertRepresentativeRows(
    tx,
    wanted.map(({ name, email, phone, membershipId }, index) => ({
      provider_id: caller.scope.providerId,
      organization_id: organizationId,
      position: index + 1,
      name,
      email,
      phone: phone ?? null,
      membership_id: membershipId ?? null,
    })),
  )
}
