import * as contract from '@tenantry/contract/exports.ts'
import { fileMedia } from '@tenantry/contract/operation.ts'
import { streamRoute } from '../../platform/http/route.ts'
import { exportFile } from './export-file.ts'
import { planContactFile, planCustomerFile, planDeviceFile, planEntityFile, planLedgerFile } from './plan-exports.ts'

const named =
  (list: string) =>
  ({ query }: { query: Parameters<typeof contract.exportFormatOf>[0] }) => {
    const format = contract.exportFormatOf(query)
    return { name: `${list}.${format}`, media: fileMedia[format] }
  }

/** The operations of exports. */
export const exportRoutes = [
  streamRoute(contract.exportCustomers, named('customers'), (read, { query }, answer) =>
    exportFile(read, answer, query, (context) => planCustomerFile(context, query)),
  ),
  streamRoute(contract.exportEntities, named('entities'), (read, { query }, answer) =>
    exportFile(read, answer, query, (context) => planEntityFile(context, query)),
  ),
  streamRoute(contract.exportContacts, named('contacts'), (read, { query }, answer) =>
    exportFile(read, answer, query, (context) => planContactFile(context, query)),
  ),
  streamRoute(contract.exportDevices, named('devices'), (read, { query }, answer) =>
    exportFile(read, answer, query, (context) => planDeviceFile(context, query)),
  ),
  streamRoute(contract.exportLicenseLedger, named('license-ledger'), (read, { query }, answer) =>
    exportFile(read, answer, query, (context) => planLedgerFile(context, query)),
  ),
]
