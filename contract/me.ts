import { z } from 'zod'
import { AccountId, MembershipId, OrganizationId, ProviderId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { organizationTypes } from './organizations.ts'
import { allPermissions } from './permissions.ts'

/** How far a membership sees: the whole provider, its organization's subtree, chosen organizations, or entities. */
export const reaches = ['all', 'subtree', 'selected', 'entities'] as const
export type Reach = (typeof reaches)[number]

const organizationBrief = z.object({ id: OrganizationId, name: z.string(), type: z.enum(organizationTypes) })

/** One place where the signed-in person belongs. */
export const Membership = z.object({
  id: MembershipId,
  providerId: ProviderId,
  providerName: z.string(),
  organization: organizationBrief,
  roleName: z.string(),
  reach: z.enum(reaches),
})
export type Membership = z.infer<typeof Membership>

/** Who is signed in, in which membership, and what the person may do there. */
export const Me = z.object({
  account: z.object({ id: AccountId, email: z.string(), name: z.string() }),
  membership: Membership,
  permissions: z.array(z.enum(allPermissions)),
  memberships: z
    .array(Membership)
    .meta({ description: 'All places the person can switch to, the active one included' }),
  defaultViews: z
    .array(z.object({ list: z.string(), viewId: z.string(), search: z.string() }))
    .meta({ description: 'The saved views that lists open with' }),
})
export type Me = z.infer<typeof Me>

export const getMe = defineOperation({
  id: 'getMe',
  method: 'GET',
  path: '/me',
  tag: 'me',
  summary: 'Tells who is signed in, in which membership, and what it may do',
  access: 'session',
  isOfSession: true,
  response: Me,
  status: 200,
  errors: [],
})

export const switchMembership = defineOperation({
  id: 'switchMembership',
  method: 'PUT',
  path: '/me/membership',
  tag: 'me',
  summary: 'Makes another of one’s memberships the active one of this session; an API key has one and knows no other',
  access: 'session',
  isOfSession: true,
  body: z.strictObject({ membershipId: MembershipId }),
  status: 204,
  errors: ['not_found'],
})
