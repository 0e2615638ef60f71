import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { TableColumn } from './columns.ts'
import classes from './data-table.module.css'
import { useRowStop } from './row-stop.ts'

/** Rows of a table that somebody has chosen, and how more are. Who holds them decides what they are for. */
export interface RowSelection<Row> {
  isSelected: (row: Row) => boolean
  /** @param isRange Shift was held: everything since the row that was pressed before */
  onToggle: (row: Row, isRange: boolean) => void
  /** How many of those shown are chosen. */
  extent: 'none' | 'some' | 'all'
  onToggleAll: () => void
  /** Read out for the box of a row: 'Choose Airtel'. */
  labelOf: (row: Row) => string
  /** Read out for the box above them: 'Choose all'. */
  labelOfAll: string
}

/** The column of boxes, before all others. */
export function selectionColumn<Row>(selection: RowSelection<Row>): TableColumn<Row> {
  return {
    id: 'selection',
    heading: selection.labelOfAll,
    head: <BoxOfAll selection={selection} />,
    widthPx: 46,
    isFixed: true,
    cell: (row) => <RowBox row={row} selection={selection} />,
  }
}

/** The box that chooses a row, or a card. */
export function RowBox<Row>({ row, selection }: { row: Row; selection: RowSelection<Row> }) {
  return (
    <label className={classes.box}>
      <input
        type="checkbox"
        checked={selection.isSelected(row)}
        onChange={({ nativeEvent }) =>
          selection.onToggle(row, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        {...useRowStop()}
      />
      <VisuallyHidden>{selection.labelOf(row)}</VisuallyHidden>
    </label>
  )
}

function BoxOfAll<Row>({ selection }: { selection: RowSelection<Row> }) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = selection.extent === 'some'
  }, [selection.extent])
  return (
    <label className={classes.box}>
      <input ref={box} type="checkbox" checked={selection.extent === 'all'} onChange={selection.onToggleAll} />
      <VisuallyHidden>{selection.labelOfAll}</VisuallyHidden>
    </label>
  )
}
