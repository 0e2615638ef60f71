/** What somebody keeps near: customers marked as favourites, and those that were opened last. */
import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'
import { organizationStatuses, organizationTypes } from './organizations.ts'

/** Favourites of one person in one place. */
export const mostFavourites = 200

/** Opened customers that are kept of one person in one place. */
export const mostRecents = 20

/** A customer as menus name it. */
export const NearCustomer = z.object({
  id: OrganizationId,
  name: z.string(),
  code: z.string(),
  type: z.enum(organizationTypes),
  status: z.enum(organizationStatuses),
})
export type NearCustomer = z.infer<typeof NearCustomer>

const params = z.object({ id: OrganizationId.meta({ description: 'Id of the customer' }) })

export const listFavourites = defineOperation({
  id: 'listFavourites',
  method: 'GET',
  path: '/me/favourites',
  tag: 'favourites',
  summary: 'Lists one’s own favourites by name; one that is no longer in sight is not among them',
  access: 'customers.read',
  response: z.object({ items: z.array(NearCustomer).max(mostFavourites) }),
  status: 200,
  errors: [],
})

export const addFavourite = defineOperation({
  id: 'addFavourite',
  method: 'PUT',
  path: '/me/favourites/{id}',
  tag: 'favourites',
  summary: `Makes a customer a favourite of one’s own; ${mostFavourites} at most`,
  access: 'customers.read',
  params,
  status: 204,
  errors: ['not_found', 'conflict'],
})

export const removeFavourite = defineOperation({
  id: 'removeFavourite',
  method: 'DELETE',
  path: '/me/favourites/{id}',
  tag: 'favourites',
  summary: 'Takes a customer out of one’s own favourites, among which it need not be',
  access: 'customers.read',
  params,
  status: 204,
  errors: ['not_found'],
})

export const listRecents = defineOperation({
  id: 'listRecents',
  method: 'GET',
  path: '/me/recents',
  tag: 'favourites',
  summary: `Lists the ${mostRecents} customers that one has opened last, the latest first; one that is no longer in sight is not among them`,
  access: 'customers.read',
  response: z.object({ items: z.array(NearCustomer).max(mostRecents) }),
  status: 200,
  errors: [],
})

export const recordRecent = defineOperation({
  id: 'recordRecent',
  method: 'PUT',
  path: '/me/recents/{id}',
  tag: 'favourites',
  summary: 'Notes that one has opened a customer just now',
  access: 'customers.read',
  params,
  status: 204,
  errors: ['not_found', 'conflict'],
})
