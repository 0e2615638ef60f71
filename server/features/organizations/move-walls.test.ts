import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import type { SystemRole } from '@tenantry/contract/permissions.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { contentOf, mustSet, purge } from '../lifecycle/lifecycle.fixture.ts'

let world: World
let api: HttpCaller
let names = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

async function add(type: 'partner' | 'customer', parentId?: string, more: object = {}): Promise<string> {
  const body = { name: `Organization ${++names}`, type, ...(parentId ? { parentId } : {}), ...more }
  const { status, body: made, raw } = await api.call(createCustomer, { body: body as never })
  if (status !== 201) throw new TypeError(raw.body)
  return made.id
}

function selecting(organizationId: string, selected: string[], role: SystemRole = 'technician') {
  return world.addPerson({ providerId: world.first.providerId, organizationId, role, reach: 'selected', selected })
}

function move(id: string, parentId: string, caller = api) {
  return caller.call(moveOrganization, { params: { id }, body: { parentId } } as never, { ifMatch: '*' })
}

const sees = async (caller: HttpCaller, id: string) =>
  (await caller.call(getCustomer, { params: { id } } as never)).status === 200

describe('an organization that leaves a partner', () => {
  it('is out of sight for the users of that partner, those who looked after it by name included', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const customer = await add('customer', from)
    const theirs = await selecting(from, [customer])
    const house = await selecting(world.first.providerId, [customer])
    const { body } = await move(customer, to)
    expect(body.losesSight.map(({ membershipId }) => membershipId)).toEqual([theirs.membershipId])
    expect([await sees(theirs.api, customer), await sees(house.api, customer)]).toEqual([false, true])
    await move(customer, from)
    expect(await sees(theirs.api, customer)).toBe(false)
  })

  it('is out of sight for them, too, when whoever moves it sees none of them', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const customer = await add('customer', from)
    const theirs = await selecting(from, [customer])
    const mover = await selecting(world.first.providerId, [customer, to], 'provider_administrator')
    expect((await move(customer, to, mover.api)).status).toBe(200)
    expect([await sees(theirs.api, customer), await sees(mover.api, customer)]).toEqual([false, true])
    const told = async (reader: HttpCaller) => {
      const query = { filter: { organizationId: { eq: customer }, action: { eq: 'user.unassigned' } } } as never
      return (await reader.call(listAuditEvents, { query })).body.items.map(({ objectId, before }) => [
        objectId,
        before,
      ])
    }
    const { rows } = await world.test.owner.query('SELECT name FROM memberships WHERE id = $1', [theirs.membershipId])
    expect(await told(api)).toEqual([[theirs.membershipId, { name: rows[0].name }]])
    expect(await told(mover.api)).toEqual([])
  })

  it('keeps the users of a partner that lies above both places', async () => {
    const upper = await add('partner')
    const [from, to] = [await add('partner', upper), await add('partner', upper)]
    const customer = await add('customer', from)
    const theirs = await selecting(upper, [customer])
    await move(customer, to)
    expect(await sees(theirs.api, customer)).toBe(true)
  })

  it('leaves no name behind in the logs of its places once it is deleted for good', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const customer = await add('customer', from, { name: 'Zebra Crossings of Nowhere', code: 'ZEBRA-1' })
    expect((await move(customer, to)).status).toBe(200)
    await mustSet(api, customer, 'archived')
    expect((await purge(api, customer, 'ZEBRA-1')).status).toBe(200)
    const left = Object.entries(await contentOf(world)).filter(([, rows]) =>
      rows.some((row) => /zebra crossings/i.test(row)),
    )
    expect(left).toEqual([])
  })
})

it('a move names the first people by name, and of more it tells the number', async () => {
  const [from, to] = [await add('partner'), await add('partner')]
  const customer = await add('customer', from)
  for (const [organization, people] of [
    [from, 130],
    [customer, 3],
  ])
    await world.test.owner.query(
      `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, created_at)
       SELECT r.provider_id, gen_random_uuid(), $2, gen_random_uuid(), r.id, 'subtree', 'P' || n, 'p' || n, 'p' || n || '@people.example', now()
       FROM roles r, generate_series(1, $3) n WHERE r.provider_id = $1 AND r.key = 'partner_administrator'`,
      [world.first.providerId, organization, people],
    )
  const { body } = await move(customer, to)
  expect([body.losesSight.length, body.losesSightCount, body.gainsSightCount]).toEqual([100, 130, 0])
  expect(body.losesSight.slice(0, 3).map(({ name }) => name)).toEqual(['P1', 'P10', 'P100'])
})

describe('somebody of chosen organizations', () => {
  it('moves what lies below something that is out of sight', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const customer = await add('customer', from)
    const chooser = await selecting(world.first.providerId, [customer, to], 'provider_administrator')
    expect((await move(customer, to, chooser.api)).status).toBe(200)
    expect(await sees(chooser.api, customer)).toBe(true)
  })
})
