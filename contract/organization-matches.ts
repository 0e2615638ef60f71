/** The tree narrowed to what a search and conditions find. */
import { z } from 'zod'
import { customerColumns } from './customer-list.ts'
import { type ListColumns, wholeListQuery } from './list.ts'
import { defineOperation } from './operation.ts'
import { Organization } from './organizations.ts'

/** The most organizations that are found at once. */
export const mostMatches = 10_000

/** A node of the narrowed tree. */
export const MatchingNode = Organization.pick({
  id: true,
  name: true,
  code: true,
  type: true,
  parentId: true,
  status: true,
}).extend({ isMatch: z.boolean().meta({ description: 'false for what only lies above a match' }) })
export type MatchingNode = z.infer<typeof MatchingNode>

// Those of the customers list. Siblings always stand by name.
const columns = Object.fromEntries(
  Object.entries<ListColumns[string]>(customerColumns).map(([name, column]) => [name, { ...column, sortable: false }]),
)

export const listMatchingOrganizations = defineOperation({
  id: 'listMatchingOrganizations',
  method: 'GET',
  path: '/organization-matches',
  tag: 'organizations',
  summary:
    'Finds customers as their list does, and answers them with everything above them, as far as the caller sees it',
  access: 'customers.read',
  query: wholeListQuery(columns, {}),
  response: z.object({
    items: z.array(MatchingNode).meta({ description: 'By name; a parent that is not null is among them' }),
    matches: z.number().int(),
    isCut: z.boolean().meta({ description: `Whether there are more than ${mostMatches}: then the first by name` }),
  }),
  status: 200,
  errors: ['filter_too_broad'],
})
