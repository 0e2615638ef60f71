import { useEffect } from 'react'
import type { ListPages } from './use-list-pages.ts'

/** Rows that may be left below the last one in sight before more are read. */
const margin = 20

/** Reads the next page when the last row in sight comes near the end; after a failure only the button does. */
export function useLoadNearEnd<Row>(pages: ListPages<Row>, lastInSight: number): void {
  const isNear = pages.rows.length > 0 && lastInSight >= pages.rows.length - margin
  const shouldLoad = isNear && pages.hasMore && !pages.isLoadingMore && !pages.isMoreFailed
  const { loadMore } = pages
  useEffect(() => {
    if (shouldLoad) loadMore()
  }, [shouldLoad, loadMore])
}
