import { type ReactNode, useRef } from 'react'
import classes from './data-table.module.css'
import { ListError } from './list-error.tsx'
import type { ListPages } from './use-list-pages.ts'

/**
 * Shows a list's rows, or in their place what went wrong or what would be here. What was said there before stays until it is
 * known: whoever clears a search that found nothing is not told that there is nothing at all.
 */
export function ListBody<Row>(props: { pages: ListPages<Row>; empty: ReactNode; children: ReactNode }) {
  const { pages } = props
  const empty = useRef(props.empty)
  if (!pages.isStale) empty.current = props.empty
  if (pages.error)
    return (
      <div className={classes.card}>
        <ListError error={pages.error} onRetry={pages.retry} />
      </div>
    )
  if (!pages.isLoading && pages.rows.length === 0) return <div className={classes.card}>{empty.current}</div>
  return props.children
}
