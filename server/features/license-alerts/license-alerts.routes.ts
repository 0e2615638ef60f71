import * as contract from '@tenantry/contract/license-alerts.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { route } from '../../platform/http/route.ts'
import { findTold } from './alert-settings.queries.ts'
import {
  type AlertPlace,
  type FindNewPlace,
  placeOfCustomer,
  placeOfHouse,
  placeOfNew,
  readAlertSettings,
  readInherited,
  requireMayChange,
  setAlertSettings,
} from './alert-settings.ts'
import { listFired } from './list-fired.ts'
import { previewAlert, sendTestAlert } from './preview-alert.ts'

/**
 * The operations of alerts about licenses; `publicUrl` is where the links in them lead.
 * @param findNewPlace says where a new customer can lie
 */
export function licenseAlertRoutes(publicUrl: () => string, findNewPlace: FindNewPlace) {
  const changeable = async (context: CallContext, found: Promise<AlertPlace>) => {
    const place = await found
    requireMayChange(context, place)
    return place
  }
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
      body: await previewAlert(
        context,
        await changeable(context, placeOfCustomer(context, params.id)),
        body,
        publicUrl(),
      ),
      object: { table: 'organizations', id: params.id },
    })),
    route(contract.testCustomerLicenseAlert, async (context, { params, body }) => ({
      body: await sendTestAlert(
        context,
        await changeable(context, placeOfCustomer(context, params.id)),
        body,
        publicUrl(),
      ),
      object: { table: 'organizations', id: params.id },
    })),
    route(contract.listCustomerLicenseAlerts, async (context, { params }) => ({
      body: await listFired(context, await placeOfCustomer(context, params.id)),
    })),
    route(contract.getNewCustomerAlerts, async (context, { params }) => ({
      body: await readInherited(context, await placeOfNew(context, params.id, findNewPlace)),
    })),
    route(contract.previewNewCustomerAlert, async (context, { params, body }) => ({
      body: await previewAlert(context, await placeOfNew(context, params.id, findNewPlace), body, publicUrl()),
      object: { table: 'organizations', id: params.id },
    })),
    route(contract.testNewCustomerAlert, async (context, { params, body }) => {
      const place = await placeOfNew(context, params.id, findNewPlace)
      // A mail lies at an organization that its sender sees.
      if (!(await findTold(context.tx, params.id))) throw new AppError('forbidden')
      return {
        body: await sendTestAlert(context, place, body, publicUrl()),
        object: { table: 'organizations', id: params.id },
      }
    }),
    route(contract.getLicenseAlerts, async (context, { query }) => {
      const { settings, version } = await readAlertSettings(context, await placeOfHouse(context, query.of))
      return { body: settings, version }
    }),
    route(contract.setLicenseAlerts, async (context, { query, body }) => {
      const { settings, version } = await setAlertSettings(context, await placeOfHouse(context, query.of), body)
      return { body: settings, version }
    }),
    route(contract.previewLicenseAlert, async (context, { params, body }) => ({
      body: await previewAlert(context, await changeable(context, placeOfHouse(context, params.of)), body, publicUrl()),
      object: { table: 'organizations', id: context.caller.organization.id },
    })),
    route(contract.testLicenseAlert, async (context, { params, body }) => ({
      body: await sendTestAlert(
        context,
        await changeable(context, placeOfHouse(context, params.of)),
        body,
        publicUrl(),
      ),
      object: { table: 'organizations', id: context.caller.organization.id },
    })),
    route(contract.listLicenseAlerts, async (context) => ({
      body: await listFired(context, await placeOfHouse(context, 'pool')),
    })),
  ]
}
