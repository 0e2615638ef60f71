import { customerColumns, listCustomers } from '@tenantry/contract/customer-list.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type World } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Few different values, so that ties and nulls abound. */
const row = fc.record({
  name: fc.constantFrom('Acme', 'acme', 'Ácme', 'Beta', 'βeta', '風', 'zz'),
  code: fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,5}$/),
  type: fc.constantFrom('customer', 'partner', 'enterprise'),
  status: fc.constantFrom('active', 'disabled', 'suspended'),
  country: fc.constantFrom(null, 'DE', 'FR', 'US'),
  created: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000001Z', '2026-02-01T00:00:00.123456Z'),
  devices: fc.integer({ min: 0, max: 2 }),
})
const rows = fc.uniqueArray(row, { selector: ({ code }) => code.toLowerCase(), minLength: 5, maxLength: 24 })

const sortable = Object.entries(customerColumns).flatMap(([name, { sortable }]) => (sortable ? [name] : []))
const order = fc
  .uniqueArray(fc.constantFrom(...sortable), { minLength: 1, maxLength: 3 })
  .chain((columns) => fc.tuple(...columns.map((column) => fc.constantFrom(column, `-${column}`))))
  .map((columns) => columns.join(','))

type Planted = (typeof row extends fc.Arbitrary<infer T> ? T : never)[]

async function replaceRows(customers: Planted): Promise<string[]> {
  const { providerId } = world.second
  const { owner } = world.test
  for (const table of ['organization_counters', 'organizations'])
    await owner.query(
      `DELETE FROM ${table} WHERE provider_id = $1 AND ${table === 'organizations' ? 'id' : 'organization_id'} IN (SELECT id FROM organizations WHERE subscription_id = 'planted')`,
      [providerId],
    )
  return plantRows(customers)
}

/** @returns the ids of all that are there then */
async function plantRows(customers: Planted): Promise<string[]> {
  const { providerId } = world.second
  const { owner } = world.test
  const planted = customers.map((customer) => ({ ...customer, id: newId(), key: sortKey(customer.name) }))
  const json = JSON.stringify(planted)
  await owner.query(
    `INSERT INTO organizations (provider_id, id, parent_id, type, depth, status, name, name_key, code, code_key, code_scope_id, country, subscription_id, created_at, updated_at)
     SELECT $1, id, $1, type, 1, status, name, key, code, lower(code), $1, country, 'planted', created, created
     FROM jsonb_to_recordset($2) AS r(id uuid, type text, status text, name text, key text, code text, country text, created timestamptz)`,
    [providerId, json],
  )
  await owner.query(
    `INSERT INTO organization_counters (provider_id, organization_id, name_key, parent_key, devices)
     SELECT $1, id, key, (SELECT name_key FROM organizations WHERE id = $1), devices FROM jsonb_to_recordset($2) AS r(id uuid, key text, devices int)`,
    [providerId, json],
  )
  const { rows: all } = await owner.query<{ id: string }>(
    "SELECT id FROM organizations WHERE provider_id = $1 AND type <> 'provider'",
    [providerId],
  )
  return all.map(({ id }) => id).sort()
}

async function visit(sort: string, limit: number): Promise<{ ids: string[]; totals: (number | null)[] }> {
  const ids: string[] = []
  const totals: (number | null)[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { body, status, raw } = await world.second.admin.api.call(listCustomers, {
      query: { sort, limit, ...(cursor ? { cursor } : {}) },
    })
    if (status !== 200) throw new TypeError(raw.body)
    ids.push(...body.items.map(({ id }) => id))
    totals.push(body.total)
    cursor = body.nextCursor
  }
  return { ids, totals }
}

describe('pages of customers (IF4)', () => {
  it('visit each row once in any order, with ties and nulls, and tell the exact total', async () => {
    await fc.assert(
      fc.asyncProperty(rows, order, fc.integer({ min: 1, max: 7 }), async (customers, sort, limit) => {
        const expected = await replaceRows(customers)
        const { ids, totals } = await visit(sort, limit)
        expect([...ids].sort()).toEqual(expected)
        expect(new Set(totals)).toEqual(new Set([expected.length]))
        expect((await visit(sort, 200)).ids).toEqual(ids)
      }),
      { numRuns: 20 },
    )
  })

  let sample: Promise<string[]> | undefined

  it.each(sortable)('sort by %s upwards and downwards, one the reverse of the other', async (column) => {
    sample ??= replaceRows(fc.sample(rows, { numRuns: 1, seed: 7 })[0] ?? [])
    await sample
    const up = await visit(column, 3)
    const down = await visit(`-${column}`, 4)
    expect([...down.ids].reverse()).toEqual(up.ids)
    const { rows: sorted } = await world.test.owner.query<{ id: string }>(
      `SELECT o.id FROM organizations o JOIN organization_counters c ON c.organization_id = o.id AND c.provider_id = o.provider_id
       WHERE o.provider_id = $1 AND o.type <> 'provider' ORDER BY ${columnOf(column)}, o.id`,
      [world.second.providerId],
    )
    expect(up.ids).toEqual(sorted.map(({ id }) => id))
  })
})

describe('the total', () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, number) => ({
      ...({ name: 'Acme', code: `A${number}`, type: 'customer', status: 'active', country: null } as const),
      ...({ created: '2026-01-01T00:00:00Z', devices: 0 } as const),
    }))
  const listed = async (query: { q?: string; cursor?: string }) => {
    const { body } = await world.second.admin.api.call(listCustomers, { query: { limit: 2, ...query } })
    return body
  }

  it('is exact up to 10,000 and no number beyond, on each page, searched for or not', async () => {
    const others = (await replaceRows([])).length
    // They speed up finding, not counting, and of so many rows they take longer to write than all the rest.
    await world.test.owner.query(
      'DROP INDEX organizations_code_trigrams, organizations_name_stem_trigrams, organizations_name_trigrams',
    )
    await replaceRows(named(10_000 - others))
    expect((await listed({})).total).toBe(10_000)
    expect((await listed({ q: 'acme' })).total).toBe(10_000 - others)
    await plantRows(named(10_001).slice(10_000 - others))
    for (const q of [{}, { q: 'acme' }]) {
      const first = await listed(q)
      const second = await listed({ ...q, cursor: first.nextCursor ?? '' })
      for (const { items, total } of [first, second]) expect([items.length, total]).toEqual([2, null])
    }
    expect((await listed({ q: 'A10000' })).total).toBe(1)
  })
})

const setting = (name: string) =>
  `(SELECT lower(s.value) FROM organization_settings s WHERE s.organization_id = o.id AND s.name = '${name}')`

const otherNames: Record<string, string> = {
  timeZone: setting('timeZone'),
  locale: setting('locale'),
  currency: setting('currency'),
  name: 'o.name_key',
  code: 'o.code_key',
  plan: 'o.plan_kind',
  parentId: 'c.parent_key, o.name_key',
}

function columnOf(column: string): string {
  return otherNames[column] ?? column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
