/** Which row of a file holds the headings: the first one, but for titles and dates that other programs write above it. */
import { type ImportKind, importCaps } from '@tenantry/contract/imports.ts'
import { isSeparatorLine } from './encodings.ts'
import { matchHeaders } from './match-columns.ts'
import type { FileRow } from './read-rows.ts'

/** So many rows are looked at. */
export const rowsLookedAt = 30

const longestHeading = 200

/** What is kept of a heading. */
export const headingIn = (cell: string) => cell.trim().slice(0, longestHeading)

/** What may be headings of a row: thirty rows can have a million cells each, and each one is looked up. */
const headingsIn = ({ cells }: FileRow) => cells.slice(0, importCaps.columns).map(headingIn)

const filled = ({ cells }: FileRow) => cells.filter((cell) => cell.trim() !== '').length

/**
 * Finds the headings among the first rows of a file. Headings that are known decide; where none is, a first row with a
 * single cell above a row with several is a title.
 */
export function findHeadings(kind: ImportKind, start: readonly FileRow[]): FileRow | null {
  const rows = start.filter((row) => row.number > 1 || !isSeparatorLine(row.cells))
  const [first] = rows
  if (!first) return null
  const known = (row: FileRow) => matchHeaders(kind, headingsIn(row)).filter((field) => field !== null).length
  const scores = rows.map(known)
  const best = Math.max(...scores)
  // Among customers there may be one called "Name": a single word below tells nothing.
  if (best > (scores[0] ?? 0) && best >= 2 && filled(first) < best) return rows[scores.indexOf(best)] ?? first
  if ((scores[0] ?? 0) > 0 || filled(first) > 1) return first
  return rows.find((row) => filled(row) > 2) ?? first
}
