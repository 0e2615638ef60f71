/** What a check shows of rows that would change something: each cell that would become another, as an export writes it. */
import type { CustomerRecord } from '@tenantry/contract/customer-file.ts'
import { cellTextOf } from '@tenantry/contract/file-columns.ts'
import { readCustomerRecords } from '../exports/public.ts'
import type { Outcome, Run } from './chunk.ts'
import type { Chunk } from './customer-chunk.ts'
import { cutAround, cutAt } from './cut-around.ts'
import type { FileRow } from './read-rows.ts'
import { isShowing } from './shown-rows.ts'

const longestName = 300

/** A row with what it is about. */
interface Changed {
  row: FileRow
  organizationId: string
  name: string
}

/**
 * Notes what a row would change.
 * @param before what it is about, as a file tells of it
 */
export function noteChanges(
  run: Run,
  outcome: Outcome,
  { row, organizationId, name }: Changed,
  { before, after }: { before: object; after: object },
): void {
  if (!isShowing(run, row.number)) return
  for (const [index, column] of run.columns.entries()) {
    if (!column || column.isId) continue
    const [was, becomes] = [cellTextOf(column, before), cellTextOf(column, after)]
    if (was === becomes) continue
    outcome.changes.push({
      row_number: row.number,
      organization_id: organizationId,
      name: cutAt(name, longestName),
      column_index: index,
      ...cutAround(was, becomes),
    })
  }
}

/** Customers as a file tells of them to whoever imports, by their ids. */
export async function readShown({ context, run }: Chunk, ids: readonly string[]): Promise<Map<string, CustomerRecord>> {
  if (ids.length === 0) return new Map()
  const columns = run.columns.flatMap((column) => column ?? [])
  const records = await readCustomerRecords(context, ids, columns)
  return new Map(records.map((record) => [record.id, record]))
}
