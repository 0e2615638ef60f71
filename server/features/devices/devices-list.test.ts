import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../platform/auth/caller.ts'
import { newId } from '../../platform/clock/clock.ts'
import { type Node, TestTree } from '../organizations/organizations.fixture.ts'
import { listDevices } from './list-devices.ts'

let tree: TestTree
let provider: Node
let admin: Caller

beforeAll(async () => {
  tree = await TestTree.open()
  provider = await tree.addProvider('Own House')
  admin = await tree.addPerson(provider, { reach: 'all' })
})

afterAll(() => tree.close())

interface Planted {
  name: string
  class?: string
  createdAt?: string
}

async function plant(home: Node, devices: Planted[]): Promise<void> {
  await tree.asSystem(home.providerId, (tx) =>
    tx
      .insertInto('devices')
      .values(
        devices.map(({ name, class: kind = 'server', createdAt = '2026-01-01T00:00:00Z' }) => ({
          provider_id: home.providerId,
          id: newId(),
          organization_id: home.id,
          name,
          name_key: sortKey(name),
          class: kind,
          // Not through Date, which knows no microseconds.
          created_at: sql<Date>`${createdAt}::timestamptz`,
          updated_at: sql<Date>`${createdAt}::timestamptz`,
        })),
      )
      .execute(),
  )
}

function list(query: Partial<ListQuery>) {
  return tree.as(admin, (context) => listDevices(context, { limit: 50, ...query }))
}

async function namesOf(home: Node, query: Partial<ListQuery>): Promise<string[]> {
  const { items } = await list({ ...query, filter: { organizationId: { eq: home.id }, ...query.filter } })
  return items.map((item) => item.name)
}

describe('devices of customers that are not in use', () => {
  it('are left out or chosen by their customer’s status', async () => {
    const [used, left] = [await tree.add(provider, {}), await tree.add(provider, { status: 'archived' })]
    await plant(used, [{ name: 'standing-1' }])
    await plant(left, [{ name: 'standing-2' }])
    await plant(provider, [{ name: 'standing-3' }])
    const names = async (organizationStatus: object) =>
      (await list({ q: 'standing', filter: { organizationStatus } })).items.map(({ name }) => name)
    expect(await names({ nin: ['disabled', 'archived'] })).toEqual(['standing-1', 'standing-3'])
    expect(await names({ in: ['archived'] })).toEqual(['standing-2'])
    expect(await names({ eq: 'archived' })).toEqual(['standing-2'])
    expect(await names({ ne: 'archived' })).toEqual(['standing-1', 'standing-3'])
  })
})

describe('searching devices', () => {
  let home: Node
  beforeAll(async () => {
    home = await tree.add(provider, { name: 'Searched' })
    await plant(
      home,
      ['nyc-srv-01', 'Müller Drucker', '100%_done', 'backup\\disk'].map((name) => ({ name })),
    )
  })

  it.each([
    ['nyc', 'nyc-srv-01'],
    ['c-SRV', 'nyc-srv-01'],
    ['rv', 'nyc-srv-01'],
    ['uller', 'Müller Drucker'],
    ['ÜLLE', 'Müller Drucker'],
    ['0%_d', '100%_done'],
    ['p\\d', 'backup\\disk'],
  ])('finds by %s at the start or in the middle', async (q, name) => {
    expect(await namesOf(home, { q })).toEqual([name])
  })

  it.each(['n_c', '%%%', 'srv01', '___'])('takes %s as it is written and finds nothing', async (q) => {
    expect(await namesOf(home, { q })).toEqual([])
  })

  it('finds all where the search is blank', async () => {
    expect(await namesOf(home, { q: '  ' })).toHaveLength(4)
  })
})

describe('the list of devices', () => {
  let home: Node
  beforeAll(async () => {
    home = await tree.add(provider, { name: 'Listed' })
    await plant(home, [
      { name: 'beta', class: 'printer', createdAt: '2026-01-02T00:00:00Z' },
      { name: 'Alpha', class: 'phone', createdAt: '2026-01-01T00:00:00Z' },
      { name: 'gamma', class: 'server', createdAt: '2026-01-03T00:00:00.123456Z' },
    ])
  })

  it('is ordered by name without regard to case, or newest first, or by class', async () => {
    expect(await namesOf(home, {})).toEqual(['Alpha', 'beta', 'gamma'])
    expect(await namesOf(home, { sort: '-createdAt' })).toEqual(['gamma', 'beta', 'Alpha'])
    expect(await namesOf(home, { sort: 'class' })).toEqual(['Alpha', 'beta', 'gamma'])
  })

  it('names the organization of each device', async () => {
    const { items } = await list({ filter: { organizationId: { eq: home.id } } })
    expect(items.map((item) => item.organizationName)).toEqual(['Listed', 'Listed', 'Listed'])
  })

  it('can be narrowed by class, name and time', async () => {
    expect(await namesOf(home, { filter: { class: { in: ['phone', 'printer'] } } })).toEqual(['Alpha', 'beta'])
    expect(await namesOf(home, { filter: { name: { contains: 'AMM' } } })).toEqual(['gamma'])
    expect(await namesOf(home, { filter: { createdAt: { gte: '2026-01-02T00:00:00Z' } } })).toEqual(['beta', 'gamma'])
  })

  it('refuses the cursor of another list', async () => {
    const { nextCursor } = await list({ limit: 1 })
    await expect(list({ limit: 1, sort: '-name', cursor: nextCursor ?? '' })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path: 'cursor' }] },
    })
  })
})

it('is paged over equal values without gaps and doubles in every order', async () => {
  const device = fc.record({
    name: fc.constantFrom('aa', 'AA', 'áa', 'bb', 'bb b'),
    class: fc.constantFrom('server', 'phone'),
    createdAt: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000001Z', '2026-01-02T00:00:00Z'),
  })
  const sorts = ['name', '-name', 'createdAt', '-createdAt', 'class,-name', '-class,createdAt']
  const property = fc.asyncProperty(
    fc.array(device, { minLength: 1, maxLength: 30 }),
    fc.constantFrom(...sorts),
    fc.integer({ min: 1, max: 12 }),
    async (devices, sort, limit) => {
      const home = await tree.add(provider)
      await plant(home, devices)
      const query = { sort, filter: { organizationId: { eq: home.id } } }
      const whole = (await list({ ...query, limit: 50 })).items.map((item) => item.id)
      const paged: string[] = []
      for (let cursor: string | undefined, pages = 0; pages === 0 || cursor; pages++) {
        const page = await list({ ...query, limit, cursor })
        expect(page.total).toBe(devices.length)
        expect(page.items.length).toBeGreaterThan(0)
        paged.push(...page.items.map((item) => item.id))
        cursor = page.nextCursor ?? undefined
      }
      expect(paged).toEqual(whole)
      expect(new Set(paged).size).toBe(devices.length)
    },
  )
  await fc.assert(property, { numRuns: 40 })
}, 60_000)
