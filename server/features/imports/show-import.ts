import type { Import } from '@tenantry/contract/imports.ts'
import type { CallContext } from '../../platform/http/context.ts'
import type { ImportRow } from './imports.queries.ts'
import { importView } from './imports.view.ts'
import { missingOf } from './missing-of-import.ts'

/** An import as the API shows it, with what it lacks. */
export async function showImport(context: CallContext, row: ImportRow): Promise<Import> {
  return { ...importView(row), missing: await missingOf(context, row) }
}
