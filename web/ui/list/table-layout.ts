/** Which columns of a table are shown, in what order and how wide. Knows no component. */
import type { TableColumn } from './columns.ts'

/** What somebody has changed of a table, as it is remembered. */
export interface TableLayout {
  /** Ids of the columns that are shown, in their order; absent, those that the list begins with. */
  columns?: readonly string[] | undefined
  /** Pixels, by column. */
  widths?: Readonly<Record<string, number>> | undefined
  /** Lower rows, more of them. */
  isDense?: boolean | undefined
}

type Column = Pick<TableColumn<never>, 'id' | 'isFixed' | 'isExtra' | 'widthPx'>

/** The narrowest and the widest that a column can be made, in pixels. */
const narrowestPx = 56
const widestPx = 800

/** What one step by key or button adds to a width. */
export const stepPx = 16

/** The ids of the columns that a table shows to begin with. */
export function firstColumns(all: readonly Column[]): string[] {
  return all.filter(({ isFixed, isExtra }) => !isFixed && !isExtra).map(({ id }) => id)
}

/**
 * Reads chosen columns from an address or from what was remembered; unknown ones and doubles are dropped. Where not one
 * is known, none was chosen.
 */
export function knownColumns(chosen: readonly string[] | undefined, all: readonly Column[]): string[] | undefined {
  const known = new Set(all.filter(({ isFixed }) => !isFixed).map(({ id }) => id))
  const left = chosen && [...new Set(chosen)].filter((id) => known.has(id))
  return left?.length || !chosen?.length ? left : undefined
}

/** The columns in the order in which they are shown: fixed ones stay where the list has them, first or last. */
export function shownColumns<C extends Column>(all: readonly C[], chosen: readonly string[] | undefined): C[] {
  if (!chosen) return all.filter(({ isExtra }) => !isExtra)
  const firstFree = all.findIndex(({ isFixed }) => !isFixed)
  const free = chosen.flatMap((id) => all.filter((column) => column.id === id))
  return [
    ...all.slice(0, firstFree).filter(({ isFixed }) => isFixed),
    ...free,
    ...all.slice(firstFree).filter(({ isFixed }) => isFixed),
  ]
}

/** Puts a column before or after another one. @param by places to go, -1 to the front */
export function movedBy(order: readonly string[], id: string, by: number): string[] {
  const from = order.indexOf(id)
  const to = Math.max(0, Math.min(order.length - 1, from + by))
  return from < 0 ? [...order] : order.toSpliced(from, 1).toSpliced(to, 0, id)
}

/** Puts a column where another one stands. */
export function movedTo(order: readonly string[], id: string, target: string): string[] {
  const [from, to] = [order.indexOf(id), order.indexOf(target)]
  return from < 0 || to < 0 ? [...order] : movedBy(order, id, to - from)
}

/** A width that can be, in whole pixels. */
export function fittingWidth(px: number): number {
  return Math.round(Math.max(narrowestPx, Math.min(widestPx, px)))
}

/** How wide a column is drawn; undefined takes what the others leave. */
export function widthOf({ id, widthPx }: Column, widths: TableLayout['widths']): number | undefined {
  return widths?.[id] ?? widthPx
}

/** The width below which a table scrolls sideways: what its columns have, and how many take what is left. */
export function leastWidth(columns: readonly Column[], widths: TableLayout['widths']): { px: number; rest: number } {
  const known = columns.flatMap((column) => widthOf(column, widths) ?? [])
  return { px: known.reduce((sum, px) => sum + px, 0), rest: columns.length - known.length }
}

/** Reads what was remembered; anything of another shape counts as nothing. */
export function readLayout(text: string | null): TableLayout {
  try {
    const { columns, widths, isDense } = JSON.parse(text ?? '{}') as Record<string, unknown>
    const pairs = Object.entries(widths ?? {}).filter((pair): pair is [string, number] => Number.isFinite(pair[1]))
    return {
      columns: Array.isArray(columns) ? columns.filter((id) => typeof id === 'string') : undefined,
      widths: Object.fromEntries(pairs.map(([id, px]) => [id, fittingWidth(px)])),
      isDense: isDense === true,
    }
  } catch {
    return {}
  }
}
