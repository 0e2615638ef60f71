import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { listCustomerDrafts } from '@tenantry/contract/customer-draft-list.ts'
import {
  createCustomerDraft,
  deleteCustomerDraft,
  getCustomerDraft,
  mostDrafts,
  updateCustomerDraft,
} from '@tenantry/contract/customer-drafts.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, suggestCode } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { runTask } from '../lifecycle/lifecycle.fixture.ts'
import { expireDraftsTask } from './expire-drafts.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const airtel = { company: { name: 'Airtel', code: 'AIR001', domain: 'airtel.com' }, account: { isActive: true } }

async function drafted(by: HttpCaller = api, part: object = {}) {
  const body = { title: 'Airtel', stepId: 'company', values: airtel, ...part }
  const answer = await by.call(createCustomerDraft, { body })
  if (answer.status !== 201) throw new TypeError(answer.raw.body)
  return { ...answer, params: { id: answer.body.id } }
}

const titles = async (by: HttpCaller = api) =>
  (await by.call(listCustomerDrafts)).body.items.map(({ title, stepId }) => `${title} at ${stepId}`)

async function colleague(): Promise<Person> {
  const { providerId } = world.first
  return world.addPerson({ providerId, organizationId: providerId, role: 'provider_administrator', reach: 'all' })
}

describe('a draft of a customer (IF8, EC2)', () => {
  it('is read as it was typed, with the organization above and the day on which it expires', async () => {
    const { params } = await drafted(api, { parentId: world.first.partnerId })
    const { body, etag } = await api.call(getCustomerDraft, { params })
    expect(etag).toBe('"1"')
    expect(body).toMatchObject({ title: 'Airtel', stepId: 'company', values: airtel })
    expect(body.parent).toEqual({ id: world.first.partnerId, name: 'First Partner', type: 'partner' })
    expect(Date.parse(body.expiresAt) - Date.parse(body.updatedAt)).toBe(90 * 86_400_000)
  })

  it('takes what a customer never could, and gives back the same', async () => {
    const values = { company: { name: '\u0000 \ud800 𝔘 <b>', code: '  ' }, later: [1, null, { __proto: 'x' }], '': {} }
    const { params } = await drafted(api, { title: '', values })
    const { body } = await api.call(getCustomerDraft, { params })
    expect([body.title, body.values]).toEqual([null, values])
  })

  it('is listed by its latest change and replaced as a whole, step by step', async () => {
    const person = await colleague()
    const first = await drafted(person.api, { title: 'Older' })
    await drafted(person.api, { title: 'Newer' })
    expect(await titles(person.api)).toEqual(['Newer at company', 'Older at company'])
    const body = { title: 'Renamed', stepId: 'people', values: {} }
    const saved = await person.api.call(updateCustomerDraft, { params: first.params, body }, { ifMatch: first.etag })
    expect([saved.status, saved.etag, saved.body.title]).toEqual([200, '"2"', 'Renamed'])
    expect(await titles(person.api)).toEqual(['Renamed at people', 'Newer at company'])
    expect((await person.api.call(getCustomerDraft, { params: first.params })).body.values).toEqual({})
  })

  it('tells the second device that it was changed on the first, and keeps what the first has saved', async () => {
    const { params, etag } = await drafted()
    const save = (title: string, ifMatch: string) =>
      api.call(updateCustomerDraft, { params, body: { title, stepId: 'company', values: {} } }, { ifMatch })
    expect((await save('First device', etag)).status).toBe(200)
    const second = await save('Second device', etag)
    expect([second.status, second.problem.code]).toEqual([412, 'precondition_failed'])
    expect((await api.call(deleteCustomerDraft, { params }, { ifMatch: etag })).status).toBe(412)
    const read = await api.call(getCustomerDraft, { params })
    expect(read.body.title).toBe('First device')
    expect((await save('Second device', read.etag)).body.title).toBe('Second device')
  })

  it('is thrown away for good', async () => {
    const { params, etag } = await drafted()
    expect((await api.call(deleteCustomerDraft, { params }, { ifMatch: etag })).status).toBe(204)
    expect((await api.call(getCustomerDraft, { params })).status).toBe(404)
    expect((await api.call(deleteCustomerDraft, { params }, { ifMatch: etag })).status).toBe(404)
  })

  it('reserves no code, is no customer and leaves nothing in the audit log', async () => {
    const before = (await api.call(listCustomers)).body.total
    await drafted(api, { values: { company: { name: 'Reserving', code: 'RES001' } } })
    expect((await api.call(listCustomers)).body.total).toBe(before)
    expect((await api.call(suggestCode, { query: { name: 'Reserving' } })).body.code).toBe('RES001')
    const { rows } = await world.test.owner.query(
      "SELECT count(*)::int AS count FROM audit_payloads WHERE after::text LIKE '%RES001%'",
    )
    expect(rows[0].count).toBe(0)
  })

  it('refuses more than 64 KB, more than twenty levels and a step that is none', async () => {
    const codes = async (part: object) => {
      const answer = await api.call(createCustomerDraft, { body: { stepId: 'company', values: {}, ...part } })
      return [answer.status, answer.problem.errors?.map(({ path, code }) => `${path}: ${code}`)]
    }
    const deep = (levels: number): object => (levels === 0 ? {} : { in: deep(levels - 1) })
    expect(await codes({ values: { text: 'ü'.repeat(32_760) } })).toEqual([201, undefined])
    expect(await codes({ values: { text: 'ü'.repeat(32_800) } })).toEqual([422, ['values: draft_too_large']])
    expect(await codes({ values: deep(30) })).toEqual([422, ['values: draft_too_deep']])
    expect(await codes({ stepId: '../x' })).toEqual([422, ['stepId: invalid_format']])
    const bottomless = `{"stepId":"company","values":${'{"in":'.repeat(20_000)}1${'}'.repeat(20_000)}}`
    expect((await api.request('POST', '/api/v1/customer-drafts', bottomless)).statusCode).toBe(422)
  })

  it('refuses one more than a person may have', async () => {
    const person = await colleague()
    await world.test.owner.query(
      `INSERT INTO customer_drafts (provider_id, id, membership_id, step_id, values, created_at, updated_at)
       SELECT $1, gen_random_uuid(), $2, 'company', '{}', now(), now() FROM generate_series(1, $3::int)`,
      [world.first.providerId, person.membershipId, mostDrafts],
    )
    const answer = await person.api.call(createCustomerDraft, { body: { stepId: 'company', values: {} } })
    expect([answer.status, answer.problem.errors?.[0]?.code]).toEqual([422, 'too_many_drafts'])
  })
})

