import { randomUUID } from 'node:crypto'
import { checkAddress } from '@tenantry/contract/fields/address.ts'
import { addressParts } from '@tenantry/contract/fields/address-rules.ts'
import { codeKey, isCode } from '@tenantry/contract/fields/codes.ts'
import { displayName } from '@tenantry/contract/fields/names.ts'
import { isE164 } from '@tenantry/contract/fields/phones.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import * as subdivisions from '@tenantry/contract/fields/subdivisions.ts'
import { domainName, optionalEmailAddress } from '@tenantry/contract/fields/web-addresses.ts'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCluster, type TestCluster } from '../testing/test-cluster.ts'
import { type GeneratedProvider, generateProvider, type ProviderPlan } from './generate-provider.ts'

const plan: ProviderPlan = {
  seed: 11,
  providerName: 'Northwind MSP',
  customers: 300,
  partners: 9,
  enterprises: 12,
  customersOfFirstPartner: 40,
  devices: 2_500,
  usersPerCustomer: 2,
  people: [
    person('admin', { role: 'provider_administrator', place: 'provider' }),
    person('tech', { role: 'technician', place: 'provider', selectedCustomers: 50 }),
    person('partner', { role: 'partner_administrator', place: { partner: 0 } }),
  ],
  clock: { now: () => new Date('2026-11-22T12:00:00Z') },
}

function person(name: string, rest: Pick<ProviderPlan['people'][number], 'role' | 'place' | 'selectedCustomers'>) {
  return { accountId: randomUUID(), email: `${name}@northwind.example`, name, ...rest }
}

let cluster: TestCluster
let pool: pg.Pool
let provider: GeneratedProvider

beforeAll(async () => {
  cluster = await startTestCluster()
  pool = cluster.ownerPool(await cluster.createDatabase())
  provider = await generateProvider(pool, plan)
})

afterAll(async () => {
  await pool.end()
  await cluster.stop()
})

async function one<Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []): Promise<Row> {
  return (await pool.query<Row>(statement, values)).rows[0] as Row
}

