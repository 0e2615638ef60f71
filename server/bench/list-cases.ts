import { listCustomers as customersOperation } from '@tenantry/contract/customer-list.ts'
import { listDevices as devicesOperation } from '@tenantry/contract/devices.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { z } from 'zod'
import { listCustomers } from '../features/customers/list-customers.ts'
import { listDevices } from '../features/devices/list-devices.ts'
import type { CallContext } from '../platform/http/context.ts'
import { parseQueryString } from '../platform/http/query-string.ts'

interface Page {
  items: unknown[]
  nextCursor: string | null
  total: number | null
}

/** A list as somebody asks for it. */
export interface ListCase {
  name: string
  /** As in the address. */
  query: string
  /** How many pages to turn before the page that is looked at. */
  pagesBefore: number
  list: (context: CallContext, query: ListQuery) => Promise<Page>
}

/** The lists whose plans must stay on their indexes, whoever looks. */
export const listCases: readonly ListCase[] = [
  customers('customers by name', ''),
  customers(
    'customers as the web app opens them',
    `filter[status][in]=active&filter[status][in]=suspended&filter[status][in]=offboarding`,
  ),
  customers('customers by name, a deep page', '', 40),
  customers('customers by code', 'filter[code][eq]=FAL001'),
  customers('customers by creation, newest first', 'sort=-createdAt'),
  customers('customers by change, newest first', 'sort=-updatedAt'),
  customers('active customers of one country', 'filter[status][eq]=active&filter[country][eq]=DE'),
  customers('customers of one state', 'filter[state][eq]=DE-BY'),
  customers('customers whose domain begins so', 'filter[domain][starts]=falke'),
  customers('customers of one status', 'filter[status][eq]=suspended'),
  customers('customers with most devices', 'sort=-devices'),
  customers('customers by parent', 'sort=parentId'),
  customers('customers with more than five devices', 'filter[devices][gt]=5'),
  customers('customers with a user', 'filter[users][gt]=0&sort=-name'),
  customers('customers by a part of the name', 'q=steuerber'),
  devices('devices by name', ''),
  devices(
    'devices as the web app opens them',
    'filter[organizationStatus][nin]=disabled&filter[organizationStatus][nin]=archived',
  ),
  devices('devices by name, a deep page', '', 40),
  devices('devices of one class', 'filter[class][eq]=server'),
  devices('devices by creation, newest first', 'sort=-createdAt'),
  devices('devices by change, newest first', 'sort=-updatedAt'),
  devices('devices by a part of the name', 'q=fal001'),
  devices('devices of one status', 'filter[status][eq]=retired'),
  devices('devices by serial number', 'sort=serialNumber'),
  devices('devices by maker', 'sort=maker'),
  devices('devices by model', 'sort=-model'),
  devices('devices by operating system', 'sort=operatingSystem'),
  devices('devices by the end of their warranty', 'sort=warrantyEndsOn'),
]

function customers(name: string, query: string, pagesBefore = 0): ListCase {
  return { name, query, pagesBefore, list: listCustomers }
}

function devices(name: string, query: string, pagesBefore = 0): ListCase {
  return { name, query, pagesBefore, list: listDevices }
}

/** The query of a case as the API reads it from an address. */
export function queryOf({ query, list }: ListCase): ListQuery {
  const schema = list === listCustomers ? customersOperation.query : devicesOperation.query
  return (schema as z.ZodType<ListQuery>).parse(parseQueryString(query))
}
