import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { listMatchingOrganizations } from '@tenantry/contract/organization-matches.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { api } from '../../platform/api.ts'
import { findsNothing, type ListFilter } from '../../ui/list/list-search.ts'
import { customersKey } from '../customers/public.ts'
import type { PageKey } from './tree.ts'

/** Read again whenever a customer changes. */
const treeKey = [...customersKey, 'tree'] as const

/** Organizations read at once; more come as they are scrolled to. */
const pageSize = 200

/**
 * A page of the organizations directly below one, by name.
 * @param inUse without those that are disabled or archived with all that lies below them
 */
export const treePageQuery = ({ parentId, cursor }: PageKey, inUse: boolean) =>
  queryOptions({
    queryKey: [...treeKey, 'below', parentId, cursor, inUse],
    queryFn: async ({ signal }) => {
      const filter = { parentId: parentId === null ? { empty: 'true' } : { eq: parentId } }
      const only = { ...(inUse ? ({ inUse: 'true' } as const) : {}), ...(cursor === null ? {} : { cursor }) }
      const query = { filter, sort: 'name', limit: pageSize, ...only }
      return (await api(listOrganizations, { query }, { signal })).data
    },
  })

/** What narrows the tree: the search and the conditions of the list of customers. */
export interface TreeQuery {
  q?: string
  filter?: ListFilter
}

/** The organizations that a search and conditions find, with everything above them. */
export const matchesQuery = (query: TreeQuery) =>
  queryOptions({
    queryKey: [...treeKey, 'matches', query],
    queryFn: async ({ signal }) =>
      findsNothing(query)
        ? { items: [], matches: 0, isCut: false }
        : (await api(listMatchingOrganizations, { query }, { signal })).data,
  })

/** What a move would change. Asked anew each time, because it depends on everybody's work. */
export const movePreviewQuery = (id: string, parentId: string, etag: string) =>
  queryOptions({
    queryKey: [...treeKey, 'move', id, parentId, etag],
    queryFn: async ({ signal }) => {
      const input = { params: { id }, body: { parentId } }
      return (await api(moveOrganization, input as never, { ifMatch: etag, dryRun: true, signal })).data
    },
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })

/** Everything about organizations is read again. */
export function organizationsChanged(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: customersKey })
}
