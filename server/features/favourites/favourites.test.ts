import {
  addFavourite,
  listFavourites,
  listRecents,
  mostFavourites,
  mostRecents,
  recordRecent,
  removeFavourite,
} from '@tenantry/contract/favourites.ts'
import { assignOrganizations } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { addCustomer, merged } from '../customer-merges/customer-merges.fixture.ts'
import { mustSet, purge } from '../lifecycle/lifecycle.fixture.ts'

const clock = { at: new Date('2031-01-01T00:00:00Z'), now: () => clock.at }
let world: World
let api: HttpCaller
let codes = 0

beforeAll(async () => {
  world = await createWorld({ clock })
  api = world.first.admin.api
})
afterAll(() => world.close())

const customer = (name: string, more: object = {}) => addCustomer(api, { name, code: `NEAR${++codes}`, ...more })
const person = (reach: 'all' | 'selected' = 'all', selected: string[] = []) =>
  world.addPerson({
    providerId: world.first.providerId,
    organizationId: world.first.providerId,
    role: 'technician',
    reach,
    selected,
  })
const mark = (who: Person, id: string) => who.api.call(addFavourite, { params: { id: id as never } })
const open = (who: Person, id: string) => {
  clock.at = new Date(clock.at.getTime() + 1000)
  return who.api.call(recordRecent, { params: { id: id as never } })
}
const names = async ({ api: own }: Person, list: typeof listFavourites | typeof listRecents) =>
  (await own.call(list)).body.items.map(({ name }) => name)

describe('favourites (IF3)', () => {
  it('are one’s own, by name, marked once however often, and taken out again', async () => {
    const [one, other] = [await person(), await person()]
    const [zebra, airtel] = [await customer('Zebra'), await customer('Airtel')]
    for (const id of [zebra, airtel, zebra]) expect((await mark(one, id)).status).toBe(204)
    const { items } = (await one.api.call(listFavourites)).body
    expect(items).toMatchObject([{ id: airtel, name: 'Airtel', type: 'customer', status: 'active' }, { id: zebra }])
    expect(await names(other, listFavourites)).toEqual([])
    const remove = () => one.api.call(removeFavourite, { params: { id: zebra as never } })
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 204])
    expect(await names(one, listFavourites)).toEqual(['Airtel'])
  })

  it('are not there once they are out of sight, and again once they are in sight', async () => {
    const id = await customer('Seen for a while')
    const one = await person('selected', [id])
    await mark(one, id)
    await open(one, id)
    const assign = (ids: string[]) =>
      api.call(
        assignOrganizations,
        { params: { id: one.membershipId as never }, body: { organizationIds: ids as never[] } },
        { ifMatch: '*' },
      )
    expect((await assign([])).status).toBe(200)
    expect([await names(one, listFavourites), await names(one, listRecents)]).toEqual([[], []])
    expect((await mark(one, id)).status).toBe(404)
    await assign([id])
    expect([await names(one, listFavourites), await names(one, listRecents)]).toEqual([
      ['Seen for a while'],
      ['Seen for a while'],
    ])
  })

  it('are so many and no more', async () => {
    const one = await person()
    await world.test.owner.query(
      `WITH made AS (
         INSERT INTO organizations (provider_id, id, parent_id, type, name, name_key, code, code_key, depth, code_scope_id, status, created_at, updated_at)
         SELECT $2, gen_random_uuid(), $2, 'customer', 'Many ' || n, 'many ' || n, 'MANY' || n, 'many' || n, 1, $2, 'active', now(), now()
         FROM generate_series(1, $3::int) n RETURNING provider_id, id)
       INSERT INTO favourite_customers (provider_id, membership_id, organization_id, created_at)
       SELECT provider_id, $1, id, now() FROM made`,
      [one.membershipId, world.first.providerId, mostFavourites],
    )
    const id = await customer('One more')
    const refused = await mark(one, id)
    expect([refused.status, refused.problem.code]).toEqual([409, 'conflict'])
    expect(await names(one, listFavourites)).toHaveLength(mostFavourites)
  })
})

describe('what was opened last', () => {
  it('is one’s own, the latest first, and no more than the latest', async () => {
    const one = await person()
    const ids: string[] = []
    for (let number = 1; number <= mostRecents + 2; number++) ids.push(await customer(`Opened ${number}`))
    for (const id of ids) expect((await open(one, id)).status).toBe(204)
    await open(one, ids[5] ?? '')
    const listed = await names(one, listRecents)
    expect(listed.slice(0, 3)).toEqual(['Opened 6', 'Opened 22', 'Opened 21'])
    expect(listed).toHaveLength(mostRecents)
    const { rows } = await world.test.owner.query('SELECT 1 FROM recent_customers WHERE membership_id = $1', [
      one.membershipId,
    ])
    expect(rows).toHaveLength(mostRecents)
  })

  it('is kept once for each customer when its page is opened twice at once', async () => {
    const [one, id] = [await person(), await customer('Twice')]
    const answers = await Promise.all([open(one, id), open(one, id), mark(one, id), mark(one, id)])
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204])
    expect([await names(one, listRecents), await names(one, listFavourites)]).toEqual([['Twice'], ['Twice']])
  })
})

describe('what becomes of both', () => {
  it('leads to the customer that another one has become part of, for everybody', async () => {
    const [one, other] = [await person(), await person()]
    const [source, target] = [await customer('Goes'), await customer('Stays')]
    for (const who of [one, other]) await mark(who, source)
    await mark(other, target)
    await open(one, source)
    await merged(api, source, target)
    for (const who of [one, other]) expect(await names(who, listFavourites)).toEqual(['Stays'])
    expect(await names(one, listRecents)).toEqual(['Stays'])
  })

  it('ends when the customer is deleted for good', async () => {
    const [one, id] = [await person(), await customer('Purged', { code: 'PURGED-1' })]
    await mark(one, id)
    await open(one, id)
    await mustSet(api, id, 'archived')
    expect((await purge(api, id, 'PURGED-1')).status).toBe(200)
    expect([await names(one, listFavourites), await names(one, listRecents)]).toEqual([[], []])
  })
})
