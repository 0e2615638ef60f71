/** Columns of the files that lists leave and come back in: what a column stands for, and how a row is read. */
import {
  bareText,
  type CellProblem,
  type CellType,
  type CellValue,
  type Codec,
  cellText,
  type ReadCell,
} from './file-cells.ts'

/** A column of a file. */
export interface FileColumn {
  /** Where its value stands in the record, and with few exceptions in what the API takes. */
  path: readonly string[]
  /** Its heading. */
  header: string
  type: CellType
  /** Written for people to read; left alone when the file comes back. */
  isReadOnly: boolean
  /** Tells which one a row is about, of those that are there; sets nothing and makes nothing. */
  isId: boolean
  /** Kept from the people of customers, who never see it. */
  isInternal: boolean
  /** Whether an empty cell can stand for "nothing": a name cannot be taken away, a phone number can. */
  isClearable: boolean
  write: (record: object) => CellValue
  read: (text: string) => ReadCell
}

type Leaf = string | number | boolean | readonly string[]

/** The dotted path of every value in a record; `0` stands for a place in a list. */
export type PathOf<Shape> = {
  [Key in keyof Shape & string]: NonNullable<Shape[Key]> extends Leaf
    ? Key
    : NonNullable<Shape[Key]> extends readonly (infer Item)[]
      ? `${Key}.${number}.${PathOf<Item>}`
      : `${Key}.${PathOf<NonNullable<Shape[Key]>>}`
}[keyof Shape & string]

/** A record as it was read: what no cell says is missing, what an empty cell takes away is null, lists go by place. */
export type Given<Shape> = {
  [Key in keyof Shape]?:
    | (NonNullable<Shape[Key]> extends Leaf
        ? Shape[Key]
        : NonNullable<Shape[Key]> extends readonly (infer Item)[]
          ? { [place: number]: Given<Item> }
          : Given<NonNullable<Shape[Key]>>)
    | null
}

/** What sets a column apart from one that anybody sees, that comes back, and that can be emptied. */
type Traits = Partial<Pick<FileColumn, 'isReadOnly' | 'isId' | 'isInternal' | 'isClearable'>>

/** A column at a path that may hold dots of its own. */
export function columnAt(path: readonly string[], header: string, codec: Codec, traits: Traits = {}): FileColumn {
  return {
    path,
    header,
    type: codec.type,
    isReadOnly: false,
    isId: false,
    isInternal: false,
    isClearable: true,
    ...traits,
    write: (record) => codec.write(valueAt(record, path)),
    read: (cell) => codec.read(cell),
  }
}

/** Makes columns of a record, whose paths do not compile where the record has no such value. */
export function columnsOf<Shape>() {
  return (path: PathOf<Shape>, header: string, codec: Codec, traits?: Traits) =>
    columnAt(path.split('.'), header, codec, traits)
}

/** The text of a record's cell, before it is made harmless. */
export function cellTextOf(column: FileColumn, record: object): string {
  return cellText(column.write(record))
}

/** A problem of a row: where, and what. */
export interface RowProblem {
  path: readonly string[]
  /** The last two are found before a cell is read. */
  code: CellProblem['code'] | 'cell_too_long' | 'cell_workbook_error'
  message: string
}

/** Whether an empty cell leaves a value as it is or takes it away. */
export type EmptyCells = 'leave' | 'clear'

/**
 * Reads a row: texts by their columns, in any order; read-only columns are skipped and the apostrophe before a formula
 * comes off.
 * @returns what the cells say and what is wrong with single ones
 */
export function readRow<Shape>(
  cells: Iterable<readonly [FileColumn, string]>,
  emptyCells: EmptyCells = 'leave',
): { given: Given<Shape>; problems: RowProblem[] } {
  const given: Tree = {}
  const beside: [readonly string[], string][] = []
  const problems: RowProblem[] = []
  for (const [column, text] of cells) {
    if (column.isReadOnly) continue
    if (text.trim() === '') {
      if (emptyCells === 'clear' && column.isClearable) put(given, column.path, null)
      continue
    }
    const read = column.read(bareText(text))
    if ('problem' in read) {
      problems.push({ path: column.path, ...read.problem })
      continue
    }
    put(given, column.path, read.value)
    if (read.extension !== undefined) beside.push([extensionOf(column.path), read.extension])
  }
  // A column of its own says more than what stands behind a number.
  for (const [path, extension] of beside) if ((valueAt(given, path) ?? null) === null) put(given, path, extension)
  return { given: given as Given<Shape>, problems }
}

/**
 * The column that a problem of the API's input belongs to: the one at its path, else the first at or below the longest
 * part of it that any column has.
 */
export function columnOfProblem(columns: readonly FileColumn[], path: readonly string[]): FileColumn | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const found = columns.find((column) => path.slice(0, length).every((part, place) => column.path[place] === part))
    if (found) return found
  }
  return undefined
}

interface Tree {
  [key: string]: unknown
}

const extensionOf = (path: readonly string[]) => [...path.slice(0, -1), `${path.at(-1)}Extension`]

function valueAt(record: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (from, part) => (isTree(from) && Object.hasOwn(from, part) ? from[part] : undefined),
    record,
  )
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null
}

function put(into: Tree, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path
  if (rest.length === 0) {
    Object.defineProperty(into, first, { value, enumerable: true, configurable: true, writable: true })
    return
  }
  const below = Object.hasOwn(into, first) ? into[first] : undefined
  const tree = isTree(below) ? below : {}
  put(tree, rest, value)
  if (tree !== below) put(into, [first], tree)
}
