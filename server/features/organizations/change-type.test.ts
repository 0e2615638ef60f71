import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { changeType } from '@tenantry/contract/organization-moves.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'

let world: World
let api: HttpCaller
let names = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

async function add(type: string, parentId?: string): Promise<string> {
  const body = { name: `Organization ${++names}`, type, ...(parentId ? { parentId } : {}) }
  return (await api.call(createCustomer, { body: body as never })).body.id
}

const turn = (id: string, type: 'customer' | 'enterprise', caller = api, options: object = {}) =>
  caller.call(changeType, { params: { id }, body: { type } } as never, { ifMatch: '*', ...options })

const typeOf = async (id: string) => (await api.call(getCustomer, { params: { id } } as never)).body.type

describe('the type of an organization', () => {
  it('changes from customer to enterprise, which then takes divisions, and back while there are none (RI3)', async () => {
    const id = await add('customer')
    expect((await turn(id, 'enterprise')).status).toBe(200)
    expect(await typeOf(id)).toBe('enterprise')
    expect((await turn(id, 'customer')).status).toBe(200)
    expect((await turn(id, 'enterprise')).status).toBe(200)
    const division = await add('division', id)
    expect(await typeOf(division)).toBe('division')
    const { status, problem } = await turn(id, 'customer')
    expect([status, problem.errors]).toMatchObject([422, [{ path: 'type', code: 'has_divisions' }]])
    expect(await typeOf(id)).toBe('enterprise')
  })

  it('changes for customers and enterprises only', async () => {
    const enterprise = await add('enterprise')
    for (const id of [await add('partner'), await add('division', enterprise)])
      expect((await turn(id, 'customer')).problem.errors).toMatchObject([{ code: 'type_not_convertible' }])
    expect((await turn(world.first.providerId, 'customer')).status).toBe(404)
  })

  it('changes in the newest version only, and not at all in a dry run or once archived', async () => {
    const id = await add('customer')
    const { etag } = await api.call(getCustomer, { params: { id } } as never)
    expect((await turn(id, 'enterprise', api, { dryRun: true })).status).toBe(200)
    expect(await typeOf(id)).toBe('customer')
    await turn(id, 'enterprise')
    expect((await turn(id, 'customer', api, { ifMatch: etag })).status).toBe(412)
    await world.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [id])
    expect((await turn(id, 'customer')).problem.errors).toMatchObject([{ code: 'organization_read_only' }])
  })

  it('never leaves a division below a customer, whoever is quicker', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await add('enterprise')
      await Promise.all([
        turn(id, 'customer'),
        api.call(createCustomer, { body: { name: 'Late', type: 'division', parentId: id } as never }),
      ])
      const { rows } = await world.test.owner.query('SELECT type FROM organizations WHERE parent_id = $1', [id])
      expect([
        ['customer', 0],
        ['enterprise', 1],
      ]).toContainEqual([await typeOf(id), rows.length])
    }
  })

  it('is out of reach for another partner', async () => {
    expect((await turn(world.first.customerId, 'enterprise', world.first.partnerAdmin.api)).status).toBe(404)
  })
})
