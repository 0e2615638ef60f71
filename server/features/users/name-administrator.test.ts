import { getCustomer } from '@tenantry/contract/customers.ts'
import { nameAdministrator, withdrawUserInvitation } from '@tenantry/contract/user-invitations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { added, problems, rowCounts } from '../customers/customers.fixture.ts'
import { mustSet } from '../lifecycle/lifecycle.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

let number = 0
const ada = () => ({ firstName: 'Ada', lastName: 'Lovelace', email: `ada${++number}@airtel.example` })
const name = (id: string, body: object = ada(), as: Person = world.first.admin) =>
  as.api.call(nameAdministrator, { params: { id: id as never }, body: body as never })
const customer = async (more: object = {}) =>
  (await added(world.first.admin.api, { name: 'Airtel', ...more } as never)).body.id
const read = (id: string) => world.first.admin.api.call(getCustomer, { params: { id: id as never } })

describe('naming an administrator after the creation (MH6)', () => {
  it('makes a pending user with a fixed login, once, and raises the version of the customer', async () => {
    const id = await customer()
    const person = ada()
    const { status, body } = await name(id, { ...person, invitation: { send: 'now' } })
    expect([status, body]).toMatchObject([201, { ...person, status: 'pending', displayName: 'Ada Lovelace' }])
    const after = await read(id)
    expect([after.body.contacts.admin, after.body.counts.users, after.etag]).toEqual([body, 1, '"2"'])
    const again = await name(id)
    expect([again.status, again.problem.code]).toEqual([409, 'administrator_exists'])
  })

  it('can be done anew once a mistyped one is withdrawn', async () => {
    const id = await customer()
    const { body } = await name(id)
    await world.first.admin.api.call(withdrawUserInvitation, { params: { id: body.membershipId } })
    const right = ada()
    expect((await name(id, right)).body.email).toBe(right.email)
    expect((await read(id)).body.counts.users).toBe(1)
  })

  it('is done by one of two who try at once', async () => {
    const id = await customer()
    const answers = await Promise.all([name(id), name(id), name(id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await read(id)).body.counts.users).toBe(1)
  })

  it('is refused with what creation refuses, and for a login that is a user there', async () => {
    const id = await customer()
    const { providerId } = world.first
    const member = await world.addPerson({ providerId, organizationId: id, role: 'technician', reach: 'subtree' })
    const before = await rowCounts(world)
    expect(problems(await name(id, { firstName: 'Ada' }))).toEqual(['email: required'])
    expect(problems(await name(id, { ...ada(), invitation: { send: 'on', on: '2020-01-01' } }))).toEqual([
      'invitation.on: in_the_past',
    ])
    expect(problems(await name(id, { ...ada(), email: member.email }))).toEqual(['email: login_in_use'])
    expect(await rowCounts(world)).toEqual(before)
  })

  it('is refused where nothing new is added', async () => {
    const id = await customer()
    await mustSet(world.first.admin.api, id, 'suspended')
    expect(problems(await name(id))).toEqual([': organization_not_growing'])
  })

  it('gives nobody a role that may more than the one who gives it, nor one in the own house', async () => {
    const { partnerId, technician, customerId, partnerAdmin, providerId } = world.first
    const id = await customer()
    const house = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [id, partnerId],
    })
    expect((await name(partnerId, ada(), house)).problem.code).toBe('forbidden')
    expect((await name(partnerId, ada(), partnerAdmin)).problem.code).toBe('forbidden')
    expect((await name(id, ada(), house)).status).toBe(201)
    expect((await name(customerId, ada(), technician)).status).toBe(201)
    expect((await name(partnerId)).status).toBe(201)
  })

  it('does not exist for what the caller cannot see', async () => {
    const { customerId, partnerAdmin, providerId } = world.first
    for (const [id, as] of [
      [customerId, partnerAdmin],
      [customerId, world.second.admin],
      [providerId, world.first.admin],
      [newId(), world.first.admin],
    ] as const)
      expect((await name(id, ada(), as)).problem.code).toBe('not_found')
  })
})
