/**
 * Holds the lists to their indexes. A provider of 20,000 customers is what loads in a few seconds; with 13,000 reading a
 * whole table is the right plan for some of them, so fewer would prove nothing.
 */

import { randomUUID } from 'node:crypto'
import { listCustomers as customersOperation } from '@tenantry/contract/customer-list.ts'
import {
  listAllEntities as allEntitiesOperation,
  listEntities as entitiesOperation,
} from '@tenantry/contract/entity-list.ts'
import { errorCatalog } from '@tenantry/contract/errors.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import { type ListQuery, maxPageSize } from '@tenantry/contract/list.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type GeneratedProvider, generateProvider } from '../demo/generate-provider.ts'
import { listAllEntities, listEntities } from '../features/entities/list-entities.ts'
import { listFullestLicenses } from '../features/licenses/fullest-licenses.ts'
import { getUsage, listUsage } from '../features/licenses/license-usage.ts'
import { listLedger } from '../features/licenses/list-ledger.ts'
import { findWatchers } from '../features/notifications/notifications.queries.ts'
import { listOrganizations } from '../features/organizations/list-organizations.ts'
import { searchEverything } from '../features/search/search-everything.ts'
import { systemClock } from '../platform/clock/clock.ts'
import { createPool } from '../platform/database/pools.ts'
import { TenantDatabase, type TransactionOptions } from '../platform/database/tenant-database.ts'
import type { CallContext } from '../platform/http/context.ts'
import { asAppError } from '../platform/http/problems.ts'
import { parseQueryString } from '../platform/http/query-string.ts'
import { type Scope, scopeStatements } from '../platform/tenancy/scope.ts'
import { startTestCluster, type TestCluster } from '../testing/test-cluster.ts'
import { type MeasuredReach, reaches } from './bench-installation.ts'
import { type ExplainedStatement, type Explainer, explainSelects, nodesOf } from './explained-statements.ts'
import { otherCasesOf } from './growth-cases.ts'
import { type ListCase, listCases, queryOf } from './list-cases.ts'

let cluster: TestCluster
let pool: pg.Pool
let database: TenantDatabase
let explainer: Explainer
let provider: GeneratedProvider
let databaseName: string
let entityCount: number

beforeAll(async () => {
  cluster = await startTestCluster()
  databaseName = await cluster.createDatabase()
  const ownerPool = cluster.ownerPool(databaseName)
  const person = { accountId: randomUUID(), name: 'Somebody' }
  provider = await generateProvider(ownerPool, {
    seed: 5,
    providerName: 'Northwind MSP',
    customers: 20_000,
    partners: 40,
    enterprises: 40,
    customersOfFirstPartner: 60,
    devices: 20_000,
    usersPerCustomer: 0,
    people: [
      { ...person, email: 'all@northwind.example', role: 'provider_administrator', place: 'provider' },
      { ...person, email: 'subtree@northwind.example', role: 'partner_administrator', place: { partner: 0 } },
      {
        ...person,
        accountId: randomUUID(),
        email: 'selected@northwind.example',
        role: 'technician',
        place: 'provider',
        selectedCustomers: 100,
      },
    ],
    clock: systemClock,
  })
  await ownerPool.query(manyEntities, [provider.providerId, provider.customers[0]?.id, entitiesOfOne])
  await ownerPool.query('VACUUM (ANALYZE) entities')
  const counted = await ownerPool.query<{ count: number }>('SELECT count(*)::int AS count FROM entities')
  entityCount = counted.rows[0]?.count ?? 0
  for (const [color, id] of Object.entries(tags)) {
    const share = { red: 1, gray: provider.customers.length / 10, blue: provider.customers.length * 0.9 }[color] ?? 0
    await ownerPool.query(oneTag, [provider.providerId, id, color])
    await ownerPool.query(carriedTag, [provider.providerId, id, Math.round(share)])
    await ownerPool.query(taggedDevices, [provider.providerId, id, Math.round(share)])
    await ownerPool.query(taggedEntities, [provider.providerId, id, Math.round(share)])
  }
  await ownerPool.query('VACUUM (ANALYZE) organization_tags, device_tags, entity_tags')
  await ownerPool.query(ledgerRows, [provider.providerId, provider.customers[0]?.id])
  await ownerPool.query('VACUUM (ANALYZE) license_ledger, license_counters')
  await ownerPool.end()
  // The product's own way to connect, so that settings of the session are those of the product.
  pool = createPool({ connectionString: cluster.roleUrl(databaseName, 'tenantry_app'), max: 1 }, () => {})
  explainer = explainSelects(pool)
  database = new TenantDatabase(pool)
})

