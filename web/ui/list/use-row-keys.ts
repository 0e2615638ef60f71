import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

const rowsPerPage = 10

/** As many as a total counts: End pressed again goes on from there. */
const mostFollowed = 10_000

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
 * Keyboard movement over virtual rows by the grid pattern of the ARIA Authoring Practices: Tab stops at one row, the
 * one that had the focus last, and at what lies in it. ↑ and ↓ go from row to row in the same column, → and ← through
 * the row and what lies in it, Enter opens a row, Space chooses it. Other keys in a control are left to it. End goes on
 * with the list while that grows, by 10,000 rows at most, until any other key or scrolling says that this is far
 * enough.
 * @param count the rows so far
 * @param hasMore whether there may be more of them
 */
export function useRowKeys(
  { count, hasMore }: { count: number; hasMore: boolean },
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
  /** A row in sight has the focus before the next key, however long the next picture takes. */
  const goAtOnce = (row: number, column: number | null) => {
    flushSync(() => setFocused(row))
    if (drawnRow(body, row)) {
      virtualizer.scrollToIndex(row, { align: 'auto' })
      focusRow(body, row, column)
    } else goTo(row, column)
  }
  const followed = useRef<Followed | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only rows that come in move the end
  useEffect(() => {
    const end = followed.current
    if (!end || count - 1 <= end.row) return
    const isThere = drawnRow(body, end.row)?.contains(document.activeElement)
    followed.current = isThere && goesOn(end, count, hasMore) ? { ...end, row: count - 1 } : null
    if (isThere) goTo(count - 1, end.column)
  }, [count])
  const stopFollowing = () => {
    followed.current = null
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    stopFollowing()
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
    const column = control?.closest('td')?.cellIndex ?? null
    if (event.key === 'End' && hasMore) followed.current = { row: target, column, from: target }
    goAtOnce(target, column)
  }
  return { body, current, onKeyDown, stopFollowing, onFocus: setFocused }
}

/** The end of a list that End has led to, and goes on with. */
interface Followed {
  row: number
  column: number | null
  /** The row that was the last one when the key was pressed. */
  from: number
}

/** Whether the end is followed further once a list has so many rows. */
export function goesOn({ from }: Pick<Followed, 'from'>, count: number, hasMore: boolean): boolean {
  return hasMore && count - from < mostFollowed
}

/**
 * The row that a key was pressed in, and the control of it; null for what only React holds inside, like an open menu.
 */
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

const drawnRow = (body: RefObject<HTMLElement | null>, row: number) =>
  body.current?.querySelector<HTMLTableRowElement>(`[data-index="${row}"]`)

/** Puts the focus on a row, or on what lies in a column of it. */
function focusRow(body: RefObject<HTMLElement | null>, row: number, column: number | null): void {
  const drawn = drawnRow(body, row)
  const cell = column === null ? undefined : drawn?.cells[column]
  const control = cell && controlsOf(cell)[0]
  const target = control ?? drawn
  target?.focus()
}
