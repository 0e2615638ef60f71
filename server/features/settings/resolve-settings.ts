import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Given } from '../../platform/database/slots.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'

/**
 * A setting in force and where it comes from; from nowhere where the product's own default holds, and where the caller
 * cannot see the organization.
 */
export interface ResolvedSetting {
  value: string
  fromOrganizationId: OrganizationId | null
  fromName: string | null
}

/** The settings that an organization inherits from above until it sets its own. */
export const settingNames = ['timeZone', 'locale', 'currency'] as const
export type SettingName = (typeof settingNames)[number]
export type ResolvedSettings = Record<SettingName, ResolvedSetting>

const defaults: Record<SettingName, string> = { timeZone: 'UTC', locale: 'en', currency: 'USD' }

/** Finds the value of every setting for an organization: its own, or that of the nearest organization above. */
export async function resolveSettings(tx: TenantTransaction, organizationId: string): Promise<ResolvedSettings> {
  const rows = await settingsFromNearest(tx, { organizationId })
  const resolve = (name: SettingName): ResolvedSetting => {
    const nearest = rows.find((row) => row.name === name)
    if (!nearest) return { value: defaults[name], fromOrganizationId: null, fromName: null }
    return {
      value: nearest.value,
      fromOrganizationId: nearest.organization_id as OrganizationId | null,
      fromName: nearest.organization_name,
    }
  }
  return { timeZone: resolve('timeZone'), locale: resolve('locale'), currency: resolve('currency') }
}

/** The settings of an organization that the caller sees, from those of what lies above it and the values of its own. */
export function withOwn(
  above: ResolvedSettings,
  { id, name }: { id: string; name: string },
  values: Partial<Record<SettingName, string | null | undefined>>,
): ResolvedSettings {
  const own = settingNames.flatMap((each) => {
    const value = values[each]
    return value ? [[each, { value, fromOrganizationId: id, fromName: name }]] : []
  })
  return { ...above, ...Object.fromEntries(own) }
}

const settingsFromNearest = prepared((db, { organizationId }: Given<{ organizationId: string }>) =>
  db
    .selectFrom('organization_closure as c')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('organization_settings as own')
          .select(['own.name', 'own.value'])
          .whereRef('own.provider_id', '=', 'c.provider_id')
          .whereRef('own.organization_id', '=', 'c.ancestor_id')
          .where('own.name', 'in', settingNames)
          // Keeps the look-up a look-up: the policies make it seem dear, and all settings of the provider would be read.
          .limit(settingNames.length)
          .as('s'),
      (join) => join.onTrue(),
    )
    .leftJoin('organizations as o', (join) =>
      join.onRef('o.provider_id', '=', 'c.provider_id').onRef('o.id', '=', 'c.ancestor_id'),
    )
    .select(['s.name', 's.value', 'o.id as organization_id', 'o.name as organization_name'])
    .where('c.descendant_id', '=', organizationId)
    .orderBy('c.distance'),
)
