import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './card-grid.module.css'
import { ListBody } from './list-body.tsx'
import { ListFoot } from './list-foot.tsx'
import { texts } from './texts.ts'
import { useInView } from './use-in-view.ts'
import { useLasting } from './use-lasting.ts'
import type { ListPages } from './use-list-pages.ts'

const loadingCards = [0, 1, 2, 3, 4, 5, 6, 7]

/** A list as cards, as many beside each other as there is room for. Loads on when its end comes into sight. */
export function CardGrid<Row>(props: {
  label: string
  pages: ListPages<Row>
  rowKey: (row: Row) => string
  card: (row: Row) => ReactNode
  empty: ReactNode
}) {
  const { pages } = props
  const isStaleForLong = useLasting(pages.isStale)
  const end = useInView(() => {
    if (pages.hasMore && !pages.isLoadingMore && !pages.isMoreFailed) pages.loadMore()
  }, pages.rows.length)
  return (
    <ListBody pages={pages} empty={props.empty}>
      <ul
        className={classes.grid}
        data-grid
        aria-label={props.label}
        aria-busy={pages.isLoading || pages.isStale}
        data-stale={isStaleForLong || undefined}
      >
        {pages.isLoading &&
          loadingCards.map((card) => (
            <li key={card} className={classes.card} aria-hidden>
              <Skeleton height={30} width={30} radius={7} />
              <Skeleton height={12} width="60%" mt={14} />
              <Skeleton height={10} width="35%" mt={10} />
            </li>
          ))}
        {pages.rows.map((row, index) => (
          <li key={props.rowKey(row)} data-row={props.rowKey(row)} data-index={index} className={classes.card}>
            {props.card(row)}
          </li>
        ))}
      </ul>
      <div ref={end} />
      <ListFoot pages={pages} />
      <div className={classes.status} role="status">
        {pages.isLoading || pages.isStale ? texts.loading : ''}
      </div>
    </ListBody>
  )
}
