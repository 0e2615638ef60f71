/** The ids by which rows of an export name what they are about (B4). */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { ImportKind } from '@tenantry/contract/imports.ts'
import { findRepeated, type Run } from './chunk.ts'
import { fieldOf } from './file-columns-of.ts'
import type { FileRow } from './read-rows.ts'

/** Whether a text is written like one of our ids; other products have numbers of their own below the same heading. */
export function isOurId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text.trim())
}

/** The id that a record names, as ids are compared; null where it names none. */
export function idIn({ id }: { id?: unknown }): string | null {
  return typeof id === 'string' && id.trim() !== '' ? id.trim().toLowerCase() : null
}

/** Those of some ids that can be asked for. */
export const askable = (ids: readonly (string | null)[]) => [
  ...new Set(ids.flatMap((id) => (id !== null && isOurId(id) ? [id] : []))),
]

/**
 * Whether a row further up is about the same one, by its id or by its code or name, which then is a problem of this row.
 * Asked for each row about something that is there, however it was found.
 * @param path where the row says what it is about
 */
export function findRepeatedId(run: Run, id: string, row: FileRow, path = 'id'): FieldProblem | null {
  return findRepeated(run, keyOf(id), row, path)
}

/** Takes note of what a row of an earlier job has changed. */
export function rememberChanged(run: Run, id: string, rowNumber: number): void {
  run.seen.set(keyOf(id), rowNumber)
}

const keyOf = (id: string) => `#${id}`

/** Takes note of the id that a row names. */
export function rememberId(run: Run, row: FileRow): void {
  const index = run.columns.findIndex((column) => column && fieldOf(column) === 'id')
  const id = idIn({ id: row.cells[index] })
  if (id !== null) findRepeatedId(run, id, row)
}

const words: Record<ImportKind, string> = {
  customers: 'customer',
  entities: 'entity',
  contacts: 'contact',
  devices: 'device',
}

/** The id leads nowhere that the caller sees, and without it the row would be about one that is there. */
export function idUnknown({ kind }: Run): FieldProblem {
  const message = `There is no ${words[kind]} with this ID here; where the column is left out, others tell what a row is about`
  return { path: 'id', code: 'id_unknown', message }
}

/** The id leads to one that lies beside the chosen parent, below which all of a file lies. */
export function outsideParent({ kind }: Run): FieldProblem {
  const message = `The ${words[kind]} with this ID does not lie below the chosen parent`
  return { path: 'id', code: 'parent_fixed', message }
}

/** The id leads to one, where rows may be about nothing that is there. */
export function idThere({ kind }: Run): FieldProblem {
  const message = `There is ${kind === 'entities' ? 'an' : 'a'} ${words[kind]} with this ID; rows can also update it or skip it`
  return { path: 'id', code: 'id_there', message }
}
