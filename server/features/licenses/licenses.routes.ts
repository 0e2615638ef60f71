import { listFullestLicenses as listFullestLicensesOperation } from '@tenantry/contract/fullest-licenses.ts'
import {
  listLicenseAllotments,
  listPoolAllotments as listPoolAllotmentsOperation,
} from '@tenantry/contract/license-allotments.ts'
import { getLicensePoolHistory } from '@tenantry/contract/license-history.ts'
import { listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import * as purchases from '@tenantry/contract/license-purchases.ts'
import {
  exportLicenseUsage,
  getLicenseUsage,
  listLicenseUsage,
  totalLicenseUsage,
} from '@tenantry/contract/license-usage.ts'
import { listLicenseUses } from '@tenantry/contract/license-uses.ts'
import * as contract from '@tenantry/contract/licenses.ts'
import { fileMedia } from '@tenantry/contract/operation.ts'
import { route, streamRoute } from '../../platform/http/route.ts'
import { getCustomerLicenses, setCustomerLicenses } from './customer-licenses.ts'
import { exportUsage } from './export-usage.ts'
import { listFullestLicenses } from './fullest-licenses.ts'
import { createType, deleteType, getType, listTypes, updateType } from './license-types.ts'
import { getUsage, listUsage } from './license-usage.ts'
import { listAllotments, listPoolAllotments } from './list-allotments.ts'
import { listLedger } from './list-ledger.ts'
import { listUses } from './list-uses.ts'
import { getPool } from './pool.ts'
import { getPoolHistory } from './pool-history.ts'
import { createPurchase, deletePurchase, getPurchase, listPurchases, updatePurchase } from './purchases.ts'
import { totalUsage } from './usage-totals.ts'

/** A file that is kept beside those of other months says which one it is of. */
const usageFile = ({ query }: { query: { month?: string | undefined } }) => ({
  name: query.month === undefined ? 'license-usage.csv' : `license-usage-${query.month}.csv`,
  media: fileMedia.csv,
})

/** The operations of licenses. */
export const licenseRoutes = [
  route(contract.listLicenseTypes, async (context) => ({ body: await listTypes(context) })),
  route(contract.createLicenseType, async (context, { body }) => {
    const { type, version } = await createType(context, body)
    return { body: type, version, object: { table: 'license_types' } }
  }),
  route(contract.getLicenseType, async (context, { params }) => {
    const { type, version } = await getType(context, params.code)
    return { body: type, version }
  }),
  route(contract.updateLicenseType, async (context, { params, body }) => {
    const { type, version } = await updateType(context, params.code, body)
    return { body: type, version }
  }),
  route(contract.deleteLicenseType, async (context, { params }) => {
    await deleteType(context, params.code)
    return { body: undefined }
  }),
  route(contract.getLicensePool, async (context) => ({ body: await getPool(context) })),
  route(getLicensePoolHistory, async (context) => ({ body: await getPoolHistory(context) })),
  route(purchases.listLicensePurchases, async (context, { query }) => ({ body: await listPurchases(context, query) })),
  route(purchases.createLicensePurchase, async (context, { body }) => {
    const { purchase, version } = await createPurchase(context, body)
    return { body: purchase, version, object: { table: 'license_purchases', id: purchase.id } }
  }),
  route(purchases.getLicensePurchase, async (context, { params }) => {
    const { purchase, version } = await getPurchase(context, params.id)
    return { body: purchase, version }
  }),
  route(purchases.updateLicensePurchase, async (context, { params, body }) => {
    const { purchase, version } = await updatePurchase(context, params.id, body)
    return { body: purchase, version }
  }),
  route(purchases.deleteLicensePurchase, async (context, { params, query }) => {
    await deletePurchase(context, params.id, query.confirm === 'true')
    return { body: undefined }
  }),
  route(contract.getCustomerLicenses, async (context, { params }) => {
    const { licenses, version } = await getCustomerLicenses(context, params.id)
    return { body: licenses, version }
  }),
  route(listFullestLicensesOperation, async (context, { query }) => ({
    body: await listFullestLicenses(context, query.id),
  })),
  route(listLicenseLedger, async (context, { query }) => ({ body: await listLedger(context, query) })),
  route(listLicenseUses, async (context, { params, query }) => ({ body: await listUses(context, params, query) })),
  route(listLicenseAllotments, async (context, { params, query }) => ({
    body: await listAllotments(context, params, query),
  })),
  route(listPoolAllotmentsOperation, async (context, { params, query }) => ({
    body: await listPoolAllotments(context, params.type, query),
  })),
  route(getLicenseUsage, async (context, { params, query }) => ({
    body: await getUsage(context, params.id, query.month),
  })),
  route(listLicenseUsage, async (context, { query }) => ({ body: await listUsage(context, query) })),
  route(totalLicenseUsage, async (context, { query }) => ({ body: await totalUsage(context, query) })),
  streamRoute(exportLicenseUsage, usageFile, (read, { query }) => exportUsage(read, query)),
  route(contract.setCustomerLicenses, async (context, { params, body }) => {
    const { licenses, version } = await setCustomerLicenses(context, params.id, body)
    return { body: licenses, version }
  }),
]
