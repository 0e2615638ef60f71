import { mostContacts } from '@tenantry/contract/contacts.ts'
import {
  createContact,
  deleteContact,
  getContact,
  listContacts,
  updateContact,
} from '@tenantry/contract/customer-contacts.ts'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { added, problems, rowCounts } from '../customers/customers.fixture.ts'
import { mustSet } from '../lifecycle/lifecycle.fixture.ts'

let world: World
let admin: Person

beforeAll(async () => {
  world = await createWorld()
  admin = world.first.admin
})
afterAll(() => world.close())

const grace = { role: 'Emergency', firstName: 'Grace', lastName: 'Hopper', phone: '+12125550101' }
const whole = { email: null, phoneExtension: null, fax: null, faxExtension: null }
const customer = async (more: object = {}) =>
  (await added(admin.api, { name: 'Airtel', ...more } as never)).body.id as string
const params = (id: string, contactId?: string) => ({ id, contactId }) as never
const create = (id: string, body: object = grace, as = admin) =>
  as.api.call(createContact, { params: params(id), body: body as never })
const list = (id: string, query: object = {}, as = admin) =>
  as.api.call(listContacts, { params: params(id), query: query as never })
const change = (id: string, contactId: string, body: object, ifMatch = '*', as = admin) =>
  as.api.call(updateContact, { params: params(id, contactId), body: body as never }, { ifMatch })
const read = (id: string) => admin.api.call(getCustomer, { params: params(id) })

