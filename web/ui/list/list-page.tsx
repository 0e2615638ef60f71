import type { ReactNode } from 'react'
import classes from './list-page.module.css'

/**
 * The page of a list: heading, toolbar, and the rows in the height that is left, so that headings of a table stay in
 * sight. On phones the page scrolls as a whole.
 */
export function ListPage(props: { header: ReactNode; toolbar?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.page}>
      {props.header}
      {props.toolbar && <div>{props.toolbar}</div>}
      <div className={classes.rows}>{props.children}</div>
    </div>
  )
}
