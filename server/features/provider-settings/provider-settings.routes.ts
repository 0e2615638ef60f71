import * as contract from '@tenantry/contract/provider-settings.ts'
import { route } from '../../platform/http/route.ts'
import { getProviderSettings, updateProviderSettings } from './settings-of-provider.ts'

/** The operations of what holds for a whole provider. */
export const providerSettingsRoutes = [
  route(contract.getProviderSettings, async (context) => {
    const { settings, version } = await getProviderSettings(context)
    return { body: settings, version }
  }),
  route(contract.updateProviderSettings, async (context, { body }) => {
    const { settings, version } = await updateProviderSettings(context, body)
    return { body: settings, version }
  }),
]
