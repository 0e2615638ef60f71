/** Of which rows it is kept what they would change: of the first ones of the file, in whatever order they come. */
import type { Run } from './chunk.ts'

/** Whether this run keeps what a row would change, once it is known that it would. */
export function isShowing({ isDryRun, shown, keptChanges }: Run, rowNumber: number): boolean {
  return isDryRun && (shown.length < keptChanges || rowNumber < (shown.at(-1) ?? 0))
}

/**
 * The first ones of rows that are kept and of those that were found now, in their order.
 * @param most how many of them, each of which counts once
 */
export function firstRows(kept: readonly number[], found: readonly number[], most: number): number[] {
  return [...new Set([...kept, ...found])].sort((a, b) => a - b).slice(0, most)
}