describe('a further contact by itself (B28)', () => {
  it('is added after the others, and is one of the customer’s, whose version rises', async () => {
    const id = await customer({ contacts: { others: [{ firstName: 'First' }, { firstName: 'Second' }] } })
    const { status, body, etag } = await create(id)
    expect([status, body, etag]).toEqual([201, { ...whole, ...grace, id: expect.any(String) }, '"1"'])
    const after = await read(id)
    expect(after.body.contacts.others.map(({ firstName }) => firstName)).toEqual(['First', 'Second', 'Grace'])
    expect(after.etag).toBe('"2"')
  })

  it('is changed field by field, by the version that was read', async () => {
    const id = await customer()
    const { body } = await create(id)
    const changed = await change(id, body.id, { role: 'Approver', phone: null }, '"1"')
    expect([changed.body, changed.etag]).toEqual([{ ...body, role: 'Approver', phone: null }, '"2"'])
    expect((await change(id, body.id, { role: 'VIP' }, '"1"')).problem.code).toBe('precondition_failed')
    expect((await change(id, body.id, { role: 'Approver' }, '"2"')).etag).toBe('"2"')
    const without = await admin.api.request('PATCH', `/api/v1/customers/${id}/contacts/${body.id}`, { role: 'VIP' })
    expect(without.statusCode).toBe(428)
    expect((await read(id)).etag).toBe('"3"')
  })

  it('is removed, and the others stay', async () => {
    const id = await customer({ contacts: { others: [{ firstName: 'First' }, { firstName: 'Second' }] } })
    const [first] = (await read(id)).body.contacts.others
    const remove = (ifMatch: string) => admin.api.call(deleteContact, { params: params(id, first?.id) }, { ifMatch })
    expect((await remove('"7"')).problem.code).toBe('precondition_failed')
    expect((await remove('"1"')).status).toBe(204)
    expect((await remove('"1"')).status).toBe(404)
    expect((await read(id)).body.contacts.others).toMatchObject([{ firstName: 'Second' }])
  })

  it('keeps its version when the whole list is replaced and it stays as it is', async () => {
    const id = await customer()
    const [one, two] = [(await create(id)).body, (await create(id, { firstName: 'Ada' })).body]
    const others = [{ ...two, lastName: 'Lovelace' }, one]
    await admin.api.call(updateCustomer, { params: params(id), body: { contacts: { others } } }, { ifMatch: '*' })
    const etags = await Promise.all(
      [one, two].map(async (each) => (await admin.api.call(getContact, { params: params(id, each.id) })).etag),
    )
    expect(etags).toEqual(['"1"', '"2"'])
    expect((await list(id)).body.items.map(({ firstName }) => firstName)).toEqual(['Ada', 'Grace'])
  })

  it('is listed in its order, found by name, email and role, and filtered', async () => {
    const id = await customer()
    for (const each of [grace, { firstName: 'Ada', email: 'Ada@Airtel.example' }, { role: 'VIP', lastName: 'Noether' }])
      await create(id, each)
    const names = async (query: object) =>
      (await list(id, query)).body.items.map(({ firstName, lastName }) => firstName ?? lastName)
    expect(await names({})).toEqual(['Grace', 'Ada', 'Noether'])
    expect(await names({ sort: '-position' })).toEqual(['Noether', 'Ada', 'Grace'])
    for (const [q, found] of [
      ['hopp', 'Grace'],
      ['ADA@air', 'Ada'],
      ['vip', 'Noether'],
    ])
      expect(await names({ q }), q).toEqual([found])
    expect(await names({ filter: { role: { eq: 'emergency' } } })).toEqual(['Grace'])
    expect(await names({ filter: { role: { empty: 'true' } } })).toEqual(['Ada'])
    await change(id, (await list(id)).body.items[1]?.id ?? '', { email: 'ada@münchen.example' })
    for (const email of [{ eq: 'ADA@münchen.example' }, { contains: 'Munch' }, { starts: 'ada@mü' }])
      expect(await names({ filter: { email } }), JSON.stringify(email)).toEqual(['Ada'])
    const first = (await list(id, { limit: 2 })).body
    expect([first.total, await names({ limit: 2, cursor: first.nextCursor })]).toEqual([3, ['Noether']])
    const elsewhere = await list(await customer(), { limit: 2, cursor: first.nextCursor })
    expect(elsewhere.problem.errors?.[0]?.code).toBe('cursor_invalid')
  })

  it('is found in capitals of other alphabets, in none, and without accents', async () => {
    const id = await customer()
    await create(id, { role: 'ΛΟΓΙΣΤΉΣ', firstName: 'İPEK' })
    const count = async (query: object) => (await list(id, query)).body.total
    for (const role of ['ΛΟΓΙΣΤΉΣ', 'λογιστής', 'λογιστης']) {
      expect(await count({ q: role }), role).toBe(1)
      for (const condition of [{ eq: role }, { in: [role] }, { contains: role }])
        expect(await count({ filter: { role: condition } }), JSON.stringify(condition)).toBe(1)
    }
    for (const q of ['İPEK', 'ipek']) expect(await count({ q }), q).toBe(1)
  })

  it('is refused by the rules of the list', async () => {
    const id = await customer()
    const { body } = await create(id)
    const before = await rowCounts(world)
    expect(problems(await create(id, { role: 'VIP' }))).toEqual(['firstName: contact_empty'])
    expect(problems(await create(id, { firstName: 'A', phone: '555' }))).toEqual(['phone: phone_invalid'])
    expect(problems(await create(id, { firstName: 'A', id: newId() }))).toEqual(['id: unknown_field'])
    expect(problems(await change(id, body.id, { firstName: null, lastName: '' }))).toEqual(['firstName: contact_empty'])
    expect(await rowCounts(world)).toEqual(before)
  })

  it('is not one too many, whoever comes at the same moment', async () => {
    const others = Array.from({ length: mostContacts - 1 }, (_, index) => ({ firstName: `Number ${index}` }))
    const id = await customer({ contacts: { others } })
    const answers = await Promise.all([create(id), create(id), create(id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422])
    expect((await list(id)).body.total).toBe(mostContacts)
  })

  it('is read and not changed while the customer is archived', async () => {
    const id = await customer()
    const { body } = await create(id)
    await mustSet(admin.api, id, 'archived')
    expect((await list(id)).body.total).toBe(1)
    for (const answer of [await create(id), await change(id, body.id, { role: 'VIP' })])
      expect(problems(answer)).toEqual([': organization_read_only'])
    expect((await admin.api.call(deleteContact, { params: params(id, body.id) })).status).toBe(422)
  })

  it('does not exist for whom the customer does not, nor below another customer, nor for a primary contact', async () => {
    const { partnerAdmin, customerId, partnerCustomerId, providerId } = world.first
    const { body } = await create(customerId)
    const primary = await customer({ contacts: { primary: { firstName: 'Primary' } } })
    const { rows } = await world.test.owner.query('SELECT id FROM contacts WHERE organization_id = $1', [primary])
    for (const [as, id, contactId] of [
      [partnerAdmin, customerId, body.id],
      [world.second.admin, customerId, body.id],
      [admin, partnerCustomerId, body.id],
      [admin, customerId, newId()],
      [admin, primary, rows[0]?.id],
    ] as const) {
      const answers = [
        await as.api.call(getContact, { params: params(id, contactId) }),
        await change(id, contactId, { role: 'VIP' }, '*', as),
        await as.api.call(deleteContact, { params: params(id, contactId) }),
      ]
      expect(answers.map(({ problem }) => problem.code)).toEqual(['not_found', 'not_found', 'not_found'])
    }
    for (const id of [customerId, newId()])
      expect([(await create(id, grace, partnerAdmin)).status, (await list(id, {}, partnerAdmin)).status]).toEqual([
        404, 404,
      ])
    expect((await create(providerId)).status).toBe(404)
  })

  it('is written to the log of the customer', async () => {
    const id = await customer()
    const { body } = await create(id)
    await change(id, body.id, { role: 'VIP' })
    const { items } = (await admin.api.request('GET', `/api/v1/audit-events?filter[objectId][eq]=${body.id}`)).json()
    expect(items).toMatchObject([
      { action: 'contact.updated', before: { role: 'Emergency' }, after: { role: 'VIP' } },
      { action: 'contact.created', after: { firstName: 'Grace' } },
    ])
  })
})
