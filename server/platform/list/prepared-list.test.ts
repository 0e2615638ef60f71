import { type ColumnType, type ListQuery, operatorsOf } from '@tenantry/contract/list.ts'
import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { createPool } from '../database/pools.ts'
import type { Builder } from '../database/prepared.ts'
import { TenantDatabase, type TenantTransaction } from '../database/tenant-database.ts'
import type { Scope } from '../tenancy/scope.ts'
import {
  counted,
  inOrder,
  type ListDefinition,
  type ListPlan,
  type ListShape,
  paged,
  planList,
  readPage,
  sortColumnsOf,
  sortValues,
  toPage,
} from './list-plan.ts'
import { preparedList } from './prepared-list.ts'
import { searchConditions } from './search.ts'

let world: World
let database: TenantDatabase
let scopes: Scope[]
let endPool: () => Promise<void>
const sent: { text: string; values: unknown[] }[] = []

beforeAll(async () => {
  world = await createWorld()
  const { user, password, host, port, database: name, connectionString } = world.installation.appPool.options
  const url = connectionString ?? `postgres://${user}:${password}@${host}:${port}/${name}`
  const pool = createPool({ connectionString: url, max: 1 }, () => {})
  pool.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client) as (statement: unknown) => Promise<never>
    const noted = (statement: { text: string; values: unknown[] } | string) => {
      if (typeof statement === 'object') sent.push({ text: statement.text, values: statement.values })
      return query(statement)
    }
    Object.assign(client, { query: noted })
  })
  database = new TenantDatabase(pool)
  endPool = () => pool.end()
  const { rows } = await world.test.owner.query<Scope>(
    `SELECT provider_id AS "providerId", organization_id AS "organizationId", id AS "membershipId", reach FROM memberships`,
  )
  scopes = rows
})
afterAll(async () => {
  await endPool()
  await world.close()
})

const definition: ListDefinition = {
  columns: {
    name: { ref: 'o.name_key', type: 'text', normalize: (value) => value.toLowerCase() },
    country: { ref: 'o.country', type: 'text', nullable: true },
    parentId: { ref: 'o.parent_id', type: 'id', nullable: true },
    devices: { ref: 'counters.devices', type: 'number' },
    createdAt: { ref: 'o.created_at', type: 'instant' },
  },
  idRef: 'o.id',
  defaultSort: 'name',
}

function listed(db: Builder, columns: string[]) {
  return db
    .selectFrom('organizations as o')
    .$if(columns.includes('devices'), (each) =>
      each.innerJoin('organization_counters as counters', (join) =>
        join.onRef('counters.provider_id', '=', 'o.provider_id').onRef('counters.organization_id', '=', 'o.id'),
      ),
    )
}

function statements(db: Builder, plan: ListShape) {
  const rows = listed(db, [...plan.filteredColumns, ...plan.sortedColumns])
    .select(['o.id', 'o.name'])
    .select(sortColumnsOf(plan))
    .select(sortValues(plan))
  const page = inOrder(db.selectFrom(paged(rows, plan).as('page')).selectAll('page'), plan, 'page')
  return { page, total: counted(db, plan, listed(db, plan.filteredColumns)) }
}

type Read = (tx: TenantTransaction, plan: ListPlan) => Promise<{ rows: Row[]; counted: number | null }>
type Row = { id: string; name: string; sort_values: (string | number | null)[] }

/** The same list with statements that are built where they run. */
const builtAnew: Read = (tx, plan) => readPage(tx, plan, statements(tx, plan).page, listed(tx, plan.filteredColumns))

async function read(list: Read, scope: Scope, query: ListQuery) {
  sent.length = 0
  const page = await database.within(scope, async (tx) => {
    const search = await searchConditions({ tx, caller: { scope } } as never, query.q, {
      function: 'search.organization_ids',
      idRef: 'o.id',
      refs: ['o.name_key', 'o.code_key'],
    })
    const plan = planList({ scope }, definition, query, search)
    const { rows, counted: total } = await list(tx, plan)
    return toPage(plan, rows, total, ({ id, name }) => ({ id, name }))
  })
  return { page, sent: [...sent] }
}

const values: Record<string, string[]> = {
  text: ['DE', 'first', 'second customer', '%', "'"],
  id: ['00000000-0000-0000-0000-000000000000'],
  number: ['0', '1', '-3.5'],
  instant: ['2026-01-01T00:00:00Z', '2999-01-01T00:00:00Z'],
}

const filterable: Record<string, ColumnType> = {
  name: 'text',
  country: 'text',
  parentId: 'id',
  devices: 'number',
  createdAt: 'instant',
}

const condition = fc.constantFrom(...Object.entries(filterable)).chain(([column, type]) =>
  fc
    .record({
      operator: fc.constantFrom(...operatorsOf({ label: column, type, sortable: true })),
      given: fc.array(fc.constantFrom(...(values[type] ?? [])), { minLength: 1, maxLength: 3 }),
      isEmpty: fc.constantFrom('true', 'false'),
    })
    .map(({ operator, given, isEmpty }) => {
      const several = operator === 'in' || operator === 'nin'
      return [column, { [operator]: operator === 'empty' ? isEmpty : several ? given : given[0] }] as const
    }),
)

const query = fc.record({
  filter: fc.uniqueArray(condition, { maxLength: 3, selector: ([column]) => column }).map(Object.fromEntries),
  q: fc.constantFrom('', 'fi', 'customer', 'second'),
  limit: fc.integer({ min: 1, max: 4 }),
  sort: fc
    .uniqueArray(fc.constantFrom(...Object.keys(definition.columns)), { maxLength: 3 })
    .chain((names) =>
      fc.tuple(...names.map((name) => fc.boolean().map((descending) => (descending ? `-${name}` : name)))),
    )
    .map((names) => names.join()),
}) as fc.Arbitrary<ListQuery>

it('a prepared list sends and shows what statements built for each call would, whoever came before', async () => {
  const list: Read = preparedList(statements)
  let [shown, turned] = [0, 0]
  const calls = fc.array(fc.record({ query, who: fc.nat(scopes.length - 1) }), { minLength: 2, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(calls, async (asked) => {
      for (const call of asked) {
        const scope = scopes[call.who]
        if (!scope) throw new TypeError('There is no such membership')
        let cursor: string | undefined
        for (let turn = 0; turn < 3; turn++) {
          const kept = await read(list, scope, { ...call.query, cursor })
          expect(kept).toEqual(await read(builtAnew, scope, { ...call.query, cursor }))
          shown += kept.page.items.length
          if (!kept.page.nextCursor) break
          cursor = kept.page.nextCursor
          turned++
        }
      }
    }),
    { numRuns: 40 },
  )
  expect(shown).toBeGreaterThan(0)
  expect(turned).toBeGreaterThan(0)
})

it('a list that is counted late counts what no page shows whole, and shows the same', async () => {
  const [scope] = scopes
  if (!scope) throw new TypeError('There is no such membership')
  const late: Read = preparedList(statements, { countsLate: true })
  for (const [limit, statementsSent] of [
    [1, 2],
    [200, 1],
  ] as const) {
    const asked = { q: '', filter: {}, limit } as unknown as ListQuery
    const { page, sent } = await read(late, scope, asked)
    expect(page).toEqual((await read(builtAnew, scope, asked)).page)
    expect([limit, sent.length]).toEqual([limit, statementsSent])
  }
})
