/** Which rows and columns the file of each list has. */
import { contactFileColumns } from '@tenantry/contract/contact-file.ts'
import { customerFileColumns } from '@tenantry/contract/customer-file.ts'
import { deviceFileColumns } from '@tenantry/contract/device-file.ts'
import { entityFileColumns } from '@tenantry/contract/entity-file.ts'
import {
  type exportContacts,
  type exportCustomers,
  type exportDevices,
  type exportEntities,
  exportFormatOf,
  type exportLicenseLedger,
  mostExportedRows,
} from '@tenantry/contract/exports.ts'
import { externalSystems } from '@tenantry/contract/external-ids.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import { ledgerFileColumns } from '@tenantry/contract/license-ledger-file.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { ListIds } from '../../platform/list/list-ids.ts'
import { findCustomerIds, planCustomers } from '../customers/public.ts'
import { findDeviceIds, planDevices } from '../devices/public.ts'
import { findListedEntityIds, planEntities, requireSight } from '../entities/public.ts'
import { listLedgerIds } from '../licenses/public.ts'
import { houseOfPartner, isOwnSide } from '../own-side/public.ts'
import { chosenColumns } from './chosen-columns.ts'
import { findSystems } from './customer-records.queries.ts'
import { readCustomerRecords } from './customer-records.ts'
import type { Planned, PlannedSheet } from './export-file.ts'
import { readContactsOf, readDeviceRecords, readEntitiesOf, readEntityRecords } from './further-records.ts'
import { readLedgerRecords } from './ledger-records.ts'

/** The most systems that get a column each without being asked for. */
const mostSystems = 50

/** The conditions of a list whose pages are of no interest. */
function whole({ q, filter, sort }: Omit<ListQuery, 'limit'>): ListQuery {
  return { q, filter, sort, limit: mostExportedRows }
}

/**
 * A file of customers, with sheets of their entities and further contacts where these are asked for.
 * @throws forbidden (403) without the permission to see customers
 * @throws invalid_input (422) for columns that there are not, and sheets of a file that has none
 */
export async function planCustomerFile(
  context: CallContext,
  query: InputOf<typeof exportCustomers>['query'],
): Promise<Planned> {
  requirePermission(context.caller, 'customers.read')
  if (query.sheets && exportFormatOf(query) !== 'xlsx')
    throw invalidInput({ path: 'sheets', code: 'sheets_not_possible', message: 'Only a spreadsheet has sheets' })
  const columns = chosenColumns(context.caller, await customerColumnsOf(context, query.columns), query.columns)
  const further: PlannedSheet[] = [
    { list: 'entities', columns: chosenColumns(context.caller, entityFileColumns, undefined), read: readEntitiesOf },
    { list: 'contacts', columns: contactFileColumns, read: readContactsOf },
  ]
  const customers: PlannedSheet = {
    list: 'customers',
    columns,
    read: (each, ids) => readCustomerRecords(each, ids, columns),
  }
  const asked = further.filter(({ list }) => query.sheets?.some((sheet) => sheet === list))
  return { ids: await customerIds(context, query), sheets: [customers, ...asked] }
}

/** A file of the entities of one customer, or of all of them. */
export async function planEntityFile(
  context: CallContext,
  query: InputOf<typeof exportEntities>['query'],
): Promise<Planned> {
  requirePermission(context.caller, 'customers.read')
  if (query.customerId) await requireSight(context, query.customerId)
  const ids = await findListedEntityIds(context.tx, await planEntities(context, query.customerId ?? null, whole(query)))
  const columns = chosenColumns(context.caller, entityFileColumns, query.columns)
  return { ids, sheets: [{ list: 'entities', columns, read: readEntityRecords }] }
}

/** A file of the further contacts of customers. */
export async function planContactFile(
  context: CallContext,
  query: InputOf<typeof exportContacts>['query'],
): Promise<Planned> {
  const { caller } = context
  requirePermission(caller, 'customers.read')
  const columns = chosenColumns(caller, contactFileColumns, query.columns)
  const ids = query.customerId ? await oneCustomer(context, query.customerId) : await customerIds(context, query)
  return { ids, sheets: [{ list: 'contacts', columns, read: readContactsOf }] }
}

/** A file of devices. */
export async function planDeviceFile(
  context: CallContext,
  query: InputOf<typeof exportDevices>['query'],
): Promise<Planned> {
  requirePermission(context.caller, 'devices.read')
  const ids = await findDeviceIds(context.tx, await planDevices(context, whole(query)))
  const columns = chosenColumns(context.caller, deviceFileColumns, query.columns)
  return { ids, sheets: [{ list: 'devices', columns, read: readDeviceRecords }] }
}

/**
 * A file of the license ledger.
 * @throws forbidden (403) without the permission to see licenses
 * @throws invalid_input (422) for columns and types that there are not for the caller
 */
export async function planLedgerFile(
  context: CallContext,
  query: InputOf<typeof exportLicenseLedger>['query'],
): Promise<Planned> {
  requirePermission(context.caller, 'licenses.read')
  const columns = chosenColumns(context.caller, ledgerFileColumns, query.columns)
  const ids = await listLedgerIds(context, whole(query))
  return { ids, sheets: [{ list: 'ledger', columns, read: readLedgerRecords }] }
}

async function customerIds(context: CallContext, query: Omit<ListQuery, 'limit'>): Promise<ListIds> {
  return findCustomerIds(context.tx, await planCustomers(context, whole(query)))
}

async function oneCustomer(context: CallContext, id: string): Promise<ListIds> {
  await requireSight(context, id)
  return new ListIds(id.replaceAll('-', ''))
}

/** Every column; of systems, those that know a customer in sight, which are asked for only where no columns are named. */
async function customerColumnsOf(
  { tx, caller }: CallContext,
  named: readonly string[] | undefined,
): Promise<FileColumn[]> {
  if (named || isOwnSide(caller)) return customerFileColumns([])
  const known = Object.keys(externalSystems)
  const rank = (system: string) => (known.includes(system) ? known.indexOf(system) : known.length)
  const systems = await findSystems(tx, mostSystems, houseOfPartner(caller))
  return customerFileColumns(systems.sort((one, other) => rank(one) - rank(other)))
}
