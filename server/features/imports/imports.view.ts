import type { ImportId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { ImportChange } from '@tenantry/contract/import-changes.ts'
import type { ImportProblem, ImportProblemGroup } from '@tenantry/contract/import-problems.ts'
import { type Import, type ImportKind, type ImportState, undoHours } from '@tenantry/contract/imports.ts'
import type { Selectable } from 'kysely'
import type { ImportChangesTable, ImportProblemsTable } from '../../database/tables.generated.ts'
import type { findProblemGroups } from './import-problems.queries.ts'
import type { ImportRow } from './imports.queries.ts'

type ProblemGroupRow = Awaited<ReturnType<typeof findProblemGroups>>[number]

/** An import as the API shows it, but for what it lacks. */
export function importView(row: ImportRow): Omit<Import, 'missing'> {
  const matching = matchingOf(row)
  const samples = row.samples as string[][]
  return {
    id: row.id as ImportId,
    kind: row.kind as ImportKind,
    state: row.state as ImportState,
    file: {
      name: row.file_name,
      sizeBytes: Number(row.size_bytes),
      encoding: row.encoding,
      separator: row.separator,
      rows: row.rows,
      headerRow: row.header_row,
      isKept: row.has_file,
    },
    columns: headersOf(row).map((header, index) => ({
      header,
      samples: samples[index] ?? [],
      field: matching[index] ?? null,
      isCutShort: row.cut_columns.includes(index),
    })),
    existing: row.existing as Import['existing'],
    emptyCells: row.empty_cells as Import['emptyCells'],
    parentId: row.parent_id as OrganizationId | null,
    progress: {
      position: Math.max(row.position, row.heads_done),
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      skipped: row.skipped,
      failed: row.failed,
      takenBack: row.taken_back,
      kept: row.kept,
    },
    stoppedBy: row.stopped_by,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    undoableUntil: undoableUntil(row)?.toISOString() ?? null,
  }
}

/** Until when an import can be taken back; null where it has made nothing or nothing has ended. */
export function undoableUntil({ state, created, updated, finished_at }: ImportRow): Date | null {
  const hasEnded = state === 'finished' || state === 'cancelled' || state === 'stopped'
  if (!hasEnded || !finished_at || created + updated === 0) return null
  return new Date(finished_at.getTime() + undoHours * 3_600_000)
}

/** A problem as the API shows it. */
export function problemView(row: Selectable<ImportProblemsTable>, of: ImportRow): ImportProblem {
  const { row_number, code, message, value } = row
  return { row: row_number, ...columnView(row, of), code, message, value }
}

/** Problems of one kind as the API shows them. */
export function groupView(group: ProblemGroupRow, of: ImportRow): ImportProblemGroup {
  const { code, message, is_varied, rows, count } = group
  return { ...columnView(group, of), code, message, isVaried: is_varied, rows, count: Number(count) }
}

/** What rows would change as the API shows it, in the order of the file. */
export function changeViews(rows: readonly Selectable<ImportChangesTable>[], of: ImportRow): ImportChange[] {
  const found = new Map<number, ImportChange>()
  for (const { row_number: row, name, before, after, column_index } of rows) {
    const change = found.get(row) ?? { row, name, cells: [] }
    found.set(row, change)
    const { header, field } = columnView({ column_index }, of)
    change.cells.push({ header: header ?? '', field: field ?? '', before, after })
  }
  return [...found.values()]
}

function columnView({ column_index: index }: { column_index: number | null }, of: ImportRow) {
  if (index === null) return { header: null, field: null }
  return { header: headersOf(of)[index] ?? null, field: matchingOf(of)[index] ?? null }
}

export const headersOf = (row: ImportRow) => row.headers as string[]
export const matchingOf = (row: ImportRow) => row.matching as (string | null)[]
