import { z } from 'zod'
import { MembershipId, OrganizationId } from './ids.ts'
import { columnsOfList, type ListColumns, listQuery, page } from './list.ts'
import { defineOperation } from './operation.ts'

/** The kinds of node in the tree below a provider. */
export const organizationTypes = ['provider', 'partner', 'customer', 'enterprise', 'division'] as const
export type OrganizationType = (typeof organizationTypes)[number]

/** Which type may lie directly below which. */
export const childTypes: Record<OrganizationType, readonly OrganizationType[]> = {
  provider: ['partner', 'customer', 'enterprise'],
  partner: ['partner', 'customer', 'enterprise'],
  enterprise: ['division'],
  division: ['division'],
  customer: [],
}

/** The states of an organization, from in use to read-only. */
export const organizationStatuses = ['active', 'disabled', 'suspended', 'offboarding', 'archived'] as const
export type OrganizationStatus = (typeof organizationStatuses)[number]

/** The states of what is in use, or about to leave: what lists show unless more is asked for. */
export const statusesInUse = ['active', 'suspended', 'offboarding'] as const satisfies readonly OrganizationStatus[]

/** The column of lists of what lies with customers that tells the status of these. */
export const organizationStatusColumn = {
  label: 'Customer’s status',
  type: 'enum',
  sortable: false,
  values: organizationStatuses,
  isFilled: true,
} as const satisfies ListColumns[string]

/** A node of the tree. */
export const Organization = z.object({
  id: OrganizationId,
  name: z.string(),
  code: z.string().nullable().meta({ description: 'null for the provider itself' }),
  type: z.enum(organizationTypes),
  parentId: OrganizationId.nullable().meta({ description: 'null at the top of what the caller can see' }),
  status: z.enum(organizationStatuses),
  depth: z.number().int().meta({ description: 'Levels below the top of what the caller can see, 0 for a top itself' }),
  childCount: z.number().int().meta({ description: 'Organizations directly below that the caller can see' }),
})
export type Organization = z.infer<typeof Organization>

export const organizationColumns = {
  id: { label: 'Id', type: 'id', sortable: false, isFilled: true },
  name: { label: 'Name', type: 'text', sortable: true },
  code: { label: 'Code', type: 'text', sortable: true, hasNoComma: true },
  type: { label: 'Type', type: 'enum', sortable: false, values: organizationTypes },
  parentId: { label: 'Parent', type: 'id', sortable: false },
  status: { label: 'Status', type: 'enum', sortable: false, values: organizationStatuses },
} as const satisfies ListColumns

export const listOrganizations = defineOperation({
  id: 'listOrganizations',
  method: 'GET',
  path: '/organizations',
  tag: 'organizations',
  summary: 'Lists the nodes of the organization tree. With assignableUser, those that this user may look after',
  access: 'customers.read',
  query: listQuery(organizationColumns)
    .safeExtend({
      assignableUser: MembershipId.optional().meta({
        description:
          'Only what this user may look after: everything below the provider or the partner that it belongs to',
      }),
      inUse: z.enum(['true', 'false']).optional().meta({
        description:
          'Leaves out what is disabled or archived, but where something else lies below it; children are counted alike',
      }),
    })
    .register(columnsOfList, { columns: organizationColumns }),
  response: page(Organization),
  status: 200,
  errors: ['filter_too_broad'],
})