afterAll(async () => {
  await pool.end()
  await cluster.stop()
})

describe.each(reaches)('for reach %s', (reach) => {
  it.each(listCases)('$name stays on its indexes', async (listCase) => {
    const statements = await statementsOf(listCase, reach)
    expect(statements.length).toBeGreaterThan(0)
    for (const { plan, planText } of statements)
      expect(scansOf(plan, ['organizations', 'devices']), planText).toEqual([])
  })
})

describe('for reach all, the first page', () => {
  it.each([
    ['customers by name', 'organizations_by_name'],
    ['customers as the web app opens them', 'organizations_by_name'],
    ['customers by name, a deep page', 'organizations_by_name'],
    ['customers by creation, newest first', 'organizations_by_created'],
    ['customers by change, newest first', 'organizations_by_updated'],
    ['customers with most devices', 'organization_counters_by_devices'],
    ['customers by parent', 'organization_counters_by_parent'],
    ['customers with more than five devices', 'organization_counters_by_name'],
    ['devices by name', 'devices_by_name'],
    ['devices by creation, newest first', 'devices_by_created'],
    ['devices by change, newest first', 'devices_by_updated'],
  ])('of %s comes in order from %s and reads no more than it shows', async (name, index) => {
    const listCase = listCases.find((each) => each.name === name) as ListCase
    const [page] = await statementsOf(listCase, 'all')
    const nodes = page ? nodesOf(page.plan) : []
    expect(
      nodes.map((node) => node['Index Name']),
      page?.planText,
    ).toContain(index)
    const mostRead = Math.max(...nodes.map((node) => node['Actual Rows'] ?? 0))
    expect(mostRead, page?.planText).toBeLessThanOrEqual(500)
  })

  it.each([
    '',
    'filter[type][eq]=customer',
    'filter[status][eq]=active',
    'filter[status][in]=active&filter[status][in]=suspended',
    'filter[country][eq]=DE',
    'filter[createdAt][gt]=2000-01-01',
    'filter[updatedAt][gt]=2000-01-01',
    'filter[name][contains]=a',
    'filter[devices][gt]=0',
    'filter[entities][gt]=0&sort=-devices',
  ])('of customers by "%s" has a total that is counted in an index alone', async (query) => {
    const statements = await statementsOf({ ...customersByName(), query }, 'all')
    const total = statements.find(({ text }) => text.includes('count(*)'))
    const nodes = total ? nodesOf(total.plan) : []
    const tables = nodes.filter((node) => node['Relation Name']?.startsWith('organization'))
    expect(
      tables.map((node) => node['Node Type']),
      total?.planText,
    ).toEqual(['Index Only Scan'])
  })

  it('of a search for what many are called needs no counting', async () => {
    const statements = await statementsOf({ ...customersByName(), query: 'q=gmb' }, 'all')
    expect(statements.filter(({ text }) => text.includes('count(*)'))).toEqual([])
  })
})

/**
 * Every column but those that people ask by all day. Most have no index: it would be written with each customer for the
 * sake of questions that are asked seldom.
 */
describe('customers by a column that is asked for seldom', () => {
  const asked = otherCasesOf({ id: '', name: '', code: '', parentId: null })
  const page = (path: string): ListCase => ({ ...customersByName(), query: path.split('?')[1] ?? '' })

  describe.each(reaches)('for reach %s', (reach) => {
    it.each(asked)('$name read no customer twice, and are put in order in memory', async ({ path }) => {
      const statements = await statementsOf(page(path), reach)
      expect(statements.length).toBeGreaterThan(0)
      for (const { plan, planText } of statements) {
        const nodes = nodesOf(plan)
        const customers = nodes.filter((node) => node['Relation Name'] === 'organizations')
        const read = customers.reduce((total, node) => total + rowsRead(node), 0)
        expect(read, planText).toBeLessThanOrEqual(provider.customers.length + 800)
        expect(nodes.map((node) => node['Sort Space Type'])).not.toContain('Disk')
      }
    })
  })

  it.each(['tags', 'externalIds'])('%s are found by an index', async (column) => {
    const listCase = page(`?filter[${column}][in]=${column === 'tags' ? tags.red : 'PSA-77'}`)
    for (const { plan, planText } of await statementsOf(listCase, 'all')) {
      const read = nodesOf(plan).reduce((total, node) => total + rowsRead(node), 0)
      expect(read, planText).toBeLessThanOrEqual(100)
    }
  })

  it.each(asked.filter(({ path }) => path.includes('sort=')))(
    '$name are refused as too broad where that takes longer than a statement may',
    async ({ path }) => {
      const answer = read(page(path).list, queryOf(page(path)), 'all', { statementTimeoutMs: 1 })
      const error = asAppError(await answer.catch((thrown: unknown) => thrown))
      expect([error.code, errorCatalog.filter_too_broad.status]).toEqual(['filter_too_broad', 422])
      expect(customersOperation.errors).toContain('filter_too_broad')
    },
  )
})

