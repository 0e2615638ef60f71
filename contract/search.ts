/** One search over everything that has a name and a page, for whoever knows what they look for and not where it lies. */
import { z } from 'zod'
import { NearCustomer } from './favourites.ts'
import { coded } from './fields/issues.ts'
import { DeviceId, EntityId, MembershipId, OrganizationId } from './ids.ts'
import { isSearchable, mostSearched, nothingToSearch } from './list.ts'
import { defineOperation } from './operation.ts'

/** Things of one kind that an answer holds. */
export const mostHits = 5

const home = {
  name: z.string(),
  organizationId: OrganizationId,
  organizationName: z.string(),
}

/** What was found, by kind: the best first, none of what the caller may not see. */
export const SearchHits = z.object({
  customers: z
    .array(NearCustomer.extend({ isFavourite: z.boolean() }))
    .max(mostHits)
    .meta({ description: 'By name, code or id in another system; favourites first' }),
  entities: z.array(z.object({ id: EntityId, ...home })).max(mostHits),
  devices: z.array(z.object({ id: DeviceId, ...home })).max(mostHits),
  users: z.array(z.object({ id: MembershipId, email: z.string(), ...home })).max(mostHits),
})
export type SearchHits = z.infer<typeof SearchHits>

export const searchEverything = defineOperation({
  id: 'searchEverything',
  method: 'GET',
  path: '/search',
  tag: 'search',
  summary: `Finds customers, entities, devices and users by name, code or email, and customers by a whole id in another system: at most ${mostHits} of each, none of a kind that the caller’s role may not see`,
  access: 'session',
  query: z.strictObject({
    q: z
      .string()
      .trim()
      .min(1)
      .max(mostSearched)
      .refine(isSearchable, coded('search_invalid', nothingToSearch))
      .meta({ description: 'Search text' }),
  }),
  response: SearchHits,
  status: 200,
  errors: [],
})
