/** What a customers list shows, and by what it is found, filtered and sorted. */
import { domainToASCII } from 'node:url'
import { type customerColumns, internalCustomerColumns } from '@tenantry/contract/customer-list.ts'
import { externalKey } from '@tenantry/contract/external-ids.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { showDomain, showEmail, showWebsite } from '@tenantry/contract/fields/web-addresses.ts'
import { type ListQuery, sortColumns } from '@tenantry/contract/list.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import {
  countryCode,
  foldedText,
  phoneNumber,
  plainText,
  stateCode,
  websiteAddress,
} from '../../platform/list/column-sources.ts'
import { asWritten } from '../../platform/list/foreign-letters.ts'
import {
  type ColumnSource,
  countedRows,
  type ListDefinition,
  type ListPlan,
  planList,
} from '../../platform/list/list-plan.ts'
import { refuseColumns } from '../../platform/list/refuse-columns.ts'
import { type Found, findBySearch, type SearchTarget, type Seeker } from '../../platform/list/search.ts'
import { externalIdCondition, findKnownBy } from '../external-ids/public.ts'
import { houseOfPartner, isOwnSide } from '../own-side/public.ts'
import { tagCondition } from '../tags/public.ts'
import { findForeignLetters } from './foreign-letters.queries.ts'
import { namesOfZones } from './time-zone-names.ts'

/** As domains are kept: in Latin letters. Of a part of a label in others that is something else. */
function asDomain(value: string): string {
  const isLatin = /^\p{ASCII}*$/u.test(value)
  return (isLatin ? '' : domainToASCII(value)) || value.toLowerCase()
}

/** People see blanks where names of time zones have underscores; several in a row are one, as wherever names are searched. */
const asZone = (shown: string) => [shown.replaceAll(/\s+/g, '_')]

const definition: ListDefinition = {
  columns: {
    name: { ref: 'o.name_key', type: 'text', normalize: sortKey },
    code: { ref: 'o.code_key', type: 'text', nullable: true, normalize: sortKey },
    type: { ref: 'o.type', type: 'text' },
    status: { ref: 'o.status', type: 'text' },
    statusSince: { ref: 'o.status_since', type: 'instant', nullable: true },
    // The parent as the caller sees it: one that is hidden counts as none. Sorted by its name.
    parentId: {
      ref: 'parent.id',
      type: 'id',
      nullable: true,
      sortedBy: { ref: 'parent.name_key', type: 'text', nullable: true },
    },
    plan: { ref: 'o.plan_kind', type: 'text' },
    planExpiresOn: { ref: 'o.plan_expires_on', type: 'date', nullable: true },
    country: countryCode('o.country'),
    region: foldedText('o.region'),
    state: stateCode('o.state'),
    city: foldedText('o.city'),
    postalCode: foldedText('o.postal_code'),
    line1: foldedText('o.line1'),
    timeZone: { ...foldedText('time_zone.value'), alike: namesOfZones, meanings: asZone },
    locale: foldedText('locale.value'),
    currency: foldedText('currency.value'),
    domain: { ...plainText('o.domain'), normalize: asDomain },
    businessEmail: foldedText('o.business_email'),
    phone: phoneNumber('o.phone'),
    website: websiteAddress('o.website'),
    accountManagerEmail: foldedText('o.account_manager_email'),
    subscriptionId: foldedText('o.subscription_id'),
    tags: { condition: (condition) => tagCondition('o', condition) },
    externalIds: { condition: (condition) => externalIdCondition('o', condition) },
    devices: { ref: 'counters.devices', type: 'number' },
    users: { ref: 'counters.users', type: 'number' },
    entities: { ref: 'counters.entities', type: 'number' },
    createdAt: { ref: 'o.created_at', type: 'instant' },
    updatedAt: { ref: 'o.updated_at', type: 'instant' },
  } satisfies Record<keyof typeof customerColumns, ColumnSource>,
  idRef: 'o.id',
  defaultSort: 'name',
}

/** Where nothing is hidden, customers lie in the order of their parents' names: their counts do. */
const wholeDefinition: ListDefinition = {
  ...definition,
  columns: {
    ...definition.columns,
    parentId: {
      ref: 'parent.id',
      type: 'id',
      nullable: true,
      sortedBy: { ref: 'counters.parent_key', type: 'text', nullable: false },
    },
  },
}

/** Columns that the counts of customers have themselves: they lie in the order of names, too. */
export const counts = ['devices', 'users', 'entities']
const ofCounts = ['name', ...counts]

/** The list as its counts alone can tell it. */
export const countsDefinition: ListDefinition = {
  ...wholeDefinition,
  columns: { ...wholeDefinition.columns, name: { ref: 'counters.name_key', type: 'text', normalize: sortKey } },
  idRef: 'counters.organization_id',
}

const searched: SearchTarget = {
  function: 'search.organization_ids',
  idRef: 'o.id',
  refs: ['o.name_key', 'o.code_key'],
  alsoNamed: async ({ tx, caller }, typed) =>
    isOwnSide(caller)
      ? []
      : findKnownBy(tx, externalKey(typed.trim()), { most: mostKnown, except: houseOfPartner(caller) }),
}

/** Few systems call many customers the same. */
const mostKnown = 200

