import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { assignOrganizations } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { add, added, problems, rowCounts } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const assign = (id: string, people: string[], as = api) =>
  as.call(updateCustomer, { params: { id: id as never }, body: { assignedUserIds: people as never } }, { ifMatch: '*' })
const assigned = async (id: string, as = api) =>
  (await as.call(getCustomer, { params: { id: id as never } })).body.assignedUserIds
const sees = async ({ api: as }: Person, id: string) =>
  (await as.call(getCustomer, { params: { id: id as never } })).status === 200
const technician = (organizationId = world.first.providerId) =>
  world.addPerson({ providerId: world.first.providerId, organizationId, role: 'technician', reach: 'selected' })

describe('the users who look after a customer (EC3)', () => {
  it('are named when it is added, and see it from then on', async () => {
    const person = await technician()
    const { body } = await added(api, { name: 'Airtel', assignedUserIds: [person.membershipId as never] })
    expect(body.assignedUserIds).toEqual([person.membershipId])
    expect(await sees(person, body.id)).toBe(true)
  })

  it('change with its version, and lose sight with the next request', async () => {
    const [one, two] = [await technician(), await technician()]
    const { body } = await added(api, { name: 'Airtel', assignedUserIds: [one.membershipId as never] })
    expect((await assign(body.id, [two.membershipId])).etag).toBe('"2"')
    expect([await sees(one, body.id), await sees(two, body.id)]).toEqual([false, true])
    expect((await assign(body.id, [two.membershipId, two.membershipId])).etag).toBe('"2"')
    expect(await assigned(body.id)).toEqual([two.membershipId])
  })

  it('see with an enterprise what lies below it, also what is added later, and lose all of it', async () => {
    const person = await technician()
    const enterprise = (await added(api, { name: 'Group', type: 'enterprise' })).body.id
    const division = (name: string) => added(api, { name, type: 'division', parentId: enterprise })
    const early = (await division('Early')).body.id
    await assign(enterprise, [person.membershipId])
    const late = (await division('Late')).body.id
    expect(await Promise.all([enterprise, early, late].map((id) => sees(person, id)))).toEqual([true, true, true])
    await assign(late, [person.membershipId])
    await assign(enterprise, [])
    expect(await Promise.all([enterprise, early, late].map((id) => sees(person, id)))).toEqual([false, false, true])
  })

  it('who adds one and sees chosen customers only is among them', async () => {
    const person = await technician()
    const { body } = await add(person.api, { name: 'Mine' })
    expect(body.assignedUserIds).toEqual([person.membershipId])
    expect(await assigned(body.id)).toEqual([person.membershipId])
    expect(problems(await assign(body.id, [], person.api))).toEqual(['assignedUserIds: cannot_unassign_oneself'])
    expect((await assign(body.id, [])).status).toBe(200)
    expect(await sees(person, body.id)).toBe(false)
  })

  it('must be active users of the provider or of a partner above; all others are answered like nobody', async () => {
    const { providerId, partnerId, customerId, otherCustomerId, partnerCustomerId } = world.first
    const ofPartner = await technician(partnerId)
    const ofCustomer = await technician(otherCustomerId)
    const gone = await technician()
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [gone.membershipId])
    const before = await rowCounts(world)
    const refused = ['assignedUserIds.0: user_not_assignable']
    for (const id of [ofPartner, ofCustomer, gone, world.second.admin].map((each) => each.membershipId))
      expect(problems(await assign(customerId, [id]))).toEqual(refused)
    expect(problems(await assign(customerId, [newId()]))).toEqual(refused)
    expect(problems(await assign(partnerId, [ofPartner.membershipId]))).toEqual(refused)
    const body = { name: 'Refused', assignedUserIds: [newId() as never], parentId: providerId as never }
    expect(problems(await api.call(createCustomer, { body }))).toEqual(refused)
    expect(await rowCounts(world)).toEqual(before)
    expect((await assign(partnerCustomerId, [ofPartner.membershipId])).status).toBe(200)
  })

  it('stay when somebody saves who cannot see them, and are neither named nor counted for that one', async () => {
    const { partnerAdmin, partnerId, partnerCustomerId: id } = world.first
    const [hidden, ofPartner] = [await technician(), await technician(partnerId)]
    await assign(id, [hidden.membershipId])
    expect(await assigned(id, partnerAdmin.api)).toEqual([])
    expect((await assign(id, [ofPartner.membershipId], partnerAdmin.api)).body.assignedUserIds).toEqual([
      ofPartner.membershipId,
    ])
    expect(await assigned(id)).toEqual([hidden.membershipId, ofPartner.membershipId].sort())
    expect(await sees(hidden, id)).toBe(true)
    expect(problems(await assign(id, [hidden.membershipId], partnerAdmin.api))).toEqual([
      'assignedUserIds.0: user_not_assignable',
    ])
  })
})

describe('whoever is assigned while things are added and moved below', () => {
  const offences = `
    WITH derived AS (
      SELECT DISTINCT a.membership_id, c.descendant_id FROM membership_assignments a
      JOIN organization_closure c ON c.provider_id = a.provider_id AND c.ancestor_id = a.organization_id
      WHERE a.membership_id = $1),
    kept AS (SELECT membership_id, organization_id FROM membership_organizations WHERE membership_id = $1)
    (TABLE derived EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE derived)`

  it.each([
    ['from the side of the organization', (id: string, person: Person) => assign(id, [person.membershipId])],
    [
      'from the side of the user',
      (id: string, person: Person) =>
        api.call(
          assignOrganizations,
          { params: { id: person.membershipId as never }, body: { organizationIds: [id as never] } },
          { ifMatch: '*' },
        ),
    ],
  ])('sees all of it and nothing else, %s', async (_, assignTo) => {
    const partner = async (name: string) => (await added(api, { name, type: 'partner' })).body.id
    for (let round = 0; round < 4; round++) {
      const [person, above, moved] = [await technician(), await partner('Above'), await partner('Moved')]
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () => add(api, { name: 'Below', parentId: above })),
        assignTo(above, person),
        api.call(moveOrganization, { params: { id: moved }, body: { parentId: above } }, { ifMatch: '*' }),
        ...Array.from({ length: 4 }, () => add(api, { name: 'Below', parentId: above })),
      ])
      for (const { status } of answers) expect(status).toBeLessThan(300)
      expect((await world.test.owner.query(offences, [person.membershipId])).rows).toEqual([])
    }
  })
})
