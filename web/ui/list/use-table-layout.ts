import { useCallback, useEffect, useMemo, useState } from 'react'
import { useMe } from '../../platform/session.tsx'
import type { TableColumn } from './columns.ts'
import { firstColumns, fittingWidth, knownColumns, readLayout, shownColumns, type TableLayout } from './table-layout.ts'
import type { ListState } from './use-list-search.ts'

/** The columns of a table as somebody has arranged them, and what arranges them. */
export interface Arranged<Row> {
  /** All that there are. */
  all: readonly TableColumn<Row>[]
  /** Those that are shown, in their order. */
  columns: readonly TableColumn<Row>[]
  /** Ids of those shown that can be taken away and moved. */
  order: readonly string[]
  /** Somebody has chosen the columns: all of them are shown, however little room there is. */
  isChosen: boolean
  widths: Readonly<Record<string, number>>
  isDense: boolean
  setOrder: (order: readonly string[]) => void
  setWidth: (id: string, px: number) => void
  setDense: (isDense: boolean) => void
  /** The list's own columns, widths and height of rows again. */
  reset: () => void
}

/**
 * Arranges the columns of a list for the person. What is shown and in what order stands in the address, so that a link
 * shows the same; that, the widths and the height of rows are remembered for the next time, by person and list.
 * @param list the list's name, e.g. `customers`
 */
export function useTableLayout<Row>(list: string, all: readonly TableColumn<Row>[], state: ListState): Arranged<Row> {
  const key = `tenantry.list.${useMe().membership.id}.${list}`
  const [kept, setKept] = useState(() => readLayout(localStorage.getItem(key)))
  const { columns: inAddress, setColumns } = state
  const remembered = knownColumns(kept.columns, all)
  const chosen = knownColumns(inAddress, all) ?? remembered
  const chosenText = chosen?.join()
  const isMissing = inAddress === undefined && remembered !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the list
  const columns = useMemo(() => shownColumns(all, chosen), [all, chosenText])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was remembered comes back once, where the address lacks it
  useEffect(() => {
    if (isMissing) setColumns(chosen)
  }, [isMissing])
  const change = useCallback(
    (part: TableLayout) =>
      setKept((before) => {
        const next = { ...before, ...part }
        localStorage.setItem(key, JSON.stringify(next))
        return next
      }),
    [key],
  )
  const begins = useMemo(() => firstColumns(all), [all])
  const order = chosen ?? begins
  return {
    all,
    columns,
    order,
    isChosen: chosen !== undefined,
    widths: kept.widths ?? {},
    isDense: kept.isDense ?? false,
    setOrder: (next) => {
      const isOwn = next.join() === begins.join()
      change({ columns: isOwn ? undefined : next })
      setColumns(isOwn ? undefined : next)
    },
    setWidth: (id, px) => change({ widths: { ...kept.widths, [id]: fittingWidth(px) } }),
    setDense: (isDense) => change({ isDense }),
    reset: () => {
      change({ columns: undefined, widths: undefined, isDense: undefined })
      setColumns(undefined)
    },
  }
}