/**
 * The plan of a customers list: its conditions with those of the search by name or code.
 * @throws invalid_input (422) for a column that does not exist for a customer's own people, and a cursor of another list
 */
export async function planCustomers(context: Seeker, query: ListQuery): Promise<ListPlan> {
  const { conditions } = await findConditions(context, query)
  return planList(context.caller, await definitionFor(context, query), withNames(query), conditions)
}

/**
 * The same for one page, which is told with less where less is asked: by counts alone, or by what a search has found, which
 * is the total, and begins with the first page by name. Only whoever sees the whole provider takes the search function's
 * word for that; for all others the wall in the code has its say.
 * @throws invalid_input (422) as {@link planCustomers}
 */
export async function planCustomersPage(context: Seeker, asked: ListQuery): Promise<ListPlan> {
  const query = withNames(asked)
  const { conditions, ids } = await findConditions(context, query)
  const isByCounts = conditions.length === 0 && asksForCounts(context, query)
  const plan = planList(
    context.caller,
    isByCounts ? countsDefinition : await definitionFor(context, query),
    query,
    conditions,
  )
  const isOnlySearched = ids !== null && plan.filteredColumns.length === 0 && context.caller.scope.reach === 'all'
  if (!isOnlySearched || plan.cursor) return plan
  const known = { ...plan, knownTotal: ids.length }
  const isByName = (query.sort || definition.defaultSort) === definition.defaultSort
  if (!isByName || ids.length > countedRows) return known
  return { ...known, conditions: [sql<SqlBool>`o.id = any(${ids.slice(0, plan.limit + 1)}::uuid[])`] }
}

/** Those of one parent come by their own names where nothing else was said. */
function withNames(query: ListQuery): ListQuery {
  const names: Record<string, string> = { parentId: 'parentId,name', '-parentId': '-parentId,-name' }
  const sort = names[query.sort ?? '']
  return sort ? { ...query, sort } : query
}

/** Columns that hold domains, which are kept in Latin letters: where they lie, and how what is kept is written. */
const places = {
  domain: 'o.domain',
  businessEmail: 'o.business_email',
  website: 'o.website',
  accountManagerEmail: 'o.account_manager_email',
} as const
const written = { domain: showDomain, businessEmail: showEmail, website: showWebsite, accountManagerEmail: showEmail }

async function definitionFor(context: Seeker, query: ListQuery): Promise<ListDefinition> {
  const operators = Object.keys(query.filter?.domain ?? {})
  const isOfStarts = !operators.some((operator) => operator === 'contains' || operator === 'ncontains')
  return asWritten(definitionOf(context), query, written, (name) =>
    findForeignLetters(context.tx, places[name], name === 'domain' && isOfStarts),
  )
}

function definitionOf({ caller }: Pick<Seeker, 'caller'>): ListDefinition {
  if (caller.scope.reach === 'all') return wholeDefinition
  const house = houseOfPartner(caller)
  return house === null ? definition : { ...definition, columns: withoutValuesOf(house) }
}

/** The columns by which a partner's own house is sorted as if it had nothing internal. */
function withoutValuesOf(house: string): Record<string, ColumnSource> {
  const isHidden = sql<SqlBool>`o.id = ${house}::uuid`
  const named = Object.entries(definition.columns).map(([name, source]): [string, ColumnSource] => {
    const isInternal = internalCustomerColumns.includes(name) && !('condition' in source)
    return [name, isInternal ? { ...source, isHidden } : source]
  })
  return Object.fromEntries(named)
}

/** Whether some of the counts are asked for, or the order of parents where nothing is hidden, and nothing else but names. */
function asksForCounts({ caller }: Seeker, { filter, sort }: ListQuery): boolean {
  const filtered = Object.keys(filter ?? {})
  const sorted = sortColumns(sort).map(({ name }) => name)
  const isByParent = caller.scope.reach === 'all' && sorted.includes('parentId')
  const ordered = isByParent ? [...ofCounts, 'parentId'] : ofCounts
  return (
    (isByParent || [...filtered, ...sorted].some((column) => counts.includes(column))) &&
    filtered.every((column) => ofCounts.includes(column)) &&
    sorted.every((column) => ordered.includes(column))
  )
}

async function findConditions(context: Seeker, query: ListQuery): Promise<Found> {
  if (isOwnSide(context.caller)) refuseColumns(query, internalCustomerColumns)
  const { conditions, ids } = await findBySearch(context, query.q, searched)
  // Whoever sees single entities sees no customer, though the counts of those that the entities belong to.
  const nobody = context.caller.scope.reach === 'entities' ? [sql<SqlBool>`false`] : []
  return { conditions: [...nobody, ...withoutOwnHouse(context, query), ...conditions], ids }
}

/**
 * Of their own house a partner's people see nothing internal: it is in no list that is chosen by that. Tags are walled by
 * themselves.
 */
function withoutOwnHouse({ caller }: Seeker, { filter }: ListQuery): Expression<SqlBool>[] {
  const house = houseOfPartner(caller)
  const isAsked = Object.keys(filter ?? {}).some((name) => name !== 'tags' && internalCustomerColumns.includes(name))
  return house && isAsked ? [sql<SqlBool>`o.id <> ${house}`] : []
}
