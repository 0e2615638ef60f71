import { Button } from '@mantine/core'
import { formatNumber, formatTotal } from '../../platform/format.ts'
import classes from './data-table.module.css'
import { texts } from './texts.ts'
import type { ListPages } from './use-list-pages.ts'

/** How many of how many are shown, and a button for more: scrolling loads by itself, the button serves everybody else. */
export function ListFoot<Row>({ pages }: { pages: ListPages<Row> }) {
  if (!pages.hasMore || pages.total === undefined) return null
  return (
    <div className={classes.foot} data-list-foot>
      <span>
        {pages.isMoreFailed ? texts.moreFailed : texts.shown(formatNumber(pages.rows.length), formatTotal(pages.total))}
      </span>
      <Button variant="default" size="xs" loading={pages.isLoadingMore} onClick={pages.loadMore}>
        {pages.isMoreFailed ? texts.retry : texts.more}
      </Button>
    </div>
  )
}