describe('whose a draft is', () => {
  it('is invisible to everybody else, a colleague who sees all included', async () => {
    const { params, etag } = await drafted(world.first.technician.api, { title: 'Mine alone' })
    for (const { api: other } of [await colleague(), world.first.admin, world.first.partnerAdmin, world.second.admin]) {
      expect(await titles(other)).not.toContain('Mine alone at company')
      expect((await other.call(getCustomerDraft, { params })).status).toBe(404)
      const body = { title: 'Taken', stepId: 'company', values: {} }
      expect((await other.call(updateCustomerDraft, { params, body }, { ifMatch: etag })).status).toBe(404)
      expect((await other.call(deleteCustomerDraft, { params }, { ifMatch: etag })).status).toBe(404)
      const { problem } = await other.call(createCustomer, { body: { name: 'Not theirs', draftId: params.id } })
      expect(problem.code).toBe('draft_gone')
    }
    expect(await titles(world.first.technician.api)).toContain('Mine alone at company')
  })

  it('is shared with the API keys of the same person', async () => {
    const person = await colleague()
    await drafted(person.api, { title: 'By hand' })
    const key = await person.api.call(createApiKey, { body: { name: 'a key', expiresInDays: 1 } })
    const program = new HttpCaller(world.app, { authorization: `Bearer ${key.body.key}` })
    expect(await titles(program)).toEqual(['By hand at company'])
  })

  it('names no organization above that its writer cannot see, and says so of one that never existed', async () => {
    const { technician, partnerId } = world.first
    for (const parentId of [partnerId, world.second.customerId, newId()])
      expect((await drafted(technician.api, { parentId })).body.parent).toBeNull()
  })

  it('goes with the organization above when that is deleted for good', async () => {
    const { body: parent } = await api.call(createCustomer, { body: { name: 'Short-lived', type: 'partner' } })
    const { params } = await drafted(api, { parentId: parent.id })
    const clear = async (table: string, column: string) =>
      world.test.owner.query(`DELETE FROM ${table} WHERE ${column} = $1`, [parent.id])
    await clear('organization_closure', 'descendant_id')
    await clear('onboarding_items', 'organization_id')
    await clear('organization_counters', 'organization_id')
    await clear('organizations', 'id')
    expect((await api.call(getCustomerDraft, { params })).status).toBe(404)
  })
})

describe('a customer that was typed in a draft', () => {
  it('takes the draft away with its creation, a dry run leaves it, and so does a refusal', async () => {
    const { params } = await drafted()
    const create = (code: string, dryRun = false) =>
      api.call(createCustomer, { body: { name: 'Airtel', code, draftId: params.id } }, { dryRun })
    const isThere = async () => (await api.call(getCustomerDraft, { params })).status === 200
    expect([(await create('DRAFT1', true)).status, await isThere()]).toEqual([200, true])
    expect([(await create('CUST-1')).status, await isThere()]).toEqual([409, true])
    expect([(await create('DRAFT1')).status, await isThere()]).toEqual([201, false])
    // From another device, where it is still open.
    const again = await create('DRAFT2')
    expect([again.status, again.problem.code]).toEqual([409, 'draft_gone'])
    const { body } = await api.call(listCustomers, { query: { q: 'DRAFT2' } })
    expect(body.total).toBe(0)
  })
})

describe('a draft that nobody touches', () => {
  it('is removed after 90 days without change, and not before', async () => {
    const person = await colleague()
    for (const title of ['Old', 'Fresh']) await drafted(person.api, { title })
    const age = (title: string, days: number) =>
      world.test.owner.query(
        `UPDATE customer_drafts SET updated_at = now() - make_interval(days => $2) WHERE title = $1 AND membership_id = $3`,
        [title, days, person.membershipId],
      )
    await age('Old', 91)
    await age('Fresh', 89)
    await runTask(world, expireDraftsTask)
    expect(await titles(person.api)).toEqual(['Fresh at company'])
  })
})