describe.each(reaches)('for reach %s, customers by tag (B6)', (reach) => {
  const byTag = (query: string) => statementsOf({ ...customersByName(), query }, reach)

  it.each([
    ['of a tag that one carries', `filter[tags][in]=${tags.red}`],
    ['of a tag that a tenth carry', `filter[tags][in]=${tags.gray}`],
    ['of a tag that nearly all carry', `filter[tags][in]=${tags.blue}`],
    ['of either', `filter[tags][in]=${tags.red}&filter[tags][in]=${tags.blue}`],
    ['of a rare one without a common one', `filter[tags][in]=${tags.gray}&filter[tags][nin]=${tags.blue}`],
    ['without the common one', `filter[tags][nin]=${tags.blue}`],
    ['without the rare one', `filter[tags][nin]=${tags.red}`],
    ['without any', 'filter[tags][empty]=true'],
    ['with any, by creation', 'filter[tags][empty]=false&sort=-createdAt'],
  ])('%s are found without reading through them all', async (_, query) => {
    const statements = await byTag(query)
    expect(statements.length).toBeGreaterThan(0)
    for (const { plan, planText } of statements) {
      expect(scansOf(plan, ['organizations']), planText).toEqual([])
    }
  })
})

describe.each(reaches)('for reach %s, devices by tag (B6)', (reach) => {
  it.each([
    ['of a tag that one carries', `filter[tags][in]=${tags.red}`],
    ['of a tag that nearly all carry', `filter[tags][in]=${tags.blue}`],
  ])('%s are found without reading through them all', async (_, query) => {
    const devicesByName = listCases.find((each) => each.name === 'devices by name') as ListCase
    const statements = await statementsOf({ ...devicesByName, query }, reach)
    expect(statements.length).toBeGreaterThan(0)
    for (const { plan, planText } of statements) expect(scansOf(plan, ['devices']), planText).toEqual([])
  })
})

describe.each(reaches)('for reach %s, entities by tag (B6)', (reach) => {
  it.each([
    ['of a tag that one carries', `filter[tags][in]=${tags.red}`],
    ['of a tag that many carry', `filter[tags][in]=${tags.gray}`],
    ['of a tag that nearly all carry', `filter[tags][in]=${tags.blue}`],
    ['without the common one', `filter[tags][nin]=${tags.blue}`],
    ['without any', 'filter[tags][empty]=true'],
    ['with any', 'filter[tags][empty]=false'],
  ])('%s are found without reading through them all, or any of them twice', async (_, query) => {
    const asked = (allEntitiesOperation.query as z.ZodType<ListQuery>).parse(parseQueryString(query))
    const statements = await explained(listAllEntities, asked, 0, reach)
    expect(statements.length).toBeGreaterThan(0)
    for (const { plan, planText } of statements) {
      expect(scansOf(plan, ['entities']), planText).toEqual([])
      const entities = nodesOf(plan).filter((node) => node['Relation Name'] === 'entities')
      const read = entities.reduce((total, node) => total + rowsRead(node), 0)
      expect(read, planText).toBeLessThanOrEqual(entityCount)
    }
  })
})

