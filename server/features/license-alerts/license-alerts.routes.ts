import * as contract from '@tenantry/contract/license-alerts.ts'
import { route } from '../../platform/http/route.ts'
import { placeOfCustomer, placeOfHouse, readAlertSettings, setAlertSettings } from './alert-settings.ts'
import { listFired } from './list-fired.ts'
import { previewAlert, sendTestAlert } from './preview-alert.ts'

/** The operations of alerts about licenses; `publicUrl` is where the links in them lead. */
export function licenseAlertRoutes(publicUrl: () => string) {
  return [
    route(contract.getCustomerLicenseAlerts, async (context, { params }) => {
      const { settings, version } = await readAlertSettings(context, await placeOfCustomer(context, params.id))
      return { body: settings, version }
    }),
    route(contract.setCustomerLicenseAlerts, async (context, { params, body }) => {
      const { settings, version } = await setAlertSettings(context, await placeOfCustomer(context, params.id), body)
      return { body: settings, version }
    }),
    route(contract.previewCustomerLicenseAlert, async (context, { params, body }) => ({
      body: await previewAlert(context, await placeOfCustomer(context, params.id), body, publicUrl()),
      object: { table: 'organizations', id: params.id },
    })),
    route(contract.testCustomerLicenseAlert, async (context, { params, body }) => ({
      body: await sendTestAlert(context, await placeOfCustomer(context, params.id), body, publicUrl()),
      object: { table: 'organizations', id: params.id },
    })),
    route(contract.listCustomerLicenseAlerts, async (context, { params }) => ({
      body: await listFired(context, await placeOfCustomer(context, params.id)),
    })),
    route(contract.getLicenseAlerts, async (context, { query }) => {
      const { settings, version } = await readAlertSettings(context, await placeOfHouse(context, query.of))
      return { body: settings, version }
    }),
    route(contract.setLicenseAlerts, async (context, { query, body }) => {
      const { settings, version } = await setAlertSettings(context, await placeOfHouse(context, query.of), body)
      return { body: settings, version }
    }),
    route(contract.previewLicenseAlert, async (context, { params, body }) => ({
      body: await previewAlert(context, await placeOfHouse(context, params.of), body, publicUrl()),
      object: { table: 'organizations', id: context.caller.organization.id },
    })),
    route(contract.testLicenseAlert, async (context, { params, body }) => ({
      body: await sendTestAlert(context, await placeOfHouse(context, params.of), body, publicUrl()),
      object: { table: 'organizations', id: context.caller.organization.id },
    })),
    route(contract.listLicenseAlerts, async (context) => ({
      body: await listFired(context, await placeOfHouse(context, 'pool')),
    })),
  ]
}
