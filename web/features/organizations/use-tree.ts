import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { Organization } from '@tenantry/contract/organizations.ts'
import { useCallback, useState } from 'react'
import { treePageQuery } from './organizations.api.ts'
import { type PageKey, type PageState, walkTree } from './tree.ts'

/**
 * The rows of the tree with what is expanded in it. Children are read when their branch opens, a page at a time.
 * @param open ids of the open branches; undefined opens the only top by itself
 * @param inUse without those that are disabled or archived with all that lies below them
 * @returns also what kept its first page from being read, without which there is nothing to show
 */
export function useTree(open: readonly string[] | undefined, inUse: boolean) {
  const queryClient = useQueryClient()
  const [wanted, setWanted] = useState<ReadonlyMap<string | null, number>>(new Map())
  const { rows, pages } = walkTree({
    read: (page) => stateOf(queryClient.getQueryState(treePageQuery(page, inUse).queryKey)),
    isExpanded: ({ id, parentId }: Organization, siblings) =>
      open ? open.includes(id) : parentId === null && siblings === 1,
    pagesWanted: (parentId) => wanted.get(parentId) ?? 1,
  })
  // What comes in draws the tree anew; the walk above reads it from the cache.
  useQueries({ queries: pages.map((page) => treePageQuery(page, inUse)) })
  const showMore = useCallback(({ parentId }: PageKey) => {
    setWanted((before) => new Map(before).set(parentId, (before.get(parentId) ?? 1) + 1))
  }, [])
  const retry = (page: PageKey) => void queryClient.refetchQueries({ queryKey: treePageQuery(page, inUse).queryKey })
  const [top] = pages
  const error = top && queryClient.getQueryState(treePageQuery(top, inUse).queryKey)?.error
  return { rows, showMore, retry, error }
}

type Known = { data?: { items: Organization[]; nextCursor: string | null } | undefined; status: string } | undefined

function stateOf(known: Known): PageState {
  if (known?.data) return { state: 'ready', items: known.data.items, nextCursor: known.data.nextCursor }
  return { state: known?.status === 'error' ? 'failed' : 'loading' }
}
