import type { ReactNode } from 'react'

/** A column of a table: what its heading says and what its cells show. */
export interface TableColumn<Row> {
  /** The column's name in the contract where it has one, else any unique name. Stands in addresses. */
  id: string
  heading: string
  /** Stands in the heading's place; the heading is still its name elsewhere. */
  head?: ReactNode
  cell: (row: Row) => ReactNode
  isSortable?: boolean
  /** The name in `sort`, where it is not the id. */
  sortBy?: string
  /** Always shown and in its place, like names, boxes and menus: not among those to choose from. */
  isFixed?: boolean
  /** Not shown until somebody chooses it. */
  isExtra?: boolean
  /** Figures stand at the end, one below the other. */
  align?: 'start' | 'end'
  /** Pixels; columns without a width share the rest. */
  widthPx?: number
  /**
   * How wide the table has to be for this column: where there is less room it is left out, so that nothing scrolls
   * sideways and the actions stay in sight. Always shown unless told.
   */
  from?: 'narrow' | 'medium' | 'wide' | 'widest'
  /** The heading is only read out, e.g. above a column of menus. */
  isHeadingHidden?: boolean
}
