import { z } from 'zod'
import { InvitationState, membershipStatuses } from './contacts.ts'
import { MembershipId, OrganizationId } from './ids.ts'
import { columnsOfList, type ListColumns, listQuery, page } from './list.ts'
import { reaches } from './me.ts'
import { defineOperation } from './operation.ts'
import { organizationTypes } from './organizations.ts'
import { systemRoleKeys } from './permissions.ts'

/** Where the invitation of a pending user stands; all are null while nobody has asked to send it. */
export const UserInvitation = InvitationState.extend({
  requestedAt: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'When somebody asked to send it at once; it waits while nobody may sign in there' }),
})
export type UserInvitation = z.infer<typeof UserInvitation>

/** A person's place in an organization, pending ones included. */
export const User = z.object({
  id: MembershipId,
  organizationId: OrganizationId,
  organizationName: z.string(),
  organizationType: z.enum(organizationTypes),
  name: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().meta({ description: 'Login; never changes' }),
  communicationEmail: z.string().nullable().meta({ description: 'Where mails go instead of the login address' }),
  status: z.enum(membershipStatuses),
  role: z.object({
    key: z.enum(systemRoleKeys).nullable().meta({ description: 'null for a role of one’s own making' }),
    name: z.string(),
  }),
  reach: z.enum(reaches),
  invitation: UserInvitation.nullable().meta({ description: 'null once it is accepted' }),
  createdAt: z.iso.datetime(),
})
export type User = z.infer<typeof User>

/** A user with what the user looks after. */
export const UserDetails = User.extend({
  assignedOrganizationIds: z
    .array(OrganizationId)
    .meta({ description: 'Organizations that the user looks after, of those that the caller can see' }),
  assignedOrganizations: z.array(
    z.object({ id: OrganizationId, name: z.string(), code: z.string().nullable(), type: z.enum(organizationTypes) }),
  ),
})
export type UserDetails = z.infer<typeof UserDetails>

export const userColumns = {
  id: { label: 'User', type: 'id', sortable: false },
  name: { label: 'Name', type: 'text', sortable: true },
  email: { label: 'Email', type: 'text', sortable: true, hasNoComma: true },
  status: { label: 'Status', type: 'enum', sortable: false, values: membershipStatuses },
  role: { label: 'Role', type: 'enum', sortable: false, values: systemRoleKeys },
  reach: { label: 'Reach', type: 'enum', sortable: false, values: reaches },
  organizationId: { label: 'Organization', type: 'id', sortable: false },
  organizationType: { label: 'Type of organization', type: 'enum', sortable: false, values: organizationTypes },
  createdAt: { label: 'Created', type: 'instant', sortable: true },
} as const satisfies ListColumns

const params = z.object({ id: MembershipId })

export const listUsers = defineOperation({
  id: 'listUsers',
  method: 'GET',
  path: '/users',
  tag: 'users',
  summary: 'Lists users; q finds by name or email. With assignableTo, those who may look after that organization',
  access: 'users.read',
  query: listQuery(userColumns)
    .safeExtend({
      assignableTo: OrganizationId.optional().meta({
        description: 'Only those who may look after this organization: active users of the provider or a partner above',
      }),
      assignableToDevicesOf: OrganizationId.optional().meta({
        description:
          'Only those who may work with devices of this organization: its own users and those of the account that it is part of',
      }),
      assignableBelow: OrganizationId.optional().meta({
        description: 'The same for an organization that is yet to be added directly below this one',
      }),
    })
    .register(columnsOfList, { columns: userColumns }),
  response: page(User),
  status: 200,
  errors: ['filter_too_broad'],
})

export const getUser = defineOperation({
  id: 'getUser',
  method: 'GET',
  path: '/users/{id}',
  tag: 'users',
  summary: 'Reads a user with what the user looks after',
  access: 'users.read',
  params,
  response: UserDetails,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

export const assignOrganizations = defineOperation({
  id: 'assignOrganizations',
  method: 'PUT',
  path: '/users/{id}/assignments',
  tag: 'users',
  summary:
    'Makes a user look after these organizations, and after no others of those that the caller can see. Takes users.read, too',
  access: 'customers.update',
  params,
  body: z.strictObject({ organizationIds: z.array(OrganizationId).max(1_000) }),
  response: UserDetails,
  status: 200,
  errors: ['not_found', 'precondition_failed', 'precondition_required'],
  versioned: true,
  dryRun: true,
  example: { body: { organizationIds: [] } },
})
