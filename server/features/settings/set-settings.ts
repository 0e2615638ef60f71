import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { type SettingName, settingNames } from './resolve-settings.ts'

/** Values to set; null clears, so that the value from above holds again; what is missing stays. */
export type SettingValues = Partial<Record<SettingName, string | null | undefined>>

/** Sets or clears an organization's own settings. */
export async function setSettings(
  tx: TenantTransaction,
  providerId: string,
  organizationId: string,
  values: SettingValues,
): Promise<void> {
  const given = settingNames.flatMap((name) => (values[name] === undefined ? [] : [{ name, value: values[name] }]))
  const cleared = given.filter((each) => each.value === null).map((each) => each.name)
  const rows = given.flatMap(({ name, value }) =>
    value === null ? [] : [{ provider_id: providerId, organization_id: organizationId, name, value }],
  )
  await Promise.all([
    cleared.length > 0 &&
      tx
        .deleteFrom('organization_settings')
        .where('organization_id', '=', organizationId)
        .where('name', 'in', cleared)
        .execute(),
    rows.length > 0 &&
      tx
        .insertInto('organization_settings')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['provider_id', 'organization_id', 'name'])
            .doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
        )
        .execute(),
  ])
}
