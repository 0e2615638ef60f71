import type { TableColumn } from '../columns.ts'

/** How wide a table is where columns come in, in pixels, as its styles have it. */
const from = { narrow: 620, medium: 1000, wide: 1100, widest: 1330 }
const boxPx = 46

/**
 * How wide the column without a width is where it is narrowest: there where others have just come in.
 * @param isBoxed rows can be chosen, by boxes before them
 */
export function narrowestName<Row>(columns: readonly TableColumn<Row>[], isBoxed: boolean): number {
  const own = columns.filter(({ isExtra }) => !isExtra)
  return Math.min(
    ...Object.values(from).map((width) => {
      const shown = own.filter((column) => column.from === undefined || from[column.from] <= width)
      return shown.reduce((rest, { widthPx = 0 }) => rest - widthPx, width - (isBoxed ? boxPx : 0))
    }),
  )
}
