import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { merged } from '../customer-merges/customer-merges.fixture.ts'
import { add, added, problems } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller
let values = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const value = () => `v-${++values}`
const connectwise = (id: string) => ({ system: 'connectwise', value: id })
const patch = (id: string, body: RequestOf<typeof updateCustomer>['body'], by = api) =>
  by.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })
const found = async (q: string, by = api) =>
  (await by.call(listCustomers, { query: { q } })).body.items.map(({ name }) => name)

describe('ids of a customer in other systems (B25)', () => {
  it('are kept as sent, systems known by a name of their own under their key', async () => {
    const [one, other] = [value(), value()]
    const externalIds = [connectwise(one), { system: 'Halo PSA', value: other }, { system: 'Our books', value: '0042' }]
    const { body } = await added(api, { name: 'Airtel', externalIds })
    expect(body.externalIds).toEqual([
      connectwise(one),
      { system: 'haloPsa', value: other },
      { system: 'Our books', value: '0042' },
    ])
  })

  it('are replaced as a whole, which raises the version and is logged once', async () => {
    const [before, after] = [[connectwise(value())], [connectwise(value()), connectwise(value())]]
    const { body, etag } = await added(api, { name: 'Airtel', externalIds: before })
    expect(etag).toBe('"1"')
    const changed = await patch(body.id, { externalIds: after })
    expect([changed.body.externalIds, changed.etag]).toEqual([after, '"2"'])
    expect((await patch(body.id, { externalIds: after })).etag).toBe('"2"')
    expect((await patch(body.id, { domain: 'airtel.com' })).body.externalIds).toEqual(after)
    const query = { filter: { objectId: { eq: body.id }, action: { eq: 'customer.updated' } } } as never
    const logged = (await api.call(listAuditEvents, { query })).body.items.map((event) => [event.before, event.after])
    expect(logged).toEqual([
      [expect.not.objectContaining({ externalIds: expect.anything() }), expect.anything()],
      [{ externalIds: before }, { externalIds: after }],
    ])
    expect((await patch(body.id, { externalIds: [] })).body.externalIds).toEqual([])
  })

  it.each([
    [[{ system: '', value: '1' }], 'externalIds.0.system: text_required'],
    [[{ system: 'connectwise', value: ' ' }], 'externalIds.0.value: text_required'],
    [[connectwise('same'), { system: 'ConnectWise', value: 'SAME' }], 'externalIds: external_id_repeated'],
    [Array.from({ length: 51 }, (_, index) => connectwise(`x${index}`)), 'externalIds: too_big'],
  ])('are refused as %j', async (externalIds, problem) => {
    expect(problems(await add(api, { name: 'Refused', externalIds }))).toEqual([problem])
  })

  it('belong to one customer of a house each, which the refusal names', async () => {
    const taken = value()
    await added(api, { name: 'Holder', code: `HOLD${values}`, externalIds: [connectwise(taken)] })
    const again = await add(api, {
      name: 'Airtel',
      externalIds: [connectwise(value()), connectwise(taken.toUpperCase())],
    })
    expect(problems(again)).toEqual(['externalIds.1.value: external_id_taken'])
    expect(again.problem.errors?.[0]?.message).toContain(`Holder (HOLD${values - 1})`)
    const elsewhere = await added(api, { name: 'Airtel', externalIds: [{ system: 'autotask', value: taken }] })
    expect(elsewhere.status).toBe(200)
    expect(problems(await patch(elsewhere.body.id, { externalIds: [connectwise(taken)] }))).toEqual([
      'externalIds.0.value: external_id_taken',
    ])
  })

  it('may be the same in another house', async () => {
    const same = [connectwise(value())]
    await added(api, { name: 'Ours', externalIds: same })
    const { partnerAdmin, partnerId } = world.first
    const theirs = await added(partnerAdmin.api, { name: 'Theirs', parentId: partnerId as never, externalIds: same })
    expect(theirs.body.externalIds).toEqual(same)
    expect((await added(world.second.admin.api, { name: 'Stranger', externalIds: same })).status).toBe(200)
  })

  it('tell nobody of a customer out of sight that has one', async () => {
    const hidden = [connectwise(value())]
    await added(api, { name: 'Hidden', externalIds: hidden })
    const { technician, customerId } = world.first
    const changed = await patch(customerId, { externalIds: hidden }, technician.api)
    expect([changed.status, changed.body.externalIds]).toEqual([200, hidden])
    expect((await patch(customerId, { externalIds: [] })).status).toBe(200)
  })

  it('are one customer’s alone when two want the same one at the same moment', async () => {
    const wanted = { externalIds: [connectwise(value()), connectwise(value())] }
    const answers = await Promise.all(
      [1, 2, 3, 4].map((number) => {
        const externalIds = number % 2 === 0 ? wanted.externalIds : [...wanted.externalIds].reverse()
        return add(api, { name: `Racer ${number}`, externalIds })
      }),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422])
  })

  it('find their customer when typed whole, beside those that are called so', async () => {
    const id = `zz${value()}`
    await added(api, { name: 'Known elsewhere', externalIds: [connectwise(id)] })
    await added(api, { name: `Called ${id}` })
    expect((await found(` ${id.toUpperCase()} `)).sort()).toEqual([`Called ${id}`, 'Known elsewhere'].sort())
    expect(await found(id.slice(0, -1))).not.toContain('Known elsewhere')
    expect(await found(id, world.first.partnerAdmin.api)).toEqual([])
    expect(await found(id, world.second.admin.api)).toEqual([])
  })

  it('are a filter: one of some, none of some, any at all', async () => {
    const [one, other] = [value(), value()]
    await added(api, { name: 'Filtered one', externalIds: [connectwise(one)] })
    await added(api, { name: 'Filtered other', externalIds: [connectwise(other), { system: 'pax8', value: value() }] })
    await added(api, { name: 'Filtered none' })
    const filtered = async (externalIds: object) => {
      const query = { q: 'Filtered', filter: { externalIds } } as never
      return (await api.call(listCustomers, { query })).body.items.map(({ name }) => name)
    }
    expect(await filtered({ in: [one.toUpperCase(), other] })).toEqual(['Filtered one', 'Filtered other'])
    expect(await filtered({ nin: [one] })).toEqual(['Filtered none', 'Filtered other'])
    expect(await filtered({ empty: 'true' })).toEqual(['Filtered none'])
    expect(await filtered({ empty: 'false' })).toEqual(['Filtered one', 'Filtered other'])
  })

  it('stand in the list, in their order', async () => {
    const externalIds = [{ system: 'pax8', value: value() }, connectwise(value())]
    await added(api, { name: 'Column one', externalIds })
    await added(api, { name: 'Column two' })
    const { items } = (await api.call(listCustomers, { query: { q: 'Column ' } })).body
    expect(items.map((each) => each.externalIds)).toEqual([externalIds, []])
  })

  it('are nothing to the customer’s own people', async () => {
    const { providerId, customerId } = world.first
    const secret = value()
    await patch(customerId, { externalIds: [connectwise(secret)] })
    const own = await world.addPerson({ providerId, organizationId: customerId, role: 'technician', reach: 'subtree' })
    const read = await own.api.call(getCustomer, { params: { id: customerId as never } })
    expect(read.body.externalIds).toBeNull()
    const listed = await own.api.call(listCustomers, {})
    expect(listed.body.items.map(({ externalIds }) => externalIds)).toEqual([null])
    expect(listed.raw.body).not.toContain(secret)
    expect(read.raw.body).not.toContain(secret)
    expect(await found(secret, own.api)).toEqual([])
    expect(problems(await patch(customerId, { externalIds: [] }, own.api))).toEqual(['externalIds: unknown_field'])
  })

  it('become those of the customer that theirs becomes part of, after its own', async () => {
    const [both, ofSource, ofTarget] = [value(), value(), value()]
    const { body: source } = await added(api, { name: 'Source', externalIds: [connectwise(ofSource)] })
    const { body: target } = await added(api, { name: 'Target', externalIds: [connectwise(ofTarget)] })
    // The same one in both, as two imports of before that rule may have left it.
    for (const [id, position] of [
      [source.id, 7],
      [target.id, 8],
    ] as const)
      await world.test.owner.query(
        `INSERT INTO external_ids (provider_id, organization_id, position, system, system_key, value, value_key)
         VALUES ($1, $2, $3, 'pax8', 'pax8', $4, $4)`,
        [world.first.providerId, id, position, both],
      )
    const { counts } = await merged(api, source.id, target.id)
    expect(counts.externalIds).toBe(1)
    const { body } = await api.call(getCustomer, { params: { id: target.id } })
    expect(body.externalIds).toEqual([connectwise(ofTarget), { system: 'pax8', value: both }, connectwise(ofSource)])
  })
})
