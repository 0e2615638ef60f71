import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { getProviderSettings, updateProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'

let world: World
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await createWorld()
  const { first } = world
  const add = async (name: string, type: 'customer' | 'partner', parentId: string) => {
    const { body } = await first.admin.api.call(createCustomer, {
      body: { name, type, parentId, code: name.replaceAll(' ', '-') } as never,
    })
    ids[name] = body.id
  }
  await add('Zenith Partners', 'partner', first.providerId)
  await add('Meridian Partners', 'partner', first.partnerId)
  await add('Below Zenith', 'customer', ids['Zenith Partners'] ?? '')
  await add('Below Meridian', 'customer', ids['Meridian Partners'] ?? '')
})
afterAll(() => world.close())

/** Parents in the order of the list, one page after the other, each once. */
async function parents({ api }: Person, sort = 'parentId', filter = {}): Promise<(string | null)[]> {
  const seen: (string | null)[] = []
  let cursor: string | undefined
  do {
    const { body } = await api.call(listCustomers, {
      query: { sort, limit: 2, ...filter, ...(cursor ? { cursor } : {}) } as never,
    })
    seen.push(...body.items.map(({ parentName }) => parentName))
    cursor = body.nextCursor ?? undefined
  } while (cursor)
  return seen.filter((name, index) => name !== seen[index - 1])
}

describe('customers in the order of their parents (IF4, RI3)', () => {
  it('come by the parents’ names, both ways, with conditions and without', async () => {
    const { admin } = world.first
    const inOrder = ['First Partner', 'First Provider', 'Meridian Partners', 'Zenith Partners']
    expect(await parents(admin)).toEqual(inOrder)
    expect(await parents(admin, '-parentId')).toEqual([...inOrder].reverse())
    const { body } = await admin.api.call(listCustomers, { query: { sort: 'parentId' } })
    const ofProvider = body.items.filter(({ parentName }) => parentName === 'First Provider').map(({ name }) => name)
    expect(ofProvider).toEqual([...ofProvider].sort())
    expect(ofProvider.length).toBeGreaterThan(3)
    expect(await parents(admin, 'parentId,-name')).toEqual(inOrder)
    expect(await parents(admin, 'parentId', { filter: { status: { eq: 'active' } } })).toEqual(inOrder)
    expect(await parents(admin, 'parentId', { filter: { devices: { eq: '0' } } })).toEqual(inOrder)
  })

  it('have no parent where it is hidden, and lie behind those that have one', async () => {
    expect(await parents(world.first.partnerAdmin)).toEqual(['First Partner', 'Meridian Partners', null])
    expect(await parents(world.first.partnerAdmin, '-parentId')).toEqual([null, 'Meridian Partners', 'First Partner'])
    expect(await parents(world.first.technician)).toEqual([null])
  })

  it('follow a parent that gets another name', async () => {
    const { admin } = world.first
    const params = { id: ids['Zenith Partners'] as never }
    await admin.api.call(updateCustomer, { params, body: { name: 'Aardvark Partners' } }, { ifMatch: '*' })
    expect((await parents(admin))[0]).toBe('Aardvark Partners')
    const { body: settings } = await admin.api.call(getProviderSettings)
    const { name: _, ...others } = settings
    await admin.api.call(updateProviderSettings, { body: { ...others, name: 'Zulu Services' } }, { ifMatch: '*' })
    expect((await parents(admin)).at(-1)).toBe('Zulu Services')
  })

  it('follow it also where they are added at that moment', async () => {
    const { api } = world.first.admin
    const parentId = ids['Meridian Partners'] as never
    for (let round = 0; round < 40; round += 1) {
      const add = (index: number) =>
        api.call(createCustomer, {
          body: { name: `Round ${round} ${index}`, code: `R-${round}-${index}`, parentId } as never,
        })
      const rename = api.call(
        updateCustomer,
        { params: { id: parentId }, body: { name: `Meridian ${round}` } },
        { ifMatch: '*' },
      )
      const answers = await Promise.all([add(0), add(1), rename, add(2)])
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 200, 201])
      const { rows } = await world.test.owner.query(contradictions['counters and names of parents'], [
        world.first.providerId,
      ])
      expect([round, rows]).toEqual([round, []])
    }
  })

  it('go where they are moved', async () => {
    const { admin } = world.first
    const params = { id: ids['Below Meridian'] as never }
    const body = { parentId: ids['Zenith Partners'] as never }
    await admin.api.call(moveOrganization, { params, body }, { ifMatch: '*' })
    const { body: page } = await admin.api.call(listCustomers, { query: { sort: 'parentId' } as never })
    expect(page.items.slice(0, 2).map(({ name }) => name)).toEqual(['Below Meridian', 'Below Zenith'])
  })
})
