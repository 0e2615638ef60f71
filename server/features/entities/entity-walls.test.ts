import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { type Entity, listEntities } from '@tenantry/contract/entity-list.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { problems } from '../customers/customers.fixture.ts'
import { add, added, counts, edit, read, remove } from './entities.fixture.ts'

let world: World
let branch: Entity
let annex: Entity
let elsewhere: Entity
/** Sees the branch and nothing else. */
let narrowed: Person

beforeAll(async () => {
  world = await createWorld()
  const { admin, customerId, otherCustomerId, providerId } = world.first
  branch = (await added(admin.api, customerId, { name: 'Branch' })).body
  annex = (await added(admin.api, customerId, { name: 'Annex' })).body
  elsewhere = (await added(admin.api, otherCustomerId, { name: 'Elsewhere' })).body
  narrowed = await world.addPerson({
    providerId,
    organizationId: customerId,
    role: 'technician',
    reach: 'entities',
    entities: [branch.id],
  })
})
afterAll(() => world.close())

describe('somebody who sees one entity (IF2)', () => {
  const list = (id: string) => narrowed.api.call(listEntities, { params: { id } })

  it('finds that one in the list of the own customer, counts no other, and learns of none elsewhere', async () => {
    const { body } = await list(branch.organizationId)
    expect(body.items.map(({ name }) => name)).toEqual(['Branch'])
    expect(body.total).toBe(1)
    const searched = await narrowed.api.call(listEntities, { params: { id: branch.organizationId }, query: { q: 'n' } })
    expect(searched.body.total).toBe(1)
    expect((await list(elsewhere.organizationId)).status).toBe(404)
  })

  it('reads and edits it, and leaves a trace', async () => {
    expect((await read(narrowed.api, branch)).body.name).toBe('Branch')
    const { status, body } = await edit(narrowed.api, branch, { contact: { firstName: 'Asha' }, code: 'B-1' })
    expect([status, body.contact.firstName, body.code]).toEqual([200, 'Asha', 'B-1'])
    const trail = await world.first.admin.api.call(listAuditEvents, {
      query: { filter: { objectId: { eq: branch.id } } },
    })
    expect(trail.body.items[0]).toMatchObject({ action: 'entity.updated', after: { code: 'B-1' } })
  })

  it('cannot rename it, so that no refusal tells the name of another', async () => {
    for (const name of ['Annex', 'Free'])
      expect(problems(await edit(narrowed.api, branch, { name }))).toEqual(['name: name_fixed'])
    expect((await edit(narrowed.api, branch, { name: 'Branch', code: 'B-2' })).status).toBe(200)
  })

  it('neither reads, edits nor deletes another one', async () => {
    for (const entity of [annex, elsewhere]) {
      expect((await read(narrowed.api, entity)).status).toBe(404)
      expect((await edit(narrowed.api, entity, { code: 'X' })).status).toBe(404)
      expect((await remove(narrowed.api, entity)).status).toBe(404)
    }
  })

  it('neither adds entities nor deletes the own one', async () => {
    const own = branch.organizationId
    expect((await add(narrowed.api, own, { name: 'Grown' })).problem.code).toBe('forbidden')
    expect((await add(narrowed.api, elsewhere.organizationId, { name: 'Grown' })).status).toBe(404)
    expect((await remove(narrowed.api, branch)).problem.code).toBe('forbidden')
    expect(await counts(world, own)).toEqual({ kept: 2, rows: 2, wrong: 0 })
  })

  it('counts a new device of it', async () => {
    const body = {
      organizationId: branch.organizationId,
      entityId: branch.id,
      name: 'pc-1',
      class: 'computer',
    } as const
    expect((await narrowed.api.call(createDevice, { body })).status).toBe(201)
    expect((await read(narrowed.api, branch)).body.counts.devices).toBe(1)
  })
})

describe('people who see organizations', () => {
  it.each([
    ['the administrator', 'admin', true, true],
    ['the technician of the customer', 'technician', true, false],
    ['a partner beside it', 'partnerAdmin', false, false],
  ] as const)('%s sees the entities of those and of no others', async (_, who, ofCustomer, ofOther) => {
    const { api } = world.first[who]
    const seen = async (entity: Entity) => (await read(api, entity)).status === 200
    expect([await seen(annex), await seen(elsewhere)]).toEqual([ofCustomer, ofOther])
    expect((await edit(api, elsewhere, { code: 'E' })).status).toBe(ofOther ? 200 : 404)
    const listed = await api.call(listEntities, { params: { id: elsewhere.organizationId } })
    expect(listed.status).toBe(ofOther ? 200 : 404)
  })

  it('of another provider see none', async () => {
    const { api } = world.second.admin
    expect((await read(api, branch)).status).toBe(404)
    expect((await add(api, branch.organizationId, { name: 'Intruder' })).status).toBe(404)
    expect((await remove(api, branch)).status).toBe(404)
  })
})
