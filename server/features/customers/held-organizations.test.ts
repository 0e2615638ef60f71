import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, problems } from './customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

async function partnerThatIs(status: string): Promise<string> {
  const { body } = await added(api, { name: `Partner ${status}`, type: 'partner' })
  await setStatus(body.id, status)
  return body.id
}

async function setStatus(id: string, status: string): Promise<void> {
  await world.test.owner.query('UPDATE organizations SET status = $2 WHERE id = $1', [id, status])
}

function addBelow(caller: HttpCaller, parentId: string): Promise<Awaited<ReturnType<typeof add>>> {
  return add(caller, { name: 'Newcomer', parentId: parentId as never })
}

const notGrowing = ['parentId: organization_not_growing']

describe('a new customer', () => {
  it.each(['suspended', 'offboarding', 'archived'])('is refused below a partner that is %s', async (status) => {
    expect(problems(await addBelow(api, await partnerThatIs(status)))).toEqual(notGrowing)
  })

  it('is refused below a hold that the caller cannot see', async () => {
    const above = await partnerThatIs('active')
    const below = await added(api, { name: 'Lower partner', type: 'partner', parentId: above as never })
    const { providerId } = world.first
    const person = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'provider_administrator',
      reach: 'selected',
      selected: [below.body.id],
    })
    expect((await addBelow(person.api, below.body.id)).status).toBe(201)
    await setStatus(above, 'suspended')
    expect(problems(await addBelow(person.api, below.body.id))).toEqual(notGrowing)
  })

  it('is added below what is switched off by the people of the provider only', async () => {
    const { partnerAdmin, partnerId } = world.first
    const lower = await added(api, { name: 'Lower', type: 'partner', parentId: partnerId as never, isActive: false })
    expect(problems(await addBelow(partnerAdmin.api, lower.body.id))).toEqual(notGrowing)
    expect((await addBelow(api, lower.body.id)).status).toBe(201)
  })
})

describe('an archived organization', () => {
  it.each(['itself', 'one above'])('is read and not edited (%s is archived)', async (which) => {
    const parentId = await partnerThatIs('active')
    const { body } = await added(api, { name: 'Kept', parentId: parentId as never })
    await setStatus(which === 'itself' ? body.id : parentId, 'archived')
    const params = { id: body.id }
    const answer = await api.call(updateCustomer, { params, body: { name: 'Changed' } }, { ifMatch: '*' })
    expect(answer.status).toBe(422)
    expect(answer.problem.errors).toMatchObject([{ path: '', code: 'organization_read_only' }])
    expect((await api.call(getCustomer, { params })).body.name).toBe('Kept')
  })
})
