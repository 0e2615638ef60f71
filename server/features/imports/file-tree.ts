/** What the rows of a file of customers say of each other: which of them others name as their parent, wherever it stands. */
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import { bareText } from '@tenantry/contract/file-cells.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import { breathe } from '../../platform/breathe.ts'
import { fieldOf } from './file-columns-of.ts'
import { pathKey } from './path-key.ts'
import type { FileRow } from './read-rows.ts'

/** How a file hangs together. */
export interface FileTree {
  /** Rows that go before all others, because what they add is named further up; 1 lies on top. */
  levels: ReadonlyMap<number, number>
  /** Where a code that stands alone leads to in the file, where it names one row that lies deeper. */
  paths: ReadonlyMap<string, readonly string[]>
  /** Rows that lie below themselves, each with all rows of its circle. */
  circles: ReadonlyMap<number, readonly number[]>
}

export const noTree: FileTree = { levels: new Map(), paths: new Map(), circles: new Map() }

/** Where a row says that it hangs, and its own code. */
export interface RowPlace {
  number: number
  parents: readonly string[]
  code: string | null
}

/** Reads what rows say of their places and nothing else. */
export function placeReader(columns: readonly (FileColumn | undefined)[]) {
  const at = (field: string) => columns.findIndex((column) => column && fieldOf(column) === field)
  const [codeAt, parentsAt] = [at('code'), at('parentCodes')]
  const read = (row: FileRow, index: number) => {
    const text = row.cells[index] ?? ''
    const cell = text.trim() === '' ? null : columns[index]?.read(bareText(text))
    return cell && 'value' in cell ? cell.value : null
  }
  return {
    /** Whether rows can name each other at all. */
    hasTree: codeAt >= 0 && parentsAt >= 0,
    placeOf: (row: FileRow): RowPlace => {
      const [code, parents] = [read(row, codeAt), read(row, parentsAt)]
      return {
        number: row.number,
        parents: Array.isArray(parents) ? parents : [],
        code: typeof code === 'string' && code.trim() !== '' ? code.trim() : null,
      }
    },
  }
}

/**
 * Finds out how a file hangs together. Goes through it twice and keeps of it no more than the places that are named.
 * @param rows goes through the rows below the headings
 */
export async function readTree(
  columns: readonly (FileColumn | undefined)[],
  rows: () => AsyncIterable<FileRow>,
): Promise<FileTree> {
  const { hasTree, placeOf } = placeReader(columns)
  if (!hasTree) return noTree
  /** Each path that is named, with the row that names it first. */
  const named = new Map<string, RowPlace>()
  const lastCodes = new Set<string>()
  for await (const row of rows()) {
    const place = placeOf(row)
    const key = pathKey(place.parents)
    if (key === '' || named.has(key)) continue
    named.set(key, place)
    lastCodes.add(codeKey(place.parents.at(-1) ?? ''))
  }
  if (named.size === 0) return noTree
  const parents = new ParentRows()
  for await (const row of rows()) {
    const place = placeOf(row)
    if (place.code !== null && lastCodes.has(codeKey(place.code))) parents.add({ ...place, code: place.code })
  }
  return parents.treeOf(named)
}

type ParentRow = RowPlace & { code: string }

/** Deeper than any house hangs its customers; a file can name a hundred thousand rows one below the other. */
const deepest = 64

/** Rows that have a code which others name. */
class ParentRows {
  readonly #all: ParentRow[] = []
  /** By their codes alone; null where several have the same. */
  readonly #byCode = new Map<string, ParentRow | null>()
  readonly #byPath = new Map<string, ParentRow>()
  #byWholePath: Map<string, ParentRow> | null = null
  readonly #paths = new Map<ParentRow, readonly string[] | null>()
  readonly #circles = new Map<number, readonly number[]>()

  add(row: ParentRow): void {
    this.#all.push(row)
    const key = codeKey(row.code)
    this.#byCode.set(key, this.#byCode.has(key) ? null : row)
    addFirst(this.#byPath, pathKey([...row.parents, row.code]), row)
  }

  async treeOf(named: ReadonlyMap<string, RowPlace>): Promise<FileTree> {
    const levels = new Map<number, number>()
    const paths = new Map<string, readonly string[]>()
    let looked = 0
    for (const [key, { parents, number }] of named) {
      // A file can make each of two hundred thousand look as far up as there is to look.
      if (++looked % 500 === 0) await breathe()
      const row = this.#rowAt(parents)
      const path = row && this.#pathOf(row)
      if (!row || !path) continue
      if (parents.length === 1 && path.length > 1) paths.set(key, path)
      if (row.number > number) this.#lift(row, levels)
    }
    return { levels, paths, circles: this.#circles }
  }

  /** Lets a row go first, and before it what it lies below. */
  #lift(row: ParentRow, levels: Map<number, number>): void {
    for (let each: ParentRow | null = row; each && !levels.has(each.number); each = this.#rowAt(each.parents))
      levels.set(each.number, this.#pathOf(each)?.length ?? 1)
  }

  /** The row that adds what a path leads to; a code that stands alone may name any row that is the only one with it. */
  #rowAt(parents: readonly string[]): ParentRow | null {
    if (parents.length === 0) return null
    const key = pathKey(parents)
    const exact = this.#byPath.get(key)
    if (exact) return exact
    if (parents.length === 1) return this.#byCode.get(key) ?? null
    if (!this.#byWholePath) {
      this.#byWholePath = new Map()
      for (const row of this.#all) {
        const path = this.#pathOf(row)
        if (path) addFirst(this.#byWholePath, pathKey(path), row)
      }
    }
    return this.#byWholePath.get(key) ?? null
  }

  /** Where a row lies, from the top down; null within a circle. */
  #pathOf(row: ParentRow, below: readonly ParentRow[] = []): readonly string[] | null {
    const known = this.#paths.get(row)
    if (known !== undefined) return known
    if (below.length > deepest) return null
    const start = below.indexOf(row)
    if (start >= 0) {
      const circle = below.slice(start).map(({ number }) => number)
      for (const number of circle) this.#circles.set(number, circle)
      return null
    }
    const above = row.parents.length === 1 ? this.#rowAt(row.parents) : null
    const found = above ? this.#pathOf(above, [...below, row]) : row.parents
    const path = found && [...found, row.code]
    if (path || below.length === 0) this.#paths.set(row, path)
    return path
  }
}

function addFirst(into: Map<string, ParentRow>, key: string, row: ParentRow): void {
  if (!into.has(key)) into.set(key, row)
}
