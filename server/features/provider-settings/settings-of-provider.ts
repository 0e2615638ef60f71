import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ProviderSettings } from '@tenantry/contract/provider-settings.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { archivedDays, setArchivedDays } from '../lifecycle/public.ts'
import { raiseProvider, requireProvider, resolveSettings, setSettings } from '../settings/public.ts'
import { findProvider, lockProvider, renameProvider } from './provider-settings.queries.ts'

/** The settings with the version that a change has to name. */
export interface ReadProviderSettings {
  settings: ProviderSettings
  version: number
}

/**
 * Reads the settings of the caller's provider; where it has set none, those of the product.
 * @throws forbidden (403) for people who do not see the provider itself
 */
export async function getProviderSettings(context: CallContext): Promise<ReadProviderSettings> {
  await requireProvider(context)
  return readSettings(context)
}

/**
 * Sets the settings of the caller's provider that still have the version their editor has read. Where nothing differs,
 * the version stays and nothing is written. Locks the provider's row.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws precondition_failed (412) when somebody has changed them since
 */
export async function updateProviderSettings(
  context: CallContext,
  settings: ProviderSettings,
): Promise<ReadProviderSettings> {
  await requireProvider(context)
  const { tx, clock, ifMatch, caller } = context
  const { providerId } = caller.scope
  const locked = await lockProvider(tx, providerId)
  requireMatch(ifMatch, locked)
  const { settings: before } = await readSettings(context)
  const names = Object.keys(settings) as (keyof ProviderSettings)[]
  if (names.every((name) => settings[name] === before[name])) return { settings: before, version: locked }
  const { name, timeZone, locale, currency } = settings
  if (name !== before.name) await renameProvider(tx, { providerId, name, nameKey: sortKey(name) })
  await setSettings(tx, providerId, { timeZone, locale, currency })
  await setArchivedDays(tx, caller.scope, settings.archivedDays)
  await raiseProvider(tx, providerId, clock.now())
  await recordAudit(context, {
    action: 'provider_settings.updated',
    organizationId: providerId,
    objectType: 'organization',
    objectId: providerId,
    before: { ...before },
    after: { ...settings },
  })
  return { settings, version: locked + 1 }
}

async function readSettings({ tx, caller }: CallContext): Promise<ReadProviderSettings> {
  const { providerId } = caller.scope
  const [{ name, version }, { timeZone, locale, currency }, days] = await Promise.all([
    findProvider(tx, providerId),
    resolveSettings(tx, providerId),
    archivedDays(tx, caller.scope),
  ])
  return {
    settings: {
      name,
      timeZone: timeZone.value,
      locale: locale.value,
      currency: currency.value,
      archivedDays: days,
    },
    version,
  }
}
