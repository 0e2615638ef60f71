import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { listEntities } from '@tenantry/contract/entity-list.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, type NewCustomer, problems, rowCounts } from '../customers/customers.fixture.ts'
import { counts } from './entities.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const example: NewCustomer = {
  ...(createCustomer.example?.body as NewCustomer),
  entities: [
    { name: 'Airtel Delhi', kind: 'branch', location: { country: 'IN', state: 'IN-DL', city: 'New Delhi' } },
    { name: 'Airtel Finance', kind: 'department' },
  ],
}
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `Branch ${index}` }))

describe('a customer with entities (IF10)', () => {
  it('is created with them, counted and recorded', async () => {
    const { body } = await added(api, example)
    expect(body.counts.entities).toBe(2)
    const { items } = (await api.call(listEntities, { params: { id: body.id } })).body
    expect(items.map(({ name, kind }) => [name, kind])).toEqual([
      ['Airtel Delhi', 'branch'],
      ['Airtel Finance', 'department'],
    ])
    expect(items[0]?.location).toMatchObject({ country: 'IN', state: 'IN-DL', city: 'New Delhi' })
    expect(await counts(world, body.id)).toEqual({ kept: 2, rows: 2, wrong: 0 })
    const trail = await api.call(listAuditEvents, { query: { filter: { organizationId: { eq: body.id } } } })
    expect(trail.body.items.map(({ action }) => action).sort()).toEqual([
      'customer.created',
      'entity.created',
      'entity.created',
    ])
  })

  it('answers the counts at once', async () => {
    expect((await add(api, { name: 'With three', entities: many(3) })).body.counts.entities).toBe(3)
    expect((await add(api, { name: 'With none', entities: [] })).body.counts.entities).toBe(0)
  })

  it('takes 100 in one request and no more', async () => {
    const { body } = await added(api, { name: 'Widespread', entities: many(100) })
    expect(await counts(world, body.id)).toEqual({ kept: 100, rows: 100, wrong: 0 })
    expect(problems(await add(api, { name: 'Too wide', entities: many(101) }))).toEqual(['entities: too_big'])
  })

  it('takes four statements more than one without, however many there are', async () => {
    const statementsOf = async (entities?: NewCustomer['entities']) => {
      const before = world.test.statements.sent
      const { status } = await add(api, { name: 'Counted', ...(entities ? { entities } : {}) })
      expect(status).toBe(201)
      return world.test.statements.sent - before
    }
    const none = await statementsOf()
    expect(await statementsOf([])).toBe(none)
    expect(await statementsOf(many(1))).toBe(none + 4)
    expect(await statementsOf(many(100))).toBe(none + 4)
  })

  it('is added by whoever may, below a partner and by a technician of single customers too', async () => {
    for (const person of [world.first.partnerAdmin, world.first.technician]) {
      const { status, body } = await add(person.api, { name: 'Theirs', entities: many(2) })
      expect(status).toBe(201)
      expect((await person.api.call(listEntities, { params: { id: body.id } })).body.total).toBe(2)
    }
  })

  it('is not created when one of them is wrong: every problem is named by its path, and nothing is written', async () => {
    const before = await rowCounts(world)
    const entities = [
      { name: 'Fine', location: { country: 'US', state: 'US-NY', postalCode: '10036' } },
      { name: 'FINE', location: { country: 'US', city: 'New York' } },
      { name: 'Wrong code', location: { country: 'US', state: 'US-NY', postalCode: 'x' } },
    ]
    expect(problems(await add(api, { ...example, entities }))).toEqual([
      'entities.1.name: name_taken',
      'entities.1.location.state: state_required',
      'entities.2.location.postalCode: postal_code_invalid',
    ])
    const nameless = [{ name: 'Fine' }, { name: '', contact: { email: 'nobody' } }] as NewCustomer['entities']
    expect(problems(await add(api, { ...example, entities: nameless }))).toEqual([
      'entities.1.name: name_too_short',
      'entities.1.contact.email: email_invalid',
    ])
    expect(await rowCounts(world)).toEqual(before)
  })

  it('leaves no entity behind when the customer itself is refused', async () => {
    const before = await rowCounts(world)
    expect((await add(api, { name: 'Taken', code: 'CUST-1', entities: many(2) })).problem.code).toBe('code_unavailable')
    const tried = await api.call(createCustomer, { body: { ...example, code: 'TRIED' } }, { dryRun: true })
    expect([tried.status, tried.body.counts.entities]).toEqual([200, 2])
    expect(await rowCounts(world)).toEqual(before)
  })

  it('is a customer, enterprise or division: a partner has none', async () => {
    expect(problems(await add(api, { name: 'Reseller', type: 'partner', entities: many(1) }))).toEqual([
      'entities: entities_not_possible',
    ])
    expect((await add(api, { name: 'Group', type: 'enterprise', entities: many(1) })).status).toBe(201)
  })

  it('changes its entities one by one, not as a field of its own', async () => {
    const { body } = await added(api, { name: 'Unpatched' })
    const patch = { params: { id: body.id }, body: { entities: [] } as never }
    expect((await api.call(updateCustomer, patch, { ifMatch: '*' })).problem.errors).toMatchObject([
      { path: 'entities', code: 'unknown_field' },
    ])
  })
})
