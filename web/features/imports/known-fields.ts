/** The fields that a column can stand for, by the words of the catalogue of file columns. */
import { contactFileColumns } from '@tenantry/contract/contact-file.ts'
import { customerFileColumns } from '@tenantry/contract/customer-file.ts'
import { deviceFileColumns } from '@tenantry/contract/device-file.ts'
import { entityFileColumns } from '@tenantry/contract/entity-file.ts'
import { externalSystems } from '@tenantry/contract/external-ids.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import type { ImportKind } from '@tenantry/contract/imports.ts'
import { texts } from './imports.texts.ts'

const columns = {
  customers: customerFileColumns(Object.keys(externalSystems)),
  entities: entityFileColumns,
  contacts: contactFileColumns,
  devices: deviceFileColumns,
}

/** The fields of a kind of file in their order, to be picked from. */
export function fieldOptions(kind: ImportKind): { value: string; label: string }[] {
  return columns[kind]
    .filter(({ isReadOnly }) => !isReadOnly)
    .map((column) => ({ value: column.path.join('.'), label: labelOf(column) }))
}

// The heading is what exports have; a column of names is taken for it, too.
const labelOf = ({ path, header }: FileColumn) =>
  path.join('.') === 'customerCodes' ? texts.matching.customer : header

/** What a field is called. */
export function fieldWord(kind: ImportKind, field: string): string {
  return fieldOptions(kind).find(({ value }) => value === field)?.label ?? field
}
