import type { Insertable } from 'kysely'
import type { MailSettingsTable } from '../../database/tables.generated.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** The mail server of a provider as it is kept. */
export type MailSettingsRow = NonNullable<Awaited<ReturnType<typeof findMailSettings>>>

/** The mail server of the scope's provider; nothing where it has none. */
export async function findMailSettings(tx: TenantTransaction) {
  return tx
    .selectFrom('mail_settings')
    .select(['host', 'port', 'security', 'checks_certificate', 'user_name', 'sealed_password'])
    .select(['sender_address', 'sender_name', 'reply_to'])
    .executeTakeFirst()
}

/** Sets the mail server of a provider. */
export async function putMailSettings(tx: TenantTransaction, row: Insertable<MailSettingsTable>): Promise<void> {
  const { provider_id: _, organization_id: __, ...change } = row
  await tx
    .insertInto('mail_settings')
    .values(row)
    .onConflict((conflict) => conflict.columns(['provider_id', 'organization_id']).doUpdateSet(change))
    .execute()
}

/** Takes the mail server of a provider away. */
export async function deleteMailSettings(tx: TenantTransaction, providerId: string): Promise<void> {
  await tx.deleteFrom('mail_settings').where('organization_id', '=', providerId).execute()
}

/** The name of the provider and the version of its settings. */
export async function findProviderName(tx: TenantTransaction, providerId: string) {
  return tx
    .selectFrom('organizations')
    .select(['name', 'version'])
    .where('id', '=', providerId)
    .executeTakeFirstOrThrow()
}

/** The version of the provider's settings; others wait to change them until the transaction ends. */
export async function lockProviderVersion(tx: TenantTransaction, providerId: string): Promise<number> {
  const { version } = await tx
    .selectFrom('organizations')
    .select('version')
    .where('id', '=', providerId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return version
}
