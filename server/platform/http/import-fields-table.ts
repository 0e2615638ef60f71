/** What the columns of a file can be matched with, as a table of the readable reference, made from the columns of files. */
import { contactFileColumns } from '@tenantry/contract/contact-file.ts'
import { customerFileColumns } from '@tenantry/contract/customer-file.ts'
import { deviceFileColumns } from '@tenantry/contract/device-file.ts'
import { entityFileColumns } from '@tenantry/contract/entity-file.ts'
import { externalSystems } from '@tenantry/contract/external-ids.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import { type ImportKind, importKinds } from '@tenantry/contract/imports.ts'

const columns: Record<ImportKind, readonly FileColumn[]> = {
  customers: customerFileColumns(Object.keys(externalSystems)),
  entities: entityFileColumns,
  contacts: contactFileColumns,
  devices: deviceFileColumns,
}

/**
 * On phones each cell says which column it is of.
 * @param safe makes text safe for the page
 */
export function importFieldsTable(safe: (text: string) => string): string {
  const rows = importKinds.flatMap((kind) =>
    columns[kind]
      .filter(({ isReadOnly }) => !isReadOnly)
      .map(
        ({ path, header }) =>
          `<tr><td><code>${safe(path.join('.'))}</code></td><td data-heading="Kind">${kind}</td><td data-heading="Heading">${safe(header)}</td></tr>`,
      ),
  )
  return `<details><summary>Fields of the matching</summary><table><thead><tr><th>Field</th><th>Kind</th><th>Heading</th></tr></thead><tbody>${rows.join('')}</tbody></table></details>`
}
