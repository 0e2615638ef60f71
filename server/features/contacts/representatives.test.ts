import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, problems, rowCounts } from '../customers/customers.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const sam = { name: 'Sam Seller', email: 'sam@msp.example', phone: '+12125550100' }
const names = (customer: { salesRepresentatives: { name: string }[] }) =>
  customer.salesRepresentatives.map(({ name }) => name)
const patch = (id: string, body: RequestOf<typeof updateCustomer>['body'], api = world.first.admin.api) =>
  api.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })

describe('the sales representatives of a customer (MH8)', () => {
  it('are none to three, in the order given, typed or picked', async () => {
    const { api, membershipId } = world.first.admin
    const picked = { name: 'First Admin', email: 'admin@first.example', membershipId: membershipId as never }
    const last = { name: 'Lee', email: 'lee@msp.example' }
    const { body } = await added(api, { name: 'Airtel', salesRepresentatives: [sam, picked, last] })
    expect(body.salesRepresentatives).toEqual([
      { ...sam, membershipId: null },
      { ...picked, phone: null },
      { ...last, phone: null, membershipId: null },
    ])
    const removed = await patch(body.id, { salesRepresentatives: [last] })
    expect(names(removed.body)).toEqual(['Lee'])
    expect(removed.etag).toBe('"2"')
    expect(names((await patch(body.id, { salesRepresentatives: [] })).body)).toEqual([])
  })

  it('are refused when there are four, when one has no name or address, and leave nothing behind', async () => {
    const { api } = world.first.admin
    const before = await rowCounts(world)
    expect(problems(await add(api, { name: 'Four', salesRepresentatives: [sam, sam, sam, sam] }))).toEqual([
      'salesRepresentatives: too_big',
    ])
    const nameless = [{ email: 'a@b.example' }, { name: 'Sam' }] as never
    expect(problems(await add(api, { name: 'Nameless', salesRepresentatives: nameless }))).toEqual([
      'salesRepresentatives.0.name: required',
      'salesRepresentatives.1.email: required',
    ])
    expect(await rowCounts(world)).toEqual(before)
  })

  it('cannot be picked from users who are invisible, and these are answered like nobody', async () => {
    const { partnerAdmin, partnerId, admin, providerId, customerId } = world.first
    const pick = async (membershipId: string) =>
      problems(
        await add(partnerAdmin.api, {
          name: 'Picked',
          parentId: partnerId as never,
          salesRepresentatives: [{ ...sam, membershipId: membershipId as never }],
        }),
      )
    const missing = await pick(newId())
    expect(missing).toEqual(['salesRepresentatives.0.membershipId: user_not_assignable'])
    expect(await pick(admin.membershipId)).toEqual(missing)
    expect(await pick(world.second.admin.membershipId)).toEqual(missing)
    const ofCustomer = await world.addPerson({
      providerId,
      organizationId: customerId,
      role: 'technician',
      reach: 'subtree',
    })
    const own = { ...sam, membershipId: ofCustomer.membershipId as never }
    expect(problems(await add(admin.api, { name: 'Own', salesRepresentatives: [own] }))).toEqual(missing)
  })

  it('show somebody who cannot see the user a name and an address, and stay picked when that one saves', async () => {
    const { admin, partnerAdmin, partnerCustomerId: id } = world.first
    const picked = { ...sam, membershipId: admin.membershipId as never }
    expect((await patch(id, { salesRepresentatives: [picked] })).status).toBe(200)
    const seen = await partnerAdmin.api.call(getCustomer, { params: { id: id as never } })
    expect(seen.body.salesRepresentatives).toEqual([{ ...sam, membershipId: null }])
    const two = [...seen.body.salesRepresentatives, { name: 'Lee', email: 'lee@msp.example' }]
    expect((await patch(id, { salesRepresentatives: two }, partnerAdmin.api)).status).toBe(200)
    const whole = await admin.api.call(getCustomer, { params: { id: id as never } })
    expect(whole.body.salesRepresentatives.map(({ membershipId }) => membershipId)).toEqual([admin.membershipId, null])
    const guessed = [{ ...sam, membershipId: admin.membershipId as never }]
    expect(problems(await patch(id, { salesRepresentatives: guessed }, partnerAdmin.api))).toEqual([
      'salesRepresentatives.0.membershipId: user_not_assignable',
    ])
  })
})

describe("the account manager's email (OM1)", () => {
  it('is kept beside the name alone, can be changed and cleared', async () => {
    const { api } = world.first.admin
    const { body } = await added(api, { name: 'Airtel', accountManagerEmail: 'Manager@MSP.example' })
    expect(body.accountManagerEmail).toBe('Manager@msp.example')
    expect((await patch(body.id, { accountManagerEmail: null })).body.accountManagerEmail).toBeNull()
  })

  it('is refused when it is none', async () => {
    expect(problems(await add(world.first.admin.api, { name: 'Airtel', accountManagerEmail: 'manager' }))).toEqual([
      'accountManagerEmail: email_invalid',
    ])
  })
})