describe('a generated provider', () => {
  it('has as many customers and devices as were asked for', async () => {
    const counts = await one(`SELECT (SELECT count(*)::int FROM organizations WHERE type = 'customer') AS customers,
      (SELECT count(*)::int FROM organizations WHERE type = 'partner') AS partners, (SELECT count(*)::int FROM devices) AS devices`)
    expect(counts).toEqual({ customers: 300, partners: 9, devices: 2_500 })
  })

  it('counts devices, users and entities exactly', async () => {
    const { wrong } = await one(`SELECT count(*)::int AS wrong FROM organization_counters c WHERE
      c.devices <> (SELECT count(*) FROM devices d WHERE d.organization_id = c.organization_id)
      OR c.users <> (SELECT count(*) FROM memberships m WHERE m.organization_id = c.organization_id)
      OR c.entities <> (SELECT count(*) FROM entities e WHERE e.organization_id = c.organization_id)`)
    const { uneven } = await one(`SELECT count(*)::int AS uneven FROM entities e WHERE
      e.devices <> (SELECT count(*) FROM devices d WHERE d.entity_id = e.id)`)
    expect(uneven).toBe(0)
    const { missing } = await one(`SELECT count(*)::int AS missing FROM organizations o WHERE NOT EXISTS
      (SELECT FROM organization_counters c WHERE c.organization_id = o.id)`)
    expect({ wrong, missing }).toEqual({ wrong: 0, missing: 0 })
  })

  it('counts licenses as the product would', async () => {
    const { rows } = await pool.query('SELECT d.* FROM providers p, tenancy.differing_licenses(p.provider_id) d')
    expect(rows).toEqual([])
    const { taken } = await one('SELECT count(*)::int AS taken FROM license_ledger WHERE type = $1', ['trial_devices'])
    expect(taken).toBeGreaterThan(2_500)
  })

  it('has the closure that walking up the tree gives', async () => {
    const { wrong } = await one(`WITH RECURSIVE up AS (
        SELECT id AS descendant_id, id AS ancestor_id, parent_id, 0 AS distance FROM organizations
        UNION ALL SELECT up.descendant_id, o.id, o.parent_id, up.distance + 1 FROM up JOIN organizations o ON o.id = up.parent_id)
      SELECT count(*)::int AS wrong FROM up FULL JOIN organization_closure c USING (descendant_id, ancestor_id, distance)
      WHERE up.descendant_id IS NULL OR c.descendant_id IS NULL`)
    const { deep } = await one('SELECT max(distance)::int AS deep FROM organization_closure')
    expect(wrong).toBe(0)
    expect(deep).toBeGreaterThanOrEqual(2)
  })

  it('gives the chosen reach its customers and the first partner exactly its own', async () => {
    const [, tech, partner] = provider.memberships
    expect(tech).toMatchObject({ reach: 'selected' })
    expect(new Set(tech?.customerIds).size).toBe(50)
    const { seen } = await one('SELECT count(*)::int AS seen FROM membership_organizations WHERE membership_id = $1', [
      tech?.id,
    ])
    const { below } = await one('SELECT count(*)::int AS below FROM organization_closure WHERE ancestor_id = $1', [
      partner?.organizationId,
    ])
    expect({ seen, below }).toEqual({ seen: 50, below: 41 })
  })

  it('stores only what the product itself would accept and store', async () => {
    const { rows } = await pool.query('SELECT * FROM organizations WHERE parent_id IS NOT NULL')
    for (const row of rows) {
      expect(displayName.parse(row.name)).toBe(row.name)
      expect(row.name_key).toBe(sortKey(row.name))
      expect(isCode(row.code) && codeKey(row.code) === row.code_key).toBe(true)
      expect(row.phone === null || isE164(row.phone), row.phone).toBe(true)
      expect(domainName.parse(row.domain)).toBe(row.domain)
      expect(optionalEmailAddress.parse(row.business_email)).toBe(row.business_email)
      expect(addressProblems(row), JSON.stringify(row)).toEqual([])
    }
    expect(new Set(rows.map((row) => row.country)).size).toBeGreaterThan(12)
  })

  it('gives no code twice, below partners either', async () => {
    const { codes, organizations } =
      await one(`SELECT count(DISTINCT code_key)::int AS codes, count(*)::int AS organizations
      FROM organizations WHERE parent_id IS NOT NULL`)
    expect(codes).toBe(organizations)
  })

  it('gives entities names, contacts and places that the product itself would accept and store', async () => {
    const { rows } = await pool.query('SELECT * FROM entities')
    expect(rows.length).toBeGreaterThan(100)
    for (const row of rows) {
      expect(displayName.parse(row.name)).toBe(row.name)
      expect(row.name_key).toBe(sortKey(row.name))
      expect(row.contact_phone === null || isE164(row.contact_phone), row.contact_phone).toBe(true)
      expect(optionalEmailAddress.parse(row.contact_email)).toBe(row.contact_email)
      expect(addressProblems(row), JSON.stringify(row)).toEqual([])
    }
    expect(new Set(rows.map((row) => row.kind))).toEqual(new Set(['branch', 'department', 'business_unit']))
  })

  it('makes ids of the moment that their row was made', async () => {
    const { wrong } = await one(`SELECT count(*)::int AS wrong FROM organizations WHERE
      ('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint <> (extract(epoch FROM created_at) * 1000)::bigint`)
    expect(wrong).toBe(0)
  })

  it('is the same again for the same seed', async () => {
    const other = cluster.ownerPool(await cluster.createDatabase())
    const again = await generateProvider(other, plan).finally(() => other.end())
    expect(again).toEqual(provider)
  })
})

function addressProblems(row: Record<string, string | null>) {
  const address = {
    country: row.country,
    state: row.state,
    city: row.city,
    postalCode: row.postal_code,
    line1: row.line1,
    region: row.region,
  }
  if (row.country && addressParts(row.country).state === 'required' && !row.state) return ['a state is missing']
  return checkAddress(address, subdivisions)
}
