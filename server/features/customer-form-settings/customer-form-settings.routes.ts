import * as contract from '@tenantry/contract/customer-form-settings.ts'
import { route } from '../../platform/http/route.ts'
import { getFormSettings, updateFormSettings } from './form-settings.ts'

/** The operations of what a provider demands of new customers. */
export const customerFormSettingsRoutes = [
  route(contract.getCustomerFormSettings, async (context) => {
    const { settings, version } = await getFormSettings(context)
    return { body: settings, version }
  }),
  route(contract.updateCustomerFormSettings, async (context, { body }) => {
    const { settings, version } = await updateFormSettings(context, body)
    return { body: settings, version }
  }),
]
