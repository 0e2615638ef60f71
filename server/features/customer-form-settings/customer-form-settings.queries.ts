import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/** A provider's settings of the form, as they are stored. */
export interface FormSettingsRow {
  required_fields: string[]
  version: number
}

/** What holds until a provider sets something. */
const unset: FormSettingsRow = { required_fields: [], version: 1 }

const settingsOf = prepared((db, { providerId }: Given<{ providerId: string }>) =>
  db
    .selectFrom('customer_form_settings')
    .select(['required_fields', 'version'])
    .where('organization_id', '=', providerId),
)

/** The settings of a provider. */
export async function findFormSettings(tx: TenantTransaction, providerId: string): Promise<FormSettingsRow> {
  const [row] = await settingsOf(tx, { providerId })
  return row ?? unset
}

/**
 * Writes the settings of a provider over those of a version.
 * @returns the new version; null where somebody has written since
 */
export async function replaceFormSettings(
  tx: TenantTransaction,
  change: { providerId: string; requiredFields: string[]; over: number; now: Date },
): Promise<number | null> {
  const { providerId, requiredFields, over, now } = change
  const row = await tx
    .insertInto('customer_form_settings')
    .values({
      provider_id: providerId,
      organization_id: providerId,
      required_fields: requiredFields,
      version: over + 1,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'organization_id'])
        .doUpdateSet((eb) => ({
          required_fields: eb.ref('excluded.required_fields'),
          version: eb.ref('excluded.version'),
          updated_at: eb.ref('excluded.updated_at'),
        }))
        .where('customer_form_settings.version', '=', over),
    )
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}
