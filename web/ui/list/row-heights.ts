import { measureElement, type VirtualizerOptions } from '@tanstack/react-virtual'

/** Goes with the rows as they were read, which stay the same ones while nothing of them changes. */
const measuredPx = new WeakMap<object, number>()

/**
 * How high the rows of a table are: as they were measured last, wherever that was, so that a list that somebody comes back
 * to is as long as they left it.
 * @param usualPx of rows that were never measured, and of all where none is
 */
export function rowHeights<Row extends object>(
  rows: readonly Row[],
  usualPx: number,
  isMeasured: boolean,
): Pick<VirtualizerOptions<HTMLDivElement, Element>, 'estimateSize' | 'measureElement'> {
  const heightOf = (index: number) => (isMeasured && measuredPx.get(rows[index] ?? {})) || usualPx
  return {
    estimateSize: heightOf,
    measureElement: (element, entry, virtualizer) => {
      const index = virtualizer.indexFromElement(element)
      // While the page is hidden, for another one that loads, its rows have none.
      const heightPx = measureElement(element, entry, virtualizer) || heightOf(index)
      measuredPx.set(rows[index] ?? {}, heightPx)
      return heightPx
    },
  }
}
