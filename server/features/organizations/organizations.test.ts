import type { ListQuery } from '@tenantry/contract/list.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../platform/auth/caller.ts'
import { walledTables } from '../../platform/tenancy/walled-tables.ts'
import { listOrganizations } from './list-organizations.ts'
import { type Node, TestTree } from './organizations.fixture.ts'

let tree: TestTree
let provider: Node
let stranger: Node
let partner: Node
let enterprise: Node
let division: Node
let north: Node
let south: Node
let admin: Caller

beforeAll(async () => {
  tree = await TestTree.open()
  provider = await tree.addProvider('Own House')
  stranger = await tree.addProvider('Other House')
  await tree.add(stranger, { name: 'Northwind of the other house', code: 'NW' })
  partner = await tree.add(provider, { type: 'partner', name: 'Partner', code: 'PARTNER' })
  enterprise = await tree.add(provider, { type: 'enterprise', name: 'Enterprise', code: 'ENT' })
  division = await tree.add(enterprise, { type: 'division', name: 'Division', code: 'DIV' })
  north = await tree.add(partner, { name: 'Northwind', code: 'ABC-NW' })
  south = await tree.add(partner, { name: 'Southwind', code: 'SW', status: 'suspended' })
  admin = await tree.addPerson(provider, { reach: 'all' })
})

afterAll(() => tree.close())

function list(caller: Caller, query: Partial<ListQuery> = {}) {
  return tree.as(caller, (context) => listOrganizations(context, { limit: 50, ...query }))
}

async function namesOf(caller: Caller, query: Partial<ListQuery> = {}): Promise<string[]> {
  return (await list(caller, query)).items.map((item) => item.name)
}

describe('the list of organizations (RI1)', () => {
  it('holds the whole tree, the provider itself included, for somebody who sees all of it', async () => {
    const { items, total, nextCursor } = await list(admin)
    expect({ total, nextCursor }).toEqual({ total: 6, nextCursor: null })
    const shown = items.map(({ name, parentId, depth, childCount, code }) => [name, code, parentId, depth, childCount])
    expect(shown).toEqual([
      ['Division', 'DIV', enterprise.id, 2, 0],
      ['Enterprise', 'ENT', provider.id, 1, 1],
      ['Northwind', 'ABC-NW', partner.id, 2, 0],
      ['Own House', null, null, 0, 2],
      ['Partner', 'PARTNER', provider.id, 1, 2],
      ['Southwind', 'SW', partner.id, 2, 0],
    ])
  })

  it('begins at the own organization for somebody who sees what lies below it', async () => {
    const person = await tree.addPerson(partner, { reach: 'subtree' })
    const { items, total } = await list(person)
    expect(total).toBe(3)
    expect(items.map(({ name, parentId, childCount }) => [name, parentId, childCount])).toEqual([
      ['Northwind', partner.id, 0],
      ['Partner', null, 2],
      ['Southwind', partner.id, 0],
    ])
  })

  it('does not tell by its depth how much lies above what can be seen', async () => {
    const depthsOf = async (caller: Caller) => (await list(caller)).items.map(({ name, depth }) => [name, depth])
    expect(await depthsOf(await tree.addPerson(partner, { reach: 'subtree' }))).toEqual([
      ['Northwind', 1],
      ['Partner', 0],
      ['Southwind', 1],
    ])
    const selected = [partner, north, division]
    expect(await depthsOf(await tree.addPerson(provider, { reach: 'selected', selected }))).toEqual([
      ['Division', 0],
      ['Northwind', 1],
      ['Partner', 0],
    ])
  })

  it('counts only those children that can be seen', async () => {
    const person = await tree.addPerson(provider, { reach: 'selected', selected: [partner, north, division] })
    const { items } = await list(person)
    expect(items.map(({ name, parentId, childCount }) => [name, parentId, childCount])).toEqual([
      ['Division', null, 0],
      ['Northwind', partner.id, 0],
      ['Partner', null, 1],
    ])
  })

  it('is empty for somebody who sees single entities only', async () => {
    const entity = await tree.addEntity(north, 'Branch')
    const person = await tree.addPerson(north, { reach: 'entities', entities: [entity] })
    expect(await list(person)).toEqual({ items: [], nextCursor: null, total: 0 })
  })

  it('finds the nodes at the top of what can be seen, and those below a node', async () => {
    const person = await tree.addPerson(provider, { reach: 'selected', selected: [partner, north, division] })
    expect(await namesOf(person, { filter: { parentId: { empty: 'true' } } })).toEqual(['Division', 'Partner'])
    expect(await namesOf(person, { filter: { parentId: { eq: partner.id } } })).toEqual(['Northwind'])
    expect(await namesOf(admin, { filter: { parentId: { empty: 'true' } } })).toEqual(['Own House'])
  })

  it('does not tell what lies below a parent that cannot be seen', async () => {
    const person = await tree.addPerson(provider, { reach: 'selected', selected: [division] })
    expect(await namesOf(person, { filter: { parentId: { eq: enterprise.id } } })).toEqual([])
    expect(await namesOf(person, { filter: { parentId: { in: [enterprise.id, provider.id] } } })).toEqual([])
  })

  it('finds by the middle of a name and of a code, and nothing of another provider', async () => {
    expect(await namesOf(admin, { q: 'RTHWIN' })).toEqual(['Northwind'])
    expect(await namesOf(admin, { q: 'c-n' })).toEqual(['Northwind'])
    expect(await namesOf(admin, { q: 'of the other' })).toEqual([])
    expect(await namesOf(admin, { q: 'h_use' })).toEqual([])
    const person = await tree.addPerson(partner, { reach: 'subtree' })
    expect(await namesOf(person, { q: 'divis' })).toEqual([])
  })

  it('filters by type and status and sorts by code, the provider without one at the end', async () => {
    expect(await namesOf(admin, { filter: { status: { eq: 'suspended' } } })).toEqual(['Southwind'])
    expect(await namesOf(admin, { filter: { type: { in: ['partner', 'provider'] } } })).toEqual([
      'Own House',
      'Partner',
    ])
    expect(await namesOf(admin, { sort: 'code' })).toEqual([
      'Northwind',
      'Division',
      'Enterprise',
      'Partner',
      'Southwind',
      'Own House',
    ])
  })

  it.each(['code', '-code', 'name', '-name'])('pages by %s without gaps and doubles', async (sort) => {
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const { items, nextCursor, total } = await list(admin, { sort, limit: 1, cursor })
      expect(total).toBe(6)
      paged.push(...items.map((item) => item.id))
      cursor = nextCursor ?? undefined
    } while (cursor !== undefined && paged.length < 20)
    const whole = (await list(admin, { sort })).items.map((item) => item.id)
    expect(paged).toEqual(whole)
    expect(new Set(paged).size).toBe(6)
    expect(paged).toContain(south.id)
  })
})