describe('the entities of a customer that has 10,000 of them', () => {
  const ofOne = (query: string, pagesBefore = 0) => {
    const list: ListCase['list'] = (context, each) => listEntities(context, provider.customers[0]?.id ?? '', each)
    const schema = entitiesOperation.query as z.ZodType<ListQuery>
    return explained(list, schema.parse(parseQueryString(query)), pagesBefore, 'all')
  }

  it.each([
    ['by name', '', 0, 'entities_name'],
    ['by name, a deep page', '', 40, 'entities_name'],
    ['by creation, newest first', 'sort=-createdAt', 0, 'entities_by_created'],
    ['with most devices', 'sort=-devices', 0, 'entities_by_devices'],
  ])(
    '%s come in order from an index, and no more of them are read than shown',
    async (_, query, pagesBefore, index) => {
      const statements = await ofOne(query, pagesBefore)
      const page = statements.find(({ text }) => text.includes('sort_values'))
      const nodes = page ? nodesOf(page.plan) : []
      expect(
        nodes.map((node) => node['Index Name']),
        page?.planText,
      ).toContain(index)
      expect(Math.max(...nodes.map((node) => node['Actual Rows'] ?? 0)), page?.planText).toBeLessThanOrEqual(500)
    },
  )

  it.each(['q=branch 77', 'filter[kind][eq]=region', 'sort=-updatedAt', 'filter[country][eq]=DE&sort=code'])(
    'are looked through by %s, and those of no other',
    async (query) => {
      for (const { plan, planText } of await ofOne(query)) expect(scansOf(plan, ['entities']), planText).toEqual([])
    },
  )
})

describe.each(reaches)('the entities of all customers, for reach %s', (reach) => {
  it.each(['branch 777', 'br-777', 'nothing is called so'])(
    'are found by "%s" without passing over others',
    async (q) => {
      const query = { ...(allEntitiesOperation.query as z.ZodType<ListQuery>).parse({}), q }
      const statements = await explained(listAllEntities, query, 0, reach)
      expect(statements.length).toBeGreaterThan(1)
      for (const { plan, planText } of statements) {
        const entities = nodesOf(plan).filter((node) => node['Relation Name'] === 'entities')
        const read = entities.reduce((total, node) => total + rowsRead(node), 0)
        expect(read, planText).toBeLessThanOrEqual(200)
      }
    },
  )
})

describe('how many lie directly below the provider', () => {
  it.each([{}, { inUse: 'true' as const }])('is counted in an index alone, asked by %j', async (only) => {
    const tops = { filter: { parentId: { empty: 'true' } }, limit: 50 }
    const list: ListCase['list'] = (context, query) => listOrganizations(context, { ...query, ...only })
    const statements = await explained(list, tops, 0, 'all')
    const count = statements.find(({ text }) => text.includes('group by "child"."parent_id"'))
    const children = count ? nodesOf(count.plan).filter((node) => rowsRead(node) > 1_000 && node['Relation Name']) : []
    expect(children.length, count?.planText).toBeGreaterThan(0)
    for (const node of children) expect(node['Node Type'], count?.planText).toBe('Index Only Scan')
  })
})

describe.each(reaches)('what a function looks up, for reach %s', (reach) => {
  it('is what a customer that is typed may be already, without reading through the customers (B10)', async () => {
    const { providerId, customers } = provider
    const typed = [providerId, sortKey(customers[77]?.name ?? ''), 'fal001', 'falke.de', 20]
    const lookedUp = await lookUp(reach, 'organizations', 'SELECT search.duplicate_ids($1, $2, $3, $4, $5)', typed)
    if (reach === 'all') expect(lookedUp.found).toBeGreaterThan(0)
    expect(lookedUp).toMatchObject({ isByIndex: true, rowByRow: 0 })
  })

  it.each(['branch 777', 'br-777'])('is entities named or numbered "%s", without reading through them', async (q) => {
    const typed = [provider.providerId, q, 100]
    const lookedUp = await lookUp(reach, 'entities', 'SELECT search.entity_ids($1, $2, $3)', typed)
    if (reach === 'all') expect(lookedUp.found).toBeGreaterThan(0)
    expect(lookedUp).toMatchObject({ isByIndex: true, rowByRow: 0 })
  })
})

describe('who is told of something about a customer, of a provider with 3,000 people at its customers', () => {
  beforeAll(async () => {
    const ownerPool = cluster.ownerPool(databaseName)
    await ownerPool.query(peopleOfCustomers, [provider.providerId])
    await ownerPool.query('VACUUM (ANALYZE) memberships')
    await ownerPool.end()
  })

  it('is found without reading through them', async () => {
    const told: ListCase['list'] = async ({ tx }) => {
      await findWatchers(tx, provider.customers[0]?.id ?? '')
      return { items: [], nextCursor: null, total: null }
    }
    const statements = await explained(told, { limit: 50 }, 0, 'all')
    const plans = statements.map(({ planText }) => planText).join('\n')
    const people = statements
      .flatMap(({ plan }) => nodesOf(plan))
      .filter((node) => node['Relation Name'] === 'memberships')
    expect(people.length).toBeGreaterThan(0)
    expect(
      people.reduce((total, node) => total + rowsRead(node), 0),
      plans,
    ).toBeLessThanOrEqual(100)
  })
})

