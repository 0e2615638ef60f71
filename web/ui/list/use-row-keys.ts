import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useRef, useState } from 'react'

const rowsPerPage = 10

/** Which row a key leads to from another; null for keys that don't move. */
export function rowAfterKey(key: string, row: number, count: number): number | null {
  const targets: Record<string, number> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + rowsPerPage,
    PageUp: row - rowsPerPage,
    Home: 0,
    End: count - 1,
  }
  const target = targets[key]
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target))
}

/**
 * Keyboard movement over virtual rows with one tab stop: the row that had the focus last. Keys pressed in a control
 * within a row are left to it.
 */
export function useRowKeys(
  count: number,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  open: (row: number) => void,
) {
  const [focused, setFocused] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const current = Math.min(focused, Math.max(0, count - 1))
  const focusRow = (row: number) => {
    setFocused(row)
    virtualizer.scrollToIndex(row, { align: 'auto' })
    // The row may have to be drawn first.
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-index="${row}"]`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const isOnRow = event.target instanceof HTMLTableRowElement
    if (!isOnRow || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter') open(current)
    const target = rowAfterKey(event.key, current, count)
    if (target === null) return
    event.preventDefault()
    focusRow(target)
  }
  return { body, current, onKeyDown, onFocus: setFocused }
}