describe('the tree of what is in use', () => {
  it('leaves out what is disabled or archived, but where something else lies below it, and counts alike', async () => {
    const house = await tree.addProvider('House in use')
    const add = (
      below: Node,
      type: 'partner' | 'customer' | 'enterprise' | 'division',
      name: string,
      status: OrganizationStatus,
    ) => tree.add(below, { type, name, code: name.toUpperCase().replaceAll(' ', '-'), status })
    const ended = await add(house, 'partner', 'Disabled partner', 'disabled')
    await add(ended, 'customer', 'Still active', 'active')
    await add(ended, 'customer', 'Archived below', 'archived')
    await add(house, 'customer', 'Disabled customer', 'disabled')
    await add(house, 'customer', 'Leaving', 'offboarding')
    const empty = await add(house, 'enterprise', 'All ended', 'archived')
    await add(empty, 'division', 'Ended division', 'disabled')
    const person = await tree.addPerson(house, { reach: 'all' })
    const ask = (query: { inUse?: 'true' | 'false'; limit?: number; cursor?: string }) =>
      tree.as(person, (context) => listOrganizations(context, { limit: 50, ...query }))
    const shown = await ask({ inUse: 'true' })
    expect(shown.items.map(({ name, childCount }) => [name, childCount])).toEqual([
      ['Disabled partner', 1],
      ['House in use', 2],
      ['Leaving', 0],
      ['Still active', 0],
    ])
    expect(shown.total).toBe(4)
    for (const all of [{}, { inUse: 'false' }] as const)
      expect((await ask(all)).items.map(({ name }) => name)).toContain('Ended division')
    const first = await ask({ inUse: 'true', limit: 1 })
    const next = await ask({ inUse: 'true', limit: 1, cursor: first.nextCursor ?? '' })
    expect(next.items.map(({ name }) => name)).toEqual(['House in use'])
    await expect(ask({ limit: 1, cursor: first.nextCursor ?? '' })).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe.each(['both walls', 'the wall in the code alone', 'the wall in the database alone'])(
  'the tree of what is in use, behind %s',
  (standing) => {
    let own: TestTree

    beforeAll(async () => {
      own = await TestTree.open({ codeWall: standing !== 'the wall in the database alone' })
    })
    afterAll(() => own.close())

    it('neither counts nor shows anything for the sake of what cannot be seen', async () => {
      const house = await own.addProvider('House with walls')
      const [used, ended] = [
        await own.add(house, { type: 'partner', name: 'Used' }),
        await own.add(house, { type: 'partner', name: 'Ended', status: 'disabled' }),
      ]
      const seen = await own.add(used, { name: 'Seen' })
      await own.add(used, { name: 'Hidden' })
      const seenToo = await own.add(ended, { name: 'Seen and archived', status: 'archived' })
      await own.add(ended, { name: 'Hidden in use' })
      const person = await own.addPerson(house, { reach: 'selected', selected: [used, ended, seen, seenToo] })
      const admin = await own.addPerson(house, { reach: 'all' })
      if (standing === 'the wall in the code alone')
        for (const table of Object.keys(walledTables))
          await own.test.owner.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`)
      const shownTo = (caller: Caller, query: { inUse?: 'true' }) =>
        own.as(caller, async (context) => {
          const { items, total } = await listOrganizations(context, { limit: 50, ...query })
          return [...items.map(({ name, childCount }) => `${name}: ${childCount}`), total]
        })
      expect(await shownTo(person, { inUse: 'true' })).toEqual(['Seen: 0', 'Used: 1', 2])
      expect(await shownTo(person, {})).toEqual(['Ended: 1', 'Seen: 0', 'Seen and archived: 0', 'Used: 1', 4])
      const all = await shownTo(admin, { inUse: 'true' })
      expect(all).toEqual(['Ended: 1', 'Hidden: 0', 'Hidden in use: 0', 'House with walls: 2', 'Seen: 0', 'Used: 2', 6])
    })
  },
)
