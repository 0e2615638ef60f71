/** Which columns a file of each kind can have. */
import { contactFileColumns } from '@tenantry/contract/contact-file.ts'
import { customerFileColumns, externalIdColumn } from '@tenantry/contract/customer-file.ts'
import { deviceFileColumns } from '@tenantry/contract/device-file.ts'
import { entityFileColumns } from '@tenantry/contract/entity-file.ts'
import { externalSystems, normalizeSystem } from '@tenantry/contract/external-ids.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import type { Import, ImportKind } from '@tenantry/contract/imports.ts'

const customerColumns = customerFileColumns(Object.keys(externalSystems))

const known: Record<ImportKind, readonly FileColumn[]> = {
  customers: customerColumns,
  entities: entityFileColumns,
  contacts: contactFileColumns,
  devices: deviceFileColumns,
}

/** Fields that a file must have a column for: what tells its things apart, and what none of them can be without. */
const needed: Record<ImportKind, readonly string[]> = {
  customers: ['name'],
  entities: ['customerCodes', 'name'],
  contacts: ['customerCodes'],
  devices: ['name'],
}

/** Fields without which a row makes nothing new, so that a file which is to change things alone may lack them. */
const neededOfNew: Partial<Record<ImportKind, readonly string[]>> = { devices: ['class'] }

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

/** The needed fields that no column is matched with, by what is done with rows about what is there. */
export function missingFields(
  kind: ImportKind,
  existing: Import['existing'],
  matching: readonly (string | null)[],
): string[] {
  const ofNew = existing === 'update' ? [] : (neededOfNew[kind] ?? [])
  return [...needed[kind], ...ofNew].filter((field) => !matching.includes(field))
}

const ofSystem = 'externalIds.'
const headingOfSystem = /^external id \((.{1,50})\)$/i

/** The field of a heading that names a system which only this house has. */
export function systemInHeading(kind: ImportKind, header: string): string | null {
  const system = kind === 'customers' ? headingOfSystem.exec(header.trim())?.[1] : undefined
  const field = `${ofSystem}${normalizeSystem(system ?? '')}`
  return columnOfField(kind, field) ? field : null
}

/** The column that a field of a matching means; nothing where there is none. */
export function columnOfField(kind: ImportKind, field: string): FileColumn | undefined {
  const known = columnsOfKind(kind).find((column) => fieldOf(column) === field)
  if (known || kind !== 'customers' || !field.startsWith(ofSystem)) return known
  const system = field.slice(ofSystem.length)
  return system !== '' && system.length <= 50 && system === normalizeSystem(system)
    ? externalIdColumn(system)
    : undefined
}