/** One account at each of so many customers, as many accounts would be. */
const peopleOfCustomers = `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, created_at)
  SELECT o.provider_id, gen_random_uuid(), o.id, $1, m.role_id, 'subtree', 'Somebody', 'somebody', 'somebody@customer.example', now()
  FROM organizations o, (SELECT role_id FROM memberships WHERE provider_id = $1 AND reach = 'subtree' LIMIT 1) m
  WHERE o.provider_id = $1 AND o.type = 'customer' ORDER BY o.id LIMIT 3000`

describe.each(reaches)('one search over everything, for reach %s', (reach) => {
  it.each(['fal001', 'steuerber', 'srv', 'branch 77', 'all@north', 'a', 'zz'])(
    'reads through nothing to find %s, and takes no more of it than it can show',
    async (q) => {
      const permissions = new Set(['customers.read', 'devices.read', 'users.read'])
      const find = async (context: CallContext) => {
        await searchEverything({ ...context, caller: { ...context.caller, permissions } } as CallContext, q)
        return { items: [], nextCursor: null, total: null }
      }
      const statements = await explained(find, { limit: 5 } as ListQuery, 0, reach)
      expect(statements.length).toBeGreaterThan(5)
      for (const { plan, planText } of statements) {
        expect(scansOf(plan, ['organizations', 'devices', 'entities', 'memberships']), planText).toEqual([])
        expect(plan['Actual Rows'], planText).toBeLessThanOrEqual(110)
      }
    },
  )
})

describe('what customers are metered for a month, of a ledger with 60,000 rows more', () => {
  const months = ['now', 'a year ago'] as const
  const monthOf = (when: (typeof months)[number]) => {
    // Of yesterday: a month that has not begun in the west yet holds before it what has been written just now.
    const day = new Date(Date.now() - 24 * 3_600_000)
    if (when === 'a year ago') day.setUTCMonth(day.getUTCMonth() - 11, 1)
    return day.toISOString().slice(0, 7)
  }
  const metered = (when: (typeof months)[number], reach: MeasuredReach, ask: 'a page' | 'one') =>
    explained(
      async (part, query) => {
        const actor = { kind: 'system', name: 'Tenantry', scope: part.caller.scope } as const
        const caller = { ...part.caller, permissions: new Set() }
        const context = { ...part, caller, actor, clock: systemClock } as unknown as CallContext
        if (ask === 'a page') return listUsage(context, { ...query, month: monthOf(when) })
        await getUsage(context, provider.customers[0]?.id ?? '', monthOf(when))
        return { items: [], nextCursor: null, total: null }
      },
      { limit: 50 },
      0,
      reach,
    )
  /** Rows of the ledger that the statement for a month's rows has read, and that for how things stood before. */
  const readOf = async (...asked: Parameters<typeof metered>) => {
    const statements = await metered(...asked)
    const read = (sign: string): number => {
      const found = statements.filter(({ text }) => text.includes('"license_ledger"') && text.includes(sign))
      expect(found.length).toBe(1)
      const nodes = found.flatMap(({ plan }) => nodesOf(plan))
      const ofLedger = nodes.filter((node) => node['Relation Name'] === 'license_ledger')
      expect(ofLedger.map((node) => node['Node Type'])).not.toContain('Seq Scan')
      return ofLedger.reduce((total, node) => total + rowsRead(node), 0)
    }
    return { rows: read('"subject_name"'), before: read('as "before"') }
  }
  /** Of the first customer 1,550 rows lie in a month, and as many as of 500 others. */
  const mostOfMonth = 2_500

  it.each(months.flatMap((when) => reaches.map((reach) => [when, reach] as const)))(
    'reads no rows of other months for a page, %s, for reach %s',
    async (when, reach) => {
      expect((await readOf(when, reach, 'a page')).rows).toBeLessThanOrEqual(mostOfMonth)
    },
  )

  it.each(months)('reads no rows of other months of a customer with 20,000, %s', async (when) => {
    expect((await readOf(when, 'all', 'one')).rows).toBeLessThanOrEqual(mostOfMonth)
  })

  // Of each organization and type the last one, and what was written so shortly before it that it may have come after it.
  it.each(months.flatMap((when) => reaches.map((reach) => [when, reach] as const)))(
    'reads the last rows before it alone for how things stood, %s, for reach %s',
    async (when, reach) => {
      expect((await readOf(when, reach, 'a page')).before).toBeLessThanOrEqual(300)
    },
  )
})

