import type { OnboardingItem, OnboardingKey } from '@tenantry/contract/onboarding.ts'
import type { Selectable } from 'kysely'
import type { OnboardingItemsTable } from '../../database/tables.generated.ts'
import { insertMany } from '../../platform/database/insert-many.ts'
import { preparedInsert } from '../../platform/database/prepared.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** An item as it is stored. */
export type ItemRow = Selectable<OnboardingItemsTable>

/** Writes open items; one statement for any number. */
export async function insertItems(
  tx: TenantTransaction,
  organizationId: string,
  keys: readonly OnboardingKey[],
): Promise<void> {
  await insertOpen(
    tx,
    keys.map((key) => ({ organization_id: organizationId, key })),
  )
}

const insertOpen = preparedInsert('onboarding_items')

/** All items of an organization. */
export async function findItems(tx: TenantTransaction, organizationId: string): Promise<ItemRow[]> {
  return tx.selectFrom('onboarding_items').selectAll().where('organization_id', '=', organizationId).execute()
}

/** Reads an item that is about to be changed; others wait to change it until the transaction ends. */
export async function lockItem(
  tx: TenantTransaction,
  organizationId: string,
  key: OnboardingKey,
): Promise<ItemRow | undefined> {
  return tx
    .selectFrom('onboarding_items')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirst()
}

/** Changes the state of an item. */
export async function updateItem(
  tx: TenantTransaction,
  { organization_id, key }: ItemRow,
  change: { state: OnboardingItem['state']; changed_at: Date; changed_by: string },
): Promise<void> {
  await tx
    .updateTable('onboarding_items')
    .set(change)
    .where('organization_id', '=', organization_id)
    .where('key', '=', key)
    .execute()
}

/** Writes open items of many organizations by one statement. */
export const insertManyItems = insertMany('onboarding_items', { organization_id: 'uuid', key: 'text' })
