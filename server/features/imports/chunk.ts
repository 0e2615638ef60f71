/** A piece of a file on its way through a transaction, and what comes of it. */
import type { FieldProblem, ProblemParams } from '@tenantry/contract/errors.ts'
import { columnOfProblem, type FileColumn, type RowProblem, readRow } from '@tenantry/contract/file-columns.ts'
import { type ImportKind, importCaps } from '@tenantry/contract/imports.ts'
import { breathe } from '../../platform/breathe.ts'
import type { CallContext } from '../../platform/http/context.ts'
import type { CodeMemory } from '../customers/public.ts'
import { EarlierDevices, type TakenByDevice } from './earlier-devices.ts'
import type { Separator } from './encodings.ts'
import { columnOfField, columnsOfKind } from './file-columns-of.ts'
import { type FileTree, noTree } from './file-tree.ts'
import type { NewChange } from './import-changes.queries.ts'
import type { NewProblem } from './import-problems.queries.ts'
import { type Counts, countNames, type ImportRow, type MadeRow } from './imports.queries.ts'
import { matchingOf } from './imports.view.ts'
import type { FileRow } from './read-rows.ts'
import { shortageOf } from './shortages.ts'
import { isErrorOfWorkbook } from './workbook-errors.ts'

/** What lives as long as a run: what the rows so far have said that later ones depend on. */
export interface Run {
  row: ImportRow
  kind: ImportKind
  /** The column that each column of the file is matched with. */
  columns: (FileColumn | undefined)[]
  /** Rows by what tells their things apart, so that a second row for the same thing is a problem. */
  seen: Map<string, number>
  /** Rows by the outside ids that they want, by house. */
  outsideIds: Map<string, number>
  codes: CodeMemory
  /** In a dry run: places that rows further up would make, by the codes that lead there. */
  planned: Map<string, string>
  /** Rows that were refused, by the codes that would have led to what they add. */
  refused: Map<string, number>
  /** What the rows say of each other. */
  tree: FileTree
  isDryRun: boolean
  /** In a dry run: devices of pieces that were rolled back. */
  earlier: EarlierDevices
  /** In a check, how many the pieces so far have found to be new, by organization: each piece is rolled back. */
  addedBefore: Map<string, number>
  /** Where the last row that was changed is about something: the database may refuse its license with the commit alone. */
  changing: { row: number; organizationId: string } | null
  /** In a dry run: the rows of which it is kept so far what they would change, in their order. */
  shown: readonly number[]
  /** In a dry run: of how many rows it is kept what they would change. */
  keptChanges: number
}

/** How much a run takes on at a time, and keeps. */
export interface Amounts extends Pick<Run, 'keptChanges'> {
  /** Rows that come in together. */
  rowsOfPiece: number
  /** Rows that are taken back together. */
  rowsTakenBack: number
}

/** How rows of one kind come in. */
export interface Importer {
  /** Works out what rows say by themselves, which needs no database and so goes on while others are written. */
  prepare(run: Run, rows: readonly FileRow[]): Promise<PreparedChunk>
  /** Takes note of a row that an earlier job has dealt with. */
  remember(run: Run, row: FileRow): void
}

/** Rows that were read, to be brought in together, as often as it takes, or one by one. */
export interface PreparedChunk {
  rows: readonly FileRow[]
  bring(context: CallContext): Promise<Outcome>
  split(): PreparedChunk[]
}

/** What is different for each kind. */
interface Kind<Read extends { row: FileRow }> {
  read(run: Run, row: FileRow): Read
  remember(run: Run, row: FileRow): void
  bring(context: CallContext, run: Run, rows: readonly Read[]): Promise<Outcome>
}

/** Makes an importer of what is different for a kind. */
export function importerOf<Read extends { row: FileRow }>(kind: Kind<Read>): Importer {
  const chunkOf = (run: Run, reads: readonly Read[]): PreparedChunk => ({
    rows: reads.map(({ row }) => row),
    bring: (context) => kind.bring(context, run, reads),
    split: () => reads.map((each) => chunkOf(run, [each])),
  })
  return {
    prepare: async (run, rows) => {
      const reads: Read[] = []
      for (const [index, row] of rows.entries()) {
        if (index % 20 === 19) await breathe()
        reads.push(kind.read(run, row))
      }
      return chunkOf(run, reads)
    },
    remember: kind.remember,
  }
}

/** What a chunk has led to. */
export interface Outcome {
  counts: Counts
  problems: NewProblem[]
  /** What rows would change, in a check. */
  changes: NewChange[]
  /** Devices that take licenses now, or no longer. */
  taken: TakenByDevice[]
  made: Omit<MadeRow, 'provider_id' | 'import_id' | 'head_level'>[]
}