describe.each(reaches)('how full the licenses of a hundred customers are, for reach %s (IF7)', (reach) => {
  it('is read by index, and nothing of other customers', async () => {
    const ids = provider.customers.slice(0, 100).map(({ id }) => id)
    const told: ListCase['list'] = async (context) => ({
      ...(await listFullestLicenses(context as CallContext, ids)),
      nextCursor: null,
      total: null,
    })
    const statements = await explained(told, { limit: 100 }, 0, reach)
    for (const table of ['license_counters', 'organizations']) {
      const nodes = statements.flatMap(({ plan }) => nodesOf(plan)).filter((node) => node['Relation Name'] === table)
      const plans = statements.map(({ planText }) => planText).join('\n')
      expect(nodes.length, plans).toBeGreaterThan(0)
      expect(
        nodes.map((node) => node['Node Type']),
        plans,
      ).not.toContain('Seq Scan')
      // A customer has a counter of each type that it ever took or was given.
      for (const node of nodes) expect(rowsRead(node), plans).toBeLessThanOrEqual(1_000)
    }
  })
})

describe('the ledger of licenses, of which most rows are of one moment and 1,000 of another (IF7)', () => {
  const told: ListCase['list'] = (context, query) => {
    const caller = { ...context.caller, permissions: new Set(['license_pool.read']) }
    return listLedger({ ...context, caller } as CallContext, query)
  }
  it.each([
    ['the latest first', 'limit=50', 0],
    ['the latest first, a deep page', 'limit=50', 45],
    ['the first first', 'limit=50&sort=happenedAt', 1],
    ['of one customer', () => `limit=50&filter[organizationId][eq]=${provider.customers[0]?.id}`, 1],
  ])('tells %s in order from an index, and reads no more of it than it shows', async (_, asked, pagesBefore) => {
    const query = parseQueryString(typeof asked === 'string' ? asked : asked()) as unknown as ListQuery
    const schema = listLicenseLedger.query as z.ZodType<ListQuery>
    const statements = await explained(told, schema.parse(query), pagesBefore, 'all')
    const page = statements.find(({ text }) => text.includes('sort_values'))
    const ofLedger = (page ? nodesOf(page.plan) : []).filter((node) => node['Relation Name'] === 'license_ledger')
    expect(ofLedger.length).toBeGreaterThan(0)
    for (const node of ofLedger) expect(rowsRead(node), page?.planText).toBeLessThanOrEqual(500)
  })
})

describe('what customers are metered for a month, where each was the account of another once and hundreds have been merged', () => {
  const start = new Date(Date.now() - 350 * 86_400_000)
  let ids: string[] = []
  const at = (moment: Date) => ids.map(() => moment.toISOString())

  beforeAll(async () => {
    const ownerPool = cluster.ownerPool(databaseName)
    await ownerPool.query(formerAccounts, [provider.providerId])
    const { rows } = await ownerPool.query<{ id: string }>(firstCustomers, [provider.providerId])
    ids = rows.map(({ id }) => id)
    await ownerPool.query(mergedCustomers, [provider.providerId, ids])
    await ownerPool.query('VACUUM (ANALYZE) organizations, former_accounts')
    await ownerPool.end()
  })

  it.each([
    [
      'what has left them',
      ['former_accounts', 'license_ledger'],
      'SELECT * FROM tenancy.left_license_rows($1, $2, $3, $4)',
      () => [at(start), at(new Date(start.getTime() + 30 * 86_400_000))],
    ],
    [
      'what has become part of them',
      ['organizations', 'organization_closure'],
      'SELECT * FROM tenancy.merged_organizations($1, $2)',
      () => [],
    ],
    [
      'the months of 200',
      ['organizations', 'license_months', 'organization_closure'],
      "SELECT * FROM tenancy.license_months_of($1, $2, '2026-01-01')",
      () => [],
    ],
  ] as const)('reads %s by index alone', async (_, tables, text, more) => {
    for (const table of tables) {
      const read = await lookUp('all', table, text, [provider.providerId, ids, ...more()])
      expect([table, read.rowByRow]).toEqual([table, 0])
      expect(read.found).toBeGreaterThan(0)
    }
  })

  it('finds one by the name of what has become part of it without reading the others', async () => {
    const text = 'SELECT tenancy.found_merged($1, $2)'
    const read = await lookUp('all', 'organizations', text, [provider.providerId, '%was merged 7 %'])
    expect(read).toEqual({ found: 1, isByIndex: true, rowByRow: 0 })
  })

  it('reads the rows of a number by index alone', async () => {
    const of = async (part: CallContext, query: ListQuery) => {
      const caller = { ...part.caller, permissions: new Set(['license_pool.read']) } as CallContext['caller']
      const filter = { accountId: { eq: ids[0] ?? '' }, type: { eq: 'metered' } }
      return listLedger({ ...part, caller, actor: caller }, { ...query, filter })
    }
    for (const { plan, planText } of await explained(of, { limit: 50 }, 0, 'all'))
      expect(scansOf(plan, ['license_ledger', 'former_accounts', 'organizations']), planText).toEqual([])
  })
})

