import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'

const rowsPerPage = 10

/** What the keys of a table do with a row. */
interface RowActions {
  open: (row: number) => void
  /** @param isRange Shift was held */
  choose: ((row: number, isRange: boolean) => void) | undefined
}

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
 * Keyboard movement over virtual rows by the grid pattern of the ARIA Authoring Practices: Tab stops at one row, the one
 * that had the focus last, and at what lies in it. ↑ and ↓ go from row to row in the same column, → and ← through the
 * row and what lies in it, Enter opens a row, Space chooses it. Other keys in a control are left to it.
 */
export function useRowKeys(
  count: number,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  { open, choose }: RowActions,
) {
  const [focused, setFocused] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const current = Math.min(focused, Math.max(0, count - 1))
  const goTo = (row: number, column: number | null) => {
    setFocused(row)
    virtualizer.scrollToIndex(row, { align: 'auto' })
    // The row may have to be drawn first.
    requestAnimationFrame(() => focusRow(body, row, column))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const place = placeOf(event.target, event.currentTarget)
    if (!place || event.altKey || event.ctrlKey || event.metaKey) return
    const { row, control } = place
    if (!control && event.key === 'Enter') return open(current)
    if (!control && event.key === ' ' && choose) {
      event.preventDefault()
      return choose(current, event.shiftKey)
    }
    if (moveInRow(row, control, event.key)) return event.preventDefault()
    const target = rowAfterKey(event.key, current, count)
    if (target === null) return
    event.preventDefault()
    goTo(target, control?.closest('td')?.cellIndex ?? null)
  }
  return { body, current, onKeyDown, onFocus: setFocused }
}

/** The row that a key was pressed in, and the control of it; null for what only React holds inside, like an open menu. */
function placeOf(target: EventTarget, body: HTMLElement) {
  if (!(target instanceof HTMLElement) || !body.contains(target)) return null
  const row = target.closest('tr')
  const isControl = target.matches('a, button, input[type="checkbox"]')
  if (!row || (target !== row && !isControl)) return null
  return { row, control: isControl ? target : null }
}

/** What Tab stops at in a row that is the table's stop, in its order. */
function controlsOf(row: Element): HTMLElement[] {
  const all = row.querySelectorAll<HTMLElement>('a, button:not(:disabled), input:not(:disabled)')
  return [...all].filter((each) => each.tabIndex === 0 && each.getClientRects().length > 0)
}

/** → and ← go from the row to what lies in it and back. @returns whether the key stays within the row */
function moveInRow(row: HTMLTableRowElement, control: HTMLElement | null, key: string): boolean {
  const stops = [row, ...controlsOf(row)]
  const from = stops.indexOf(control ?? row)
  const ends = control ? { Home: 0, End: stops.length - 1 } : {}
  const to = ({ ArrowRight: from + 1, ArrowLeft: from - 1, ...ends } as Record<string, number>)[key]
  if (to === undefined) return false
  stops[to]?.focus()
  return true
}

/** Puts the focus on a row, or on what lies in a column of it. */
function focusRow(body: RefObject<HTMLElement | null>, row: number, column: number | null): void {
  const drawn = body.current?.querySelector<HTMLTableRowElement>(`[data-index="${row}"]`)
  const cell = column === null ? undefined : drawn?.cells[column]
  const control = cell && controlsOf(cell)[0]
  const target = control ?? drawn
  target?.focus()
}
