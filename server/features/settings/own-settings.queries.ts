import { type RawBuilder, sql } from 'kysely'
import type { Builder } from '../../platform/database/prepared.ts'
import type { SettingName } from './resolve-settings.ts'

/**
 * The settings that an organization has of its own as one column, by name; null where it has none.
 * @param organization qualified columns of the statement around it
 */
export function ownSettings(db: Builder, organization: { providerRef: string; idRef: string }) {
  const values: RawBuilder<Partial<Record<SettingName, string>> | null> =
    sql`json_object_agg(own_setting.name, own_setting.value)`
  return db
    .selectFrom('organization_settings as own_setting')
    .select(values.as('settings'))
    .where('own_setting.provider_id', '=', sql<string>`${sql.ref(organization.providerRef)}`)
    .where('own_setting.organization_id', '=', sql<string>`${sql.ref(organization.idRef)}`)
}