/** Of each customer the first ten rows count for the one before it. */
const formerAccounts = `INSERT INTO former_accounts (provider_id, organization_id, type, first_number, last_number, account_id, left_at)
  SELECT provider_id, id, 'metered', 1, 10, lag(id) OVER (ORDER BY name_key, id), now() - interval '200 days'
  FROM organizations WHERE provider_id = $1 AND type = 'customer'`
const firstCustomers =
  "SELECT id FROM organizations WHERE provider_id = $1 AND type = 'customer' ORDER BY name_key, id LIMIT 200"
const mergedCustomers = `UPDATE organizations o SET status = 'archived', archived_until = NULL, merged_into_id = ($2::uuid[])[1 + s.n % 200],
    name = 'Was merged ' || s.n || ' times', name_key = 'was merged ' || s.n || ' times'
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM organizations
    WHERE provider_id = $1 AND type = 'customer' AND id <> ALL ($2) ORDER BY id LIMIT 500) s
  WHERE o.provider_id = $1 AND o.id = s.id`

/** Of the first customer 20,000 rows, of 1,000 others 40 each, over 400 days. */
const ledgerRows = `WITH counted AS (
    INSERT INTO license_types (provider_id, code, name, position, is_on) VALUES ($1, 'metered', 'Metered', 99, true)),
  metered AS (
    SELECT id, CASE WHEN id = $2 THEN 20000 ELSE 40 END AS count FROM organizations
    WHERE provider_id = $1 AND type <> 'provider' ORDER BY id <> $2, name_key LIMIT 1001),
  counters AS (
    INSERT INTO license_counters (provider_id, organization_id, type, entries) SELECT $1, id, 'metered', count FROM metered)
  INSERT INTO license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, overage_after,
    subject_kind, subject_id, reason, actor_name)
  SELECT $1, gen_random_uuid(), id, 'metered', n, now() - (count - n) * interval '400 days' / count,
    CASE WHEN n % 2 = 1 THEN 'take' ELSE 'give' END, CASE WHEN n % 2 = 1 THEN 1 ELSE -1 END, n % 2, 0,
    'device', gen_random_uuid(), 'device.created', 'Tenantry'
  FROM metered, generate_series(1, count) AS n`

/** On one customer, on a tenth of them, and on nine of ten. */
const tags = { red: randomUUID(), gray: randomUUID(), blue: randomUUID() }
const oneTag = `INSERT INTO tags (provider_id, id, organization_id, name, name_key, color, created_at, updated_at)
  VALUES ($1, $2, $1, $3, $3, $3, now(), now())`
const carriedTag = `INSERT INTO organization_tags (provider_id, organization_id, tag_id, house_id)
  SELECT provider_id, id, $2, $1 FROM organizations WHERE provider_id = $1 AND type <> 'provider' ORDER BY md5(id::text) LIMIT $3`
const taggedDevices = `INSERT INTO device_tags (provider_id, device_id, organization_id, tag_id, house_id)
  SELECT provider_id, id, organization_id, $2, $1 FROM devices WHERE provider_id = $1 ORDER BY md5(id::text) LIMIT $3`
