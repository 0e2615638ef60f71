import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { findsNothing, type ListSearch } from './list-search.ts'

/** A page as list operations answer with it. */
export interface Page<Row> {
  items: Row[]
  nextCursor: string | null
  total: number | null
}

/** The rows read so far and what can be done about the rest. */
export interface ListPages<Row> {
  rows: Row[]
  /** null beyond 10,000; undefined before the first answer. */
  total: number | null | undefined
  isLoading: boolean
  /** The rows of the state before are still shown while those of the new one are on their way. */
  isStale: boolean
  error: unknown
  hasMore: boolean
  isLoadingMore: boolean
  /** The next page could not be read; the rows so far stay. */
  isMoreFailed: boolean
  loadMore: () => void
  retry: () => void
}

/**
 * Whether there is nothing at all in a list, so that it shows how to begin, and its heading does not; undefined until that is
 * known: a button that goes once the answer is there would take a press with it. Not said of a search that is still shown.
 */
export const isBare = (pages: ListPages<unknown>, state: { isFiltered: boolean }) =>
  pages.isLoading && !state.isFiltered ? undefined : pages.total === 0 && !pages.isStale && !state.isFiltered

const nothing = { items: [], nextCursor: null, total: 0 }

/**
 * Reads a list page by page by cursor.
 * @param key the cache's key; with `query`, it must hold everything that `load` sends
 * @param query what narrows and sorts the list; of what finds nothing, nobody is asked
 * @param load calls the list operation, e.g. `(page, signal) => api(listDevices, { query: { ...query, ...page } }, { signal })`
 * @param isHeld waits before it reads
 */
export function useListPages<Row>(
  key: readonly unknown[],
  query: Pick<ListSearch, 'q' | 'filter'>,
  load: (page: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<{ data: Page<Row> }>,
  isHeld = false,
): ListPages<Row> {
  const list = useInfiniteQuery({
    queryKey: [...key, query],
    enabled: !isHeld,
    queryFn: async ({ pageParam, signal }) => {
      if (findsNothing(query)) return nothing
      return (await load(pageParam === null ? { limit: 50 } : { limit: 100, cursor: pageParam }, signal)).data
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  })
  const pages = list.data?.pages
  const rows = useMemo(() => (pages ?? []).flatMap((page) => page.items), [pages])
  return {
    rows,
    total: pages?.[0]?.total,
    isLoading: list.isPending,
    isStale: list.isPlaceholderData,
    error: list.isLoadingError || (list.isError && list.isPlaceholderData) ? list.error : null,
    hasMore: list.hasNextPage && !list.isPlaceholderData,
    isLoadingMore: list.isFetchingNextPage,
    isMoreFailed: list.isFetchNextPageError,
    loadMore: () => {
      if (!list.isFetchingNextPage) void list.fetchNextPage()
    },
    retry: () => void list.refetch(),
  }
}
