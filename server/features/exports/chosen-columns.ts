import { externalIdColumn } from '@tenantry/contract/customer-file.ts'
import { normalizeSystem } from '@tenantry/contract/external-ids.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { invalidInput } from '../../platform/errors.ts'
import { isOwnSide } from '../own-side/public.ts'

/**
 * The columns of a file, in the order asked for; all of them where none is named. What is internal is no column for a
 * customer's own people.
 * @throws invalid_input (422) for a column that there is not
 */
export function chosenColumns(
  caller: Caller,
  all: readonly FileColumn[],
  wanted: readonly string[] | undefined,
): FileColumn[] {
  const isSeen = (column: FileColumn) => !(column.isInternal && isOwnSide(caller))
  if (!wanted) return all.filter(isSeen)
  const byPath = new Map(all.map((column) => [column.path.join('.'), column]))
  const found = wanted.map((path) => byPath.get(path) ?? externalColumn(all, path))
  const problems = wanted.flatMap((path, index) => {
    const column = found[index]
    if (column && isSeen(column)) return []
    return [{ path: 'columns', code: 'column_unknown', message: `There is no column "${path}"` }]
  })
  if (problems.length > 0) throw invalidInput(...problems)
  return found.flatMap((column) => column ?? [])
}

/** The column of a system that knows none of the customers. */
function externalColumn(all: readonly FileColumn[], path: string): FileColumn | undefined {
  const system = /^externalIds\.(.{1,50})$/u.exec(path)?.[1]?.trim()
  const isOfCustomers = all.some((column) => column.path[0] === 'parentCodes')
  return system && isOfCustomers ? externalIdColumn(normalizeSystem(system)) : undefined
}
