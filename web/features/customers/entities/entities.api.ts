import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { getEntity, listEntities } from '@tenantry/contract/entity-list.ts'
import { api } from '../../../platform/api.ts'
import { customersKey } from '../customers-key.ts'

/** Everything read under this key is about the entities of one customer. */
export const entitiesKey = (organizationId: string) => ['entities', organizationId] as const

/** The same of those of all customers together. */
export const allEntitiesKey = ['entities', 'all'] as const

/** Entities of an organization, found by name or code. */
export const entitiesQuery = (organizationId: string, q = '') =>
  queryOptions({
    queryKey: [...entitiesKey(organizationId), 'offered', q],
    queryFn: async ({ signal }) => {
      const query = { ...(q === '' ? {} : { q }), sort: 'name', limit: 50 }
      return (await api(listEntities, { params: { id: organizationId }, query }, { signal })).data.items
    },
  })

/** An entity with the ETag that a change of it has to name; read anew whenever it is about to be changed. */
export const entityQuery = (organizationId: string, entityId: string) =>
  queryOptions({
    queryKey: [...entitiesKey(organizationId), 'one', entityId],
    queryFn: ({ signal }) => api(getEntity, { params: { id: organizationId, entityId } }, { signal }),
    staleTime: 0,
  })

/**
 * Has lists of entities and what shows their names or counts read again.
 * @param goneId an entity that was deleted; asking for it itself would only tell that
 */
export function entitiesChanged(queryClient: QueryClient, organizationId: string, goneId?: string): void {
  void queryClient.invalidateQueries({
    queryKey: entitiesKey(organizationId),
    predicate: ({ queryKey }) => goneId === undefined || queryKey.at(-1) !== goneId,
  })
  void queryClient.invalidateQueries({ queryKey: allEntitiesKey })
  void queryClient.invalidateQueries({ queryKey: customersKey })
  void queryClient.invalidateQueries({ queryKey: ['devices'] })
}
