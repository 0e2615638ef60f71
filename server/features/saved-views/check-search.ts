import { customerColumns, internalCustomerColumns } from '@tenantry/contract/customer-list.ts'
import { deviceColumns, internalDeviceColumns } from '@tenantry/contract/devices.ts'
import { allEntityColumns, entityColumns, internalEntityColumns } from '@tenantry/contract/entity-list.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { type ListColumns, listQuery } from '@tenantry/contract/list.ts'
import type { SavedView } from '@tenantry/contract/saved-views.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { invalidInput } from '../../platform/errors.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { parseQueryString, type QueryValue } from '../../platform/http/query-string.ts'
import { isOwnSide } from '../own-side/public.ts'

/** What a list can show beyond what it is filtered and sorted by, and how. */
interface KnownList {
  columns: ListColumns
  internal: readonly string[]
  /** Columns of its table that are none of the list: some stand for several of it, some are asked after it. */
  shown: readonly string[]
  views: readonly string[]
}

const tableAlone = ['table']
const { organizationId: _, organizationStatus: ___, ...columnsOfOneCustomer } = deviceColumns
// Of all customers together there are too many entities to choose from: theirs are shown, and no condition.
const { entityId: __, ...columnsOfAllCustomers } = deviceColumns
const entitiesShow = { internal: internalEntityColumns, shown: ['contact', 'location'], views: tableAlone }

const lists: Record<SavedView['list'], KnownList> = {
  customers: {
    columns: customerColumns,
    internal: internalCustomerColumns,
    shown: ['location', 'licenses'],
    views: ['table', 'cards', 'tree'],
  },
  devices: {
    columns: columnsOfAllCustomers,
    internal: internalDeviceColumns,
    shown: ['entityId'],
    views: tableAlone,
  },
  'customer-devices': { columns: columnsOfOneCustomer, internal: internalDeviceColumns, shown: [], views: tableAlone },
  entities: { columns: entityColumns, ...entitiesShow },
  'all-entities': { columns: allEntityColumns, ...entitiesShow },
}

/**
 * Refuses a view of what its list does not know: columns, conditions with their values, order, kind of view. What does
 * not exist for a customer's own people is unknown to them.
 * @param search the query string as the web app's address shows it; a single value with a comma is one value there
 * @throws invalid_input (422) with every problem at its place, e.g. `search.filter.colour.eq`
 */
export function checkSearch(caller: Caller, list: SavedView['list'], search: string): void {
  const { internal, shown, views, ...known } = lists[list]
  const isSeen = (name: string) => !(isOwnSide(caller) && internal.includes(name))
  const columns = Object.fromEntries(Object.entries(known.columns).filter(([name]) => isSeen(name)))
  const { q, filter, sort, view, columns: table, all, ...others } = parseQueryString(search.replace(/^\?/, ''))
  const query = { q, filter: withLists(filter), sort }
  const asked = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
  const { error } = listQuery(columns).safeParse(asked)
  const isColumn = (name: string) => Object.hasOwn(columns, name) || shown.includes(name)
  const problems: FieldProblem[] = [
    ...(error ? fieldProblems(error, 'search') : []),
    ...namesOf(table)
      .filter((name) => !isColumn(name))
      .map((name) => problem('columns', 'column_unknown', `There is no column "${name}"`)),
    ...(view === undefined || (typeof view === 'string' && views.includes(view))
      ? []
      : [problem('view', 'view_unknown', `One of ${views.join(', ')} is needed`)]),
    ...(all === undefined || (all === 'true' && hiding.includes(list))
      ? []
      : [problem('all', 'unknown_field', 'There is no such field')]),
    ...Object.keys(others).map((name) => problem(name, 'unknown_field', 'There is no such field')),
  ]
  if (problems.length > 0) throw invalidInput(...problems.slice(0, mostProblems))
}

/** The lists that leave out what is disabled and archived unless all is asked for. */
const hiding: readonly SavedView['list'][] = ['customers', 'devices', 'all-entities']

/** More problems than this help nobody. */
const mostProblems = 100

const problem = (place: string, code: string, message: string): FieldProblem => ({
  path: `search.${place}`.slice(0, 200),
  code,
  message: message.slice(0, 300),
})

/** The columns that a table shows; `none` is for no more than its fixed ones. */
function namesOf(table: QueryValue | undefined): string[] {
  if (table === undefined || table === 'none') return []
  return typeof table === 'string' ? table.split(',') : [JSON.stringify(table)]
}

/** In an address a single value of `in` and `nin` is one value, whatever it holds. */
function withLists(filter: QueryValue | undefined): QueryValue | undefined {
  if (!isRecord(filter)) return filter
  return mapped(filter, (conditions) =>
    isRecord(conditions)
      ? mapped(conditions, (value, operator) => (operator === 'in' || operator === 'nin' ? [value].flat() : value))
      : conditions,
  )
}

type Values = { [key: string]: QueryValue }

const isRecord = (value: QueryValue | undefined): value is Values => typeof value === 'object' && !Array.isArray(value)

function mapped(values: Values, change: (value: QueryValue, name: string) => unknown): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)])) as Values
}
