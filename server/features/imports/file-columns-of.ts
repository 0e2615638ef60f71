/** Which columns a file of each kind can have. */
import { contactFileColumns } from '@tenantry/contract/contact-file.ts'
import { customerFileColumns } from '@tenantry/contract/customer-file.ts'
import { entityFileColumns } from '@tenantry/contract/entity-file.ts'
import { externalSystems } from '@tenantry/contract/external-ids.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import type { ImportKind } from '@tenantry/contract/imports.ts'

const customerColumns = customerFileColumns(Object.keys(externalSystems))

const known: Record<ImportKind, readonly FileColumn[]> = {
  customers: customerColumns,
  entities: entityFileColumns,
  contacts: contactFileColumns,
}

/** Fields that a file must have a column for: what tells its things apart, and what none of them can be without. */
const needed: Record<ImportKind, readonly string[]> = {
  customers: ['name'],
  entities: ['customerCodes', 'name'],
  contacts: ['customerCodes'],
}

/** What a column is called in a matching: the dotted path of its value. */
export function fieldOf({ path }: FileColumn): string {
  return path.join('.')
}

/** The columns that a file of a kind can be matched with, in the order of the template. */
export function columnsOfKind(kind: ImportKind): readonly FileColumn[] {
  return known[kind].filter(({ isReadOnly }) => !isReadOnly)
}

/** Every column of a kind, those included that are only written. */
export function allColumnsOfKind(kind: ImportKind): readonly FileColumn[] {
  return known[kind]
}

/** The needed fields that no column is matched with. */
export function missingFields(kind: ImportKind, matching: readonly (string | null)[]): string[] {
  return needed[kind].filter((field) => !matching.includes(field))
}
