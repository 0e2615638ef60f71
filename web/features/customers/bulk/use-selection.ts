import { useCallback, useMemo, useRef, useState } from 'react'
import type { RowSelection } from '../../../ui/list/row-selection.tsx'

/** Rows that somebody has chosen, or all that a list finds. */
export interface Selection<Row> {
  table: RowSelection<Row>
  ids: ReadonlySet<string>
  /** All that the list finds, loaded or not. */
  isAll: boolean
  chooseAllMatching: () => void
  clear: () => void
}

const none: ReadonlySet<string> = new Set()

/**
 * Holds what is chosen of a list.
 * @param of what the list shows; choosing begins anew with another search or filter
 */
export function useSelection<Row extends { id: string; name: string }>(
  rows: readonly Row[],
  of: string,
  words: { row: (name: string) => string; all: string },
): Selection<Row> {
  const [ids, setIds] = useState(none)
  const [isAll, setAll] = useState(false)
  const [shown, setShown] = useState(of)
  const anchor = useRef<string | null>(null)
  const clear = useCallback(() => {
    setIds(none)
    setAll(false)
    anchor.current = null
  }, [])
  if (shown !== of) {
    setShown(of)
    setIds(none)
    setAll(false)
  }
  const chosen = isAll ? new Set(rows.map(({ id }) => id)) : ids
  const choose = (next: ReadonlySet<string>) => {
    setAll(false)
    setIds(next)
  }
  const toggle = (row: Row, isRange: boolean) => {
    const from = isRange ? rows.findIndex(({ id }) => id === anchor.current) : -1
    const to = rows.indexOf(row)
    const touched = from < 0 ? [row] : rows.slice(Math.min(from, to), Math.max(from, to) + 1)
    const next = new Set(chosen)
    const isOn = !chosen.has(row.id)
    for (const { id } of touched) isOn ? next.add(id) : next.delete(id)
    anchor.current = row.id
    choose(next)
  }
  const extent = isAll || (rows.length > 0 && ids.size >= rows.length) ? 'all' : ids.size > 0 ? 'some' : 'none'
  const live = useRef({ toggle, toggleAll: () => {} })
  live.current = {
    toggle,
    toggleAll: () => choose(extent === 'all' ? none : new Set(rows.map(({ id }) => id))),
  }
  const table = useMemo(
    (): RowSelection<Row> => ({
      isSelected: ({ id }) => isAll || ids.has(id),
      onToggle: (row, isRange) => live.current.toggle(row, isRange),
      extent,
      onToggleAll: () => live.current.toggleAll(),
      labelOf: ({ name }) => words.row(name),
      labelOfAll: words.all,
    }),
    [ids, isAll, extent, words],
  )
  return { table, ids, isAll, chooseAllMatching: () => setAll(true), clear }
}
