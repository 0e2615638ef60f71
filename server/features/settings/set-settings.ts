import { insertMany } from '../../platform/database/insert-many.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { type SettingName, settingNames } from './resolve-settings.ts'

/** Values to set; null clears, so that the value from above holds again; what is missing stays. */
export type SettingValues = Partial<Record<SettingName, string | null | undefined>>

/** Sets or clears an organization's own settings; does nothing where the caller cannot see the organization. */
export async function setSettings(tx: TenantTransaction, organizationId: string, values: SettingValues): Promise<void> {
  await Promise.all(
    settingNames.map((name) => {
      const value = values[name]
      if (value === undefined) return null
      return value === null
        ? clearSetting(tx, { organizationId, name })
        : setSetting(tx, { organizationId, name, value })
    }),
  )
}

type Setting = { organizationId: string; name: string; value: string }

const clearSetting = prepared((db, { organizationId, name }: Given<Omit<Setting, 'value'>>) =>
  db.deleteFrom('organization_settings').where('organization_id', '=', organizationId).where('name', '=', name),
)

const setSetting = prepared((db, { organizationId, name, value }: Given<Setting>) =>
  db
    .insertInto('organization_settings')
    .columns(['provider_id', 'organization_id', 'name', 'value'])
    .expression((eb) =>
      eb
        .selectFrom('organizations as o')
        .select(['o.provider_id', 'o.id', name.as('name'), value.as('value')])
        .where('o.id', '=', organizationId),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'organization_id', 'name'])
        .doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
    ),
)

/** Sets settings of many new organizations by one statement. */
export const insertManySettings = insertMany('organization_settings', {
  organization_id: 'uuid',
  name: 'text',
  value: 'text',
})
