import { Skeleton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { sortColumns } from '@tenantry/contract/list.ts'
import type { TableColumn } from './columns.ts'
import classes from './data-table.module.css'

const loadingRows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
const widths = ['70%', '50%', '62%', '44%']

/** The headings, as buttons where the column can be sorted. They stay in sight while rows scroll. */
export function TableHead<Row>(props: {
  columns: readonly TableColumn<Row>[]
  sort: string | undefined
  onToggleSort: ((column: string) => void) | undefined
}) {
  const sorted = sortColumns(props.sort)[0]
  return (
    <thead>
      <tr aria-rowindex={1}>
        {props.columns.map((column) => {
          const sortedBy = column.sortBy ?? column.id
          const direction = sorted?.name === sortedBy ? (sorted.descending ? 'descending' : 'ascending') : 'none'
          const canSort = column.isSortable && props.onToggleSort
          return (
            <th
              key={column.id}
              scope="col"
              data-align={column.align}
              data-from={column.from}
              style={{ width: column.widthPx }}
              {...(canSort ? { 'aria-sort': direction } : {})}
            >
              {canSort ? (
                <button type="button" className={classes.sort} onClick={() => props.onToggleSort?.(sortedBy)}>
                  {column.heading}
                  <SortSign direction={direction} />
                </button>
              ) : column.isHeadingHidden ? (
                <VisuallyHidden>{column.heading}</VisuallyHidden>
              ) : (
                (column.head ?? column.heading)
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function SortSign({ direction }: { direction: 'ascending' | 'descending' | 'none' }) {
  const Icon = direction === 'descending' ? IconArrowDown : IconArrowUp
  return <Icon size={13} stroke={2} aria-hidden className={classes.sign} data-direction={direction} />
}

/** Rows in the shape of those that come. */
export function LoadingRows<Row>({ columns }: { columns: readonly TableColumn<Row>[] }) {
  return loadingRows.map((row) => (
    <tr key={row}>
      {columns.map((column, index) => (
        <td key={column.id} data-align={column.align} data-from={column.from}>
          {!column.isHeadingHidden && (
            <Skeleton
              height={11}
              width={widths[(row + index) % 4]}
              ml={column.align === 'end' ? 'auto' : undefined}
              maw={column.align === 'end' ? 48 : 220}
            />
          )}
        </td>
      ))}
    </tr>
  ))
}
