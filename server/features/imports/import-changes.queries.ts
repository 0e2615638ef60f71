import type { Insertable, Selectable } from 'kysely'
import type { ImportChangesTable } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { placed } from './placed.ts'

/** A cell that would become another, before it is stored. */
export type NewChange = Omit<Insertable<ImportChangesTable>, 'provider_id' | 'import_id' | 'place'>

const insertChangeRows = insertMany('import_changes', {
  import_id: 'uuid',
  row_number: 'int',
  place: 'int',
  organization_id: 'uuid',
  name: 'text',
  column_index: 'int',
  before: 'text',
  after: 'text',
})

/** Keeps what rows would change; the cells of a row stay in their order. */
export async function insertChanges(
  tx: TenantTransaction,
  importId: string,
  changes: readonly NewChange[],
): Promise<void> {
  await insertChangeRows(
    tx,
    placed(changes).map((change) => ({ ...change, import_id: importId })),
  )
}

/** Lets go of what rows further down would change. */
export async function deleteChangesAfter(tx: TenantTransaction, importId: string, rowNumber: number): Promise<void> {
  await tx.deleteFrom('import_changes').where('import_id', '=', importId).where('row_number', '>', rowNumber).execute()
}

export async function deleteChanges(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.deleteFrom('import_changes').where('import_id', '=', importId).execute()
}

/** What the next rows would change of what the caller sees. */
export async function findChanges(
  tx: TenantTransaction,
  importId: string,
  { afterRow, limit }: { afterRow: number; limit: number },
): Promise<Selectable<ImportChangesTable>[]> {
  return tx
    .selectFrom('import_changes as c')
    .selectAll('c')
    .where('c.import_id', '=', importId)
    .where('c.row_number', 'in', (eb) =>
      eb
        .selectFrom('import_changes as r')
        .select('r.row_number')
        .where('r.import_id', '=', importId)
        .where('r.row_number', '>', afterRow)
        .groupBy('r.row_number')
        .orderBy('r.row_number')
        .limit(limit),
    )
    .orderBy('c.row_number')
    .orderBy('c.place')
    .execute()
}
