import type { RequestOf } from '@tenantry/contract/operation.ts'
import { listMatchingOrganizations } from '@tenantry/contract/organization-matches.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from './customers.fixture.ts'

let world: World
let api: HttpCaller
let house: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await createWorld()
  const { first } = world
  api = first.admin.api
  house = first.providerId
  const add = async (name: string, more: object = {}) => {
    ids[name] = (await added(api, { name, ...more })).body.id
  }
  await add('Harbor Partner', { type: 'partner' })
  await add('Harbor Under Partner', { type: 'partner', parentId: ids['Harbor Partner'] })
  await add('Quay Ltd', { parentId: ids['Harbor Under Partner'], location: { country: 'DE' } })
  await add('Pier Ltd', { parentId: ids['Harbor Partner'], location: { country: 'FR' } })
  await add('Quay Abroad', { location: { country: 'FR' } })
})
afterAll(() => world.close())

type Query = RequestOf<typeof listMatchingOrganizations>['query']

const ask = (query: Query, as = api) => as.call(listMatchingOrganizations, { query })
async function shown(query: Query, as = api) {
  const { items, matches } = (await ask(query, as)).body
  const nameOf = new Map(items.map(({ id, name }) => [id as string, name]))
  expect(matches).toBe(items.filter(({ isMatch }) => isMatch).length)
  return items
    .filter(({ type }) => type !== 'provider')
    .map(({ name, parentId, isMatch }) => [name, parentId && (nameOf.get(parentId) ?? '?'), isMatch] as const)
}

describe('the tree narrowed to what is found (IF3, IF4)', () => {
  it('holds the matches of a search with everything above them, by name', async () => {
    const provider = (await ask({ q: 'quay' })).body.items.find(({ id }) => id === house)
    expect(provider).toMatchObject({ type: 'provider', parentId: null, isMatch: false })
    expect(await shown({ q: 'quay' })).toEqual([
      ['Harbor Partner', provider?.name, false],
      ['Harbor Under Partner', 'Harbor Partner', false],
      ['Quay Abroad', provider?.name, true],
      ['Quay Ltd', 'Harbor Under Partner', true],
    ])
  })

  it('takes the conditions of the list of customers together with the search', async () => {
    expect((await shown({ filter: { country: { eq: 'FR' } }, q: 'pier' })).map(([name]) => name)).toEqual([
      'Harbor Partner',
      'Pier Ltd',
    ])
    expect(await shown({ q: 'nobody is called so' })).toEqual([])
  })

  it('shows nothing above what the caller sees, and nothing beside it', async () => {
    const { providerId, technician } = world.first
    const reader = await world.addPerson({
      providerId,
      organizationId: ids['Harbor Under Partner'] as string,
      role: 'partner_administrator',
      reach: 'subtree',
    })
    expect(await shown({ q: 'quay' }, reader.api)).toEqual([
      ['Harbor Under Partner', null, false],
      ['Quay Ltd', 'Harbor Under Partner', true],
    ])
    expect(await shown({ q: 'quay' }, technician.api)).toEqual([])
    expect((await ask({ q: 'quay' }, world.second.admin.api)).body).toEqual({ items: [], matches: 0, isCut: false })
  })

  it('refuses an order, and columns that do not exist for a customer’s own people', async () => {
    for (const sort of ['name', '']) expect(problems(await ask({ sort }))).toEqual(['sort: unknown_field'])
    const { providerId } = world.first
    const own = { providerId, organizationId: ids['Quay Ltd'] as string, role: 'customer_administrator' as const }
    const owner = await world.addPerson({ ...own, reach: 'subtree' })
    expect(problems(await ask({ filter: { plan: { eq: 'trial' } } }, owner.api))).toEqual([
      'filter.plan.eq: filter_invalid',
    ])
    expect(await shown({ q: 'quay' }, owner.api)).toEqual([['Quay Ltd', null, true]])
  })
})
