import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { TableColumn } from './columns.ts'
import classes from './data-table.module.css'
import { ListBody } from './list-body.tsx'
import { ListFoot } from './list-foot.tsx'
import { rowHeights } from './row-heights.ts'
import { type RowSelection, selectionColumn } from './row-selection.tsx'
import { isArranged, TableHead, tableWidth } from './table-head.tsx'
import { LoadingRows } from './table-parts.tsx'
import { TableRow } from './table-row.tsx'
import { texts } from './texts.ts'
import { useLasting } from './use-lasting.ts'
import type { ListPages } from './use-list-pages.ts'
import { useLoadNearEnd } from './use-load-near-end.ts'
import { useRowKeys } from './use-row-keys.ts'
import type { Arranged } from './use-table-layout.ts'

/** Unless it is measured, every row is one of these high, so that a hundred thousand of them need no measuring. */
const usualHeightPx = 52
const denseHeightPx = 36
/** Wider than any table whose names take two lines, which the styles decide. */
const phone = '(max-width: 47.99em)'
const noColumns: readonly never[] = []

/**
 * A table of which only the rows in sight are drawn. Loads on when its end comes near. Arrow keys, Home, End and Page
 * keys move between rows and through what lies in them, Enter opens one, Space chooses one.
 */
export function DataTable<Row extends object>(props: {
  /** What the table lists, read out: 'Customers'. */
  label: string
  columns?: readonly TableColumn<Row>[]
  /** In place of columns: those that somebody arranges. */
  layout?: Arranged<Row> | undefined
  pages: ListPages<Row>
  rowKey: (row: Row) => string
  sort?: string | undefined
  onToggleSort?: (column: string) => void
  onOpen?: (row: Row) => void
  /** Rows can be chosen, by boxes before them. */
  selection?: RowSelection<Row> | undefined
  /** Rows are as high as what they hold, as on phones all are, where names are wrapped before they are cut. */
  isMeasured?: boolean
  /** Shown when there is no row at all. */
  empty: ReactNode
}) {
  const { pages, selection, layout } = props
  const given = layout?.columns ?? props.columns ?? noColumns
  const columns = useMemo(() => (selection ? [selectionColumn(selection), ...given] : given), [selection, given])
  const rowHeightPx = layout?.isDense ? denseHeightPx : usualHeightPx
  const isStaleForLong = useLasting(pages.isStale)
  // Asked while drawing: the rows are drawn again when their room changes, as on a phone that is turned.
  const isMeasured = props.isMeasured || window.matchMedia(phone).matches
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: pages.rows.length,
    getScrollElement: () => scroller.current,
    ...rowHeights(pages.rows, rowHeightPx, isMeasured),
    getItemKey: (index) => keyAt(pages.rows, index, props.rowKey),
    overscan: 8,
  })
  useEffect(() => {
    if (rowHeightPx) virtualizer.measure()
  }, [rowHeightPx, virtualizer])
  const keys = useRowKeys({ count: pages.rows.length, hasMore: pages.hasMore }, virtualizer, {
    open: (index) => withRow(pages.rows, index, props.onOpen),
    choose: selection && ((index, isRange) => withRow(pages.rows, index, (row) => selection.onToggle(row, isRange))),
  })
  useLoadNearEnd(pages, virtualizer.range?.endIndex ?? 0)
  const items = virtualizer.getVirtualItems()
  // Scrolled out of sight, the row that had the focus last is not there to be stopped at.
  const isDrawn = items.some(({ index }) => index === keys.current)
  const stop = isDrawn ? keys.current : (virtualizer.range?.startIndex ?? 0)
  const before = items[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <ListBody pages={pages} empty={props.empty}>
      <div
        className={classes.card}
        data-stale={isStaleForLong || undefined}
        data-dense={layout?.isDense || undefined}
        data-arranged={isArranged(layout) || undefined}
        data-boxed={selection ? true : undefined}
      >
        <div
          ref={scroller}
          className={classes.scroller}
          onWheel={keys.stopFollowing}
          onPointerDown={keys.stopFollowing}
        >
          <table
            className={classes.table}
            style={{ minWidth: tableWidth(columns, layout) }}
            aria-label={props.label}
            aria-busy={pages.isLoading || pages.isStale}
            aria-rowcount={typeof pages.total === 'number' ? pages.total + 1 : -1}
          >
            <TableHead columns={columns} sort={props.sort} onToggleSort={props.onToggleSort} layout={layout} />
            <tbody
              ref={keys.body}
              onKeyDown={keys.onKeyDown}
              onFocus={({ target }) => keys.onFocus(rowIndexOf(target) ?? keys.current)}
              onClick={({ target }) => {
                const index = isControl(target) ? null : rowIndexOf(target)
                if (index !== null) withRow(pages.rows, index, props.onOpen)
              }}
            >
              {pages.isLoading && <LoadingRows columns={columns} />}
              <Spacer height={before} />
              {items.map(({ key, index }) => {
                const row = pages.rows[index]
                return row === undefined ? null : (
                  <TableRow
                    key={key}
                    row={row}
                    id={key}
                    index={index}
                    columns={columns}
                    canOpen={props.onOpen !== undefined}
                    isTabStop={index === stop}
                    measure={isMeasured ? virtualizer.measureElement : undefined}
                  />
                )
              })}
              <Spacer height={after} />
            </tbody>
          </table>
        </div>
        <ListFoot pages={pages} />
      </div>
      <div className={classes.status} role="status">
        {pages.isLoading || pages.isStale ? texts.loading : ''}
      </div>
    </ListBody>
  )
}

function keyAt<Row>(rows: readonly Row[], index: number, rowKey: (row: Row) => string): string | number {
  const row = rows[index]
  return row === undefined ? index : rowKey(row)
}

function withRow<Row>(rows: readonly Row[], index: number, work: ((row: Row) => void) | undefined): void {
  const row = rows[index]
  if (row !== undefined) work?.(row)
}

/** The index of the row that an element lies in; null for what only React holds inside of it, like an open menu. */
function rowIndexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-index]') : null
  return row ? Number(row.dataset.index) : null
}

/** A press on a link, button or box inside a row is meant for it, not for the row; so is selecting text. */
function isControl(target: EventTarget): boolean {
  const isPressable = target instanceof Element && target.closest('a, button, input, label, [role="menu"]') !== null
  return isPressable || window.getSelection()?.type === 'Range'
}

/**
 * Stands for rows out of sight. It spans no columns: more of them than are shown would take room from those that are.
 */
function Spacer({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null
}