export const noCounts = (): Counts => Object.fromEntries(countNames.map((name) => [name, 0])) as Counts

export const newOutcome = (): Outcome => ({
  counts: noCounts(),
  problems: [],
  changes: [],
  taken: [],
  made: [],
})

export function newRun(row: ImportRow, keptChanges: number): Run {
  const kind = row.kind as ImportKind
  return {
    row,
    kind,
    columns: matchingOf(row).map((field) => (field === null ? undefined : columnOfField(kind, field))),
    seen: new Map(),
    outsideIds: new Map(),
    codes: new Map(),
    planned: new Map(),
    refused: new Map(),
    tree: noTree,
    isDryRun: row.state === 'checking',
    earlier: new EarlierDevices(),
    addedBefore: new Map(),
    changing: null,
    shown: [],
    keptChanges,
  }
}

/**
 * What is wrong with a row that has more cells than there are headings: nobody knows which of its cells has moved, so
 * none of them says anything.
 */
export function findShapeProblem({ row: { headers, separator } }: Run, { cells }: FileRow): Problem | null {
  const columns = (headers as string[]).length
  if (cells.slice(columns).every((cell) => cell.trim() === '')) return null
  return tooManyCells(cells.length, columns, separator)
}

function tooManyCells(cells: number, columns: number, separator: string): Problem {
  const counted = `This row has ${cells} cells and the file ${columns} ${columns === 1 ? 'column' : 'columns'}`
  const message = `${counted}; a ${separatorWords[separator as Separator]} may lack its quotes`
  return { path: '', code: 'row_too_many_cells', message }
}

const separatorWords: Record<Separator, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }

/** What a row says, with what is wrong with single cells. */
export function readCells<Shape>(run: Run, row: FileRow) {
  const cells: [FileColumn, string][] = []
  const problems: RowProblem[] = []
  for (const [index, column] of run.columns.entries()) {
    if (!column) continue
    const text = row.cells[index] ?? ''
    if (text.length > importCaps.cell) problems.push({ path: column.path, code: 'cell_too_long', message: tooLong })
    else if (isErrorOfWorkbook(text))
      problems.push({ path: column.path, code: 'cell_workbook_error', message: errorOfWorkbook })
    else cells.push([column, text])
  }
  const read = readRow<Shape>(cells, run.row.empty_cells === 'clear' ? 'clear' : 'leave')
  return { given: read.given, problems: [...problems, ...read.problems] }
}

const errorOfWorkbook = 'The cell holds an error of the workbook'

const tooLong = `No cell may hold more than ${importCaps.cell} characters`

/** Something that is wrong, at a dotted path or at one in parts. */
export type Problem = { path: string | readonly string[]; code: string; message: string; params?: ProblemParams }

/**
 * Notes what is wrong with a row, each thing at the column of the file that it comes from and in the order of these; what
 * is about the whole row comes first.
 */
export function fail(run: Run, outcome: Outcome, row: FileRow, problems: readonly Problem[]): void {
  outcome.counts.failed += 1
  const matched = run.columns.flatMap((column) => column ?? [])
  const found = problems.map((problem) => {
    const { path, code, message } = problem
    const parts = typeof path === 'string' ? path.split('.') : path
    const column = columnOfProblem(matched, parts)
    const index = column ? run.columns.indexOf(column) : -1
    const value = (row.cells[index] ?? '').slice(0, 200).replaceAll('\0', '')
    return {
      row_number: row.number,
      column_index: index < 0 ? null : index,
      code,
      message: index < 0 ? messageWithout(run, parts, message) : messageInFile(code, message),
      value: value === '' ? null : value,
      ...shortageOf(problem),
    }
  })
  outcome.problems.push(...found.sort((one, other) => (one.column_index ?? -1) - (other.column_index ?? -1)))
}

/** What is wrong with something that the file has no column for, which is named. */
function messageWithout({ kind }: Run, path: readonly string[], message: string): string {
  const absent = columnOfProblem(columnsOfKind(kind), path)
  return absent ? `${absent.header}: ${message}` : message
}

/** What is wrong in words that fit a file, where more may stand than in the form. */
function messageInFile(code: string, message: string): string {
  if (code === 'country_unknown') return 'No country is called so: its two-letter code, like US, or its name is needed'
  return code === 'invalid_type' ? 'This is needed' : message
}

/** Whether a row further up was about the same thing, which then is a problem of this row; else remembers it. */
export function findRepeated(run: Run, key: string, row: FileRow, path: string): FieldProblem | null {
  const first = run.seen.get(key)
  if (first !== undefined && first !== row.number)
    return { path, code: 'repeated_in_file', message: `Row ${first} is about the same one` }
  run.seen.set(key, row.number)
  return null
}
