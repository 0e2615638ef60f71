import type { ReactNode } from 'react'
import classes from './data-table.module.css'
import { ListError } from './list-error.tsx'
import type { ListPages } from './use-list-pages.ts'

/** Shows a list's rows, or in their place what went wrong or what would be here. */
export function ListBody<Row>(props: { pages: ListPages<Row>; empty: ReactNode; children: ReactNode }) {
  const { pages } = props
  if (pages.error)
    return (
      <div className={classes.card}>
        <ListError error={pages.error} onRetry={pages.retry} />
      </div>
    )
  if (!pages.isLoading && pages.rows.length === 0) return <div className={classes.card}>{props.empty}</div>
  return props.children
}