const taggedEntities = `INSERT INTO entity_tags (provider_id, entity_id, organization_id, tag_id, house_id)
  SELECT provider_id, id, organization_id, $2, $1 FROM entities WHERE provider_id = $1 ORDER BY md5(id::text) LIMIT $3`

const entitiesOfOne = 10_000
const manyEntities = `INSERT INTO entities (provider_id, id, organization_id, name, name_key, code, code_key, kind, created_at)
  SELECT $1, gen_random_uuid(), $2, 'Branch ' || n, 'branch ' || n, 'BR-' || n, 'br-' || n, 'branch', now() - n * interval '1 minute'
  FROM generate_series(1, $3::int) AS n ON CONFLICT DO NOTHING`

/**
 * A total stops counting at 10,001 rows: where nearly every row counts, reading the first ones as they lie is its best
 * plan. It may pass over some on the way, where most are wanted.
 */
const countedRows = 10_001

function scansOf(plan: ExplainedStatement['plan'], tables: string[]): string[] {
  return nodesOf(plan)
    .filter((node) => node['Node Type'] === 'Seq Scan' && tables.includes(node['Relation Name'] ?? ''))
    .filter((node) => {
      const [wanted, passed] = [node['Actual Rows'] ?? 0, node['Rows Removed by Filter'] ?? 0]
      return wanted >= countedRows ? passed > wanted / 2 : wanted + passed > countedRows + 50
    })
    .map((node) => `${node['Node Type']} on ${node['Relation Name']}`)
}

async function statementsOf(listCase: ListCase, reach: MeasuredReach): Promise<ExplainedStatement[]> {
  return explained(listCase.list, queryOf(listCase), listCase.pagesBefore, reach)
}

function customersByName(): ListCase {
  return listCases.find((each) => each.name === 'customers by name') as ListCase
}

/** Rows that a node of a plan has looked at, whether it wanted them or not. */
function rowsRead(node: ExplainedStatement['plan']): number {
  return ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1)
}

async function explained(
  list: ListCase['list'],
  query: ListQuery,
  pagesBefore: number,
  reach: MeasuredReach,
): Promise<ExplainedStatement[]> {
  let cursor: string | undefined
  // As far as so many pages, where much is seen in the largest ones.
  const limit = reach === 'all' ? maxPageSize : query.limit
  for (let passed = 0; passed < pagesBefore * query.limit; passed += limit) {
    const { nextCursor } = await read(list, { ...query, limit, cursor }, reach)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  explainer.statements = []
  explainer.isOn = true
  await read(list, { ...query, cursor }, reach).finally(() => {
    explainer.isOn = false
  })
  return explainer.statements
}

/** What somebody with a reach sees. */
function scopeOf(reach: MeasuredReach): Scope {
  const membership = provider.memberships.find((each) => each.reach === reach)
  return {
    providerId: provider.providerId,
    organizationId: membership?.organizationId ?? '',
    membershipId: membership?.id ?? '',
    reach,
  }
}

/** Reads a page as somebody with a reach. */
async function read(list: ListCase['list'], query: ListQuery, reach: MeasuredReach, options: TransactionOptions = {}) {
  const scope = scopeOf(reach)
  const organization = { id: scope.organizationId, name: 'Own house', type: 'provider' as const }
  const context = { caller: { organization, scope } }
  return database.within(scope, (tx) => list({ ...context, tx } as CallContext, query), { readOnly: true, ...options })
}

/** Calls a function as somebody with a reach: how many it found, and how it read a table. */
async function lookUp(reach: MeasuredReach, table: string, text: string, values: unknown[]) {
  const client = await pool.connect()
  try {
    await client.query(`BEGIN; ${scopeStatements(scopeOf(reach))}`)
    const before = await readSoFar(client, table)
    const { rows } = await client.query({ text, values })
    const after = await readSoFar(client, table)
    const isByIndex = after.byIndex > before.byIndex
    return { found: rows.length, isByIndex, rowByRow: after.rowByRow - before.rowByRow }
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

/** How a table was read; counts what ran on the connection a moment before, too. */
async function readSoFar(client: Pick<pg.ClientBase, 'query'>, table: string) {
  const { rows } = await client.query<{ rowByRow: number; byIndex: number }>({
    text: `SELECT seq_tup_read::int AS "rowByRow", idx_scan::int AS "byIndex"
      FROM pg_stat_xact_all_tables WHERE relid = $1::regclass`,
    values: [table],
  })
  return rows[0] ?? { rowByRow: 0, byIndex: 0 }
}
