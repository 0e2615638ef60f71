import { csvSeparators, type ExportFormat, exportFormatOf, mostExportedRows } from '@tenantry/contract/exports.ts'
import type { CellValue } from '@tenantry/contract/file-cells.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import { requireStillActing } from '../../platform/auth/acting-caller.ts'
import { newId } from '../../platform/clock/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { byteOrderMark, csvRows } from '../../platform/files/csv-file.ts'
import { mostSheetRows, type Sheet, xlsxFile } from '../../platform/files/xlsx-file.ts'
import type { CallContext } from '../../platform/http/context.ts'
import type { Reader, StreamedAnswer } from '../../platform/http/route.ts'
import type { ListIds } from '../../platform/list/list-ids.ts'
import { recordAudit } from '../audit-events/public.ts'
import { beginExport } from './running-exports.ts'

/** How somebody wants a list as a file. */
export interface FileWish {
  format?: ExportFormat | undefined
  sheets?: readonly string[] | undefined
  separator: keyof typeof csvSeparators
  bom: boolean
  columns?: string[] | undefined
  q?: string | undefined
  filter?: object | undefined
  sort?: string | undefined
}

/** A list that becomes a file, or a sheet of one. */
export interface PlannedSheet {
  /** What its rows are: customers, entities, contacts, devices, or those of the ledger. */
  list: string
  columns: readonly FileColumn[]
  /** Records of some ids, in their order. */
  read: (context: CallContext, ids: readonly string[]) => Promise<object[]>
}

/** Everything that is worked out before the first part is sent. */
export interface Planned {
  ids: ListIds
  sheets: [PlannedSheet, ...PlannedSheet[]]
}

/** How many rows one transaction reads: no connection is held while the reader takes what was read. */
const batchSize = 250

/** Headings and every batch of a sheet, and how many rows were read. */
interface Running {
  counts: Record<string, number>
  record: (isComplete: boolean) => Promise<void>
}

/**
 * Sends a list as a file: which rows, and in which order, is settled in one statement; what stands in them is read in
 * batches, each in a transaction of its own, as it is at that moment. Who took out how much of what is written to the log
 * before the last rows leave, and also where the reader stops listening. It breaks off where the reader may less by then.
 * @throws export_too_long (422) with `params.most` for more rows than a file may have
 * @throws rate_limited (429) for more files at the same time than one person may take out
 */
export async function* exportFile(
  read: Reader,
  answer: StreamedAnswer,
  wish: FileWish,
  plan: (context: CallContext) => Promise<Planned>,
): AsyncGenerator<string | Uint8Array, void> {
  const { planned, end } = await read(async (context) => {
    const end = beginExport(context.caller.scope.membershipId)
    try {
      return { planned: await plan(context), end }
    } catch (error) {
      end()
      throw error
    }
  })
  try {
    const format = exportFormatOf(wish)
    const most = format === 'xlsx' ? mostSheetRows - 1 : mostExportedRows
    if (planned.ids.count > most) throw new AppError('export_too_long', { params: { most } })
    answer.tellCount(planned.ids.count)
    yield* format === 'csv' ? csvFile(read, answer, wish, planned) : spreadsheet(read, answer, wish, planned)
  } finally {
    end()
  }
}

async function* csvFile(
  read: Reader,
  answer: StreamedAnswer,
  wish: FileWish,
  { ids, sheets: [sheet] }: Planned,
): AsyncGenerator<string, void> {
  const separator = csvSeparators[wish.separator]
  const headings = sheet.columns.map(({ header }) => header)
  yield `${wish.bom ? byteOrderMark : ''}${csvRows([headings], { separator })}`
  const running = begin(answer, wish, [sheet])
  for await (const rows of recorded(rowsOf(read, sheet, ids, running), running)) yield csvRows(rows, { separator })
}

function spreadsheet(
  read: Reader,
  answer: StreamedAnswer,
  wish: FileWish,
  { ids, sheets }: Planned,
): AsyncGenerator<Uint8Array, void> {
  const running = begin(answer, wish, sheets)
  const named = sheets.map((sheet, index): Sheet => {
    const rows = rowsOf(read, sheet, ids, running)
    const isLast = index === sheets.length - 1
    return { name: titleOf(sheet.list), columns: sheet.columns, rows: isLast ? recorded(rows, running) : rows }
  })
  return xlsxFile(named)
}

const titleOf = (list: string) => `${list[0]?.toUpperCase()}${list.slice(1)}`

async function* rowsOf(
  read: Reader,
  { list, columns, read: readRecords }: PlannedSheet,
  ids: ListIds,
  { counts }: Running,
): AsyncGenerator<CellValue[][], void> {
  for (const batch of ids.batches(batchSize)) {
    const records = await read(async (context) => {
      // A reader who is slow keeps it going for long, whatever has become of their rights meanwhile.
      await requireStillActing(context)
      return readRecords(context, batch)
    })
    counts[list] = (counts[list] ?? 0) + records.length
    yield records.map((record) => columns.map((column) => column.write(record)))
  }
}

/** Rows as they come, but the last ones only once the log tells of them all. */
async function* recorded(rows: AsyncIterable<CellValue[][]>, { record }: Running): AsyncGenerator<CellValue[][], void> {
  let isRead = false
  try {
    let held: CellValue[][] | null = null
    for await (const batch of rows) {
      if (held) yield held
      held = batch
    }
    isRead = true
    await record(true)
    if (held) yield held
  } finally {
    if (!isRead) await record(false)
  }
}

function begin({ write }: StreamedAnswer, wish: FileWish, sheets: readonly PlannedSheet[]): Running {
  const [first, ...further] = sheets
  const list = first?.list ?? ''
  const counts: Record<string, number> = Object.fromEntries(sheets.map((sheet) => [sheet.list, 0]))
  const { columns = null, q = null, filter = null, sort = null } = wish
  const record = (isComplete: boolean) =>
    write((context) =>
      recordAudit(context, {
        action: 'list.exported',
        organizationId: context.caller.organization.id,
        objectType: 'export',
        objectId: newId(),
        after: {
          list,
          format: exportFormatOf(wish),
          rows: counts[list],
          ...Object.fromEntries(further.map((sheet) => [sheet.list, counts[sheet.list]])),
          columns,
          q,
          filter,
          sort,
          isComplete,
        },
      }),
    )
  return { counts, record }
}
