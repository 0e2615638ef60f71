import { memo } from 'react'
import type { TableColumn } from './columns.ts'
import classes from './data-table.module.css'
import { RowStop } from './row-stop.ts'

interface RowProps<Row> {
  row: Row
  /** Tells it from the others, wherever it stands. */
  id: string | number | bigint
  index: number
  columns: readonly TableColumn<Row>[]
  canOpen: boolean
  isTabStop: boolean
  measure: ((row: HTMLTableRowElement | null) => void) | undefined
}

function Drawn<Row>({ row, id, index, columns, canOpen, isTabStop, measure }: RowProps<Row>) {
  return (
    <tr
      ref={measure}
      data-row={id}
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={isTabStop ? 0 : -1}
      className={canOpen ? classes.opens : undefined}
    >
      <RowStop value={isTabStop ? 0 : -1}>
        {columns.map((column) => (
          <td key={column.id} data-align={column.align} data-from={column.from}>
            {column.cell(row)}
          </td>
        ))}
      </RowStop>
    </tr>
  )
}

/** A row of a table, drawn again only when something of it changes: scrolling and sorting leave those in sight alone. */
export const TableRow = memo(Drawn) as typeof Drawn
