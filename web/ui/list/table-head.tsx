import { VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { sortColumns } from '@tenantry/contract/list.ts'
import type { TableColumn } from './columns.ts'
import classes from './data-table.module.css'
import { dragging, keys, resize } from './heading-moves.ts'
import { leastWidth, widthOf } from './table-layout.ts'
import { texts } from './texts.ts'
import type { Arranged } from './use-table-layout.ts'

interface HeadProps<Row> {
  columns: readonly TableColumn<Row>[]
  sort: string | undefined
  onToggleSort: ((column: string) => void) | undefined
  layout: Arranged<Row> | undefined
}

/**
 * The headings, as buttons where the column can be sorted. They stay in sight while rows scroll. Where the table can be
 * arranged, they are dragged to another place and made wider at their ends, and keys do the same.
 */
export function TableHead<Row>(props: HeadProps<Row>) {
  const { columns, layout } = props
  // One column has to take what the others leave, or they would not keep the widths that they were given.
  const takesRest = columns.find((column) => widthOf(column, layout?.widths) === undefined) ?? columns.at(-1)
  const hasRest = layout && takesRest === columns.at(-1)
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <Heading
            key={column.id}
            column={column}
            widthPx={hasRest && column === takesRest ? undefined : widthOf(column, layout?.widths)}
            {...props}
          />
        ))}
      </tr>
    </thead>
  )
}

/**
 * The width below which an arranged table scrolls sideways; the list's own columns never do. How narrow a column without a
 * width may become is told by the styles, which know how much room there is.
 * @param columns all that are drawn, boxes too
 */
export function tableWidth<Row>(
  columns: readonly TableColumn<Row>[],
  layout: Arranged<Row> | undefined,
): string | undefined {
  if (!layout || !isArranged(layout)) return undefined
  const { px, rest } = leastWidth(columns, layout.widths)
  return `calc(${px}px + ${rest} * var(--least-rest))`
}

/** Somebody has arranged the table: it scrolls sideways rather than leaving columns out. */
export function isArranged<Row>(layout: Arranged<Row> | undefined): boolean {
  return layout !== undefined && (layout.isChosen || Object.keys(layout.widths).length > 0)
}

function Heading<Row>({
  column,
  widthPx,
  ...props
}: HeadProps<Row> & { column: TableColumn<Row>; widthPx: number | undefined }) {
  const { layout } = props
  const sorted = sortColumns(props.sort)[0]
  const sortedBy = column.sortBy ?? column.id
  const direction = sorted?.name === sortedBy ? (sorted.descending ? 'descending' : 'ascending') : 'none'
  const canSort = column.isSortable && props.onToggleSort
  const canMove = layout && !column.isFixed
  const canSize = layout && !column.isHeadingHidden && !column.head
  return (
    <th
      scope="col"
      data-column={column.id}
      data-align={column.align}
      data-from={column.from}
      style={{ width: widthPx }}
      {...(canSort ? { 'aria-sort': direction } : {})}
      {...(canMove ? dragging(column.id, layout) : {})}
    >
      {canSort ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => props.onToggleSort?.(sortedBy)}
          {...(layout ? keys(column, layout) : {})}
        >
          {column.heading}
          <SortSign direction={direction} />
        </button>
      ) : column.isHeadingHidden ? (
        <VisuallyHidden>{column.heading}</VisuallyHidden>
      ) : (
        (column.head ?? column.heading)
      )}
      {canSize && (
        <span
          className={classes.grip}
          title={texts.columns.drag}
          aria-hidden
          onPointerDown={(event) => resize(event, column.id, layout)}
          onDoubleClick={() => layout.setWidth(column.id, column.widthPx ?? 280)}
        />
      )}
    </th>
  )
}

function SortSign({ direction }: { direction: 'ascending' | 'descending' | 'none' }) {
  const Icon = direction === 'descending' ? IconArrowDown : IconArrowUp
  return <Icon size={13} stroke={2} aria-hidden className={classes.sign} data-direction={direction} />
}
