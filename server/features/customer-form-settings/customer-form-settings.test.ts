import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { deleteContact } from '@tenantry/contract/customer-contacts.ts'
import { createCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { getCustomerFormSettings, updateCustomerFormSettings } from '@tenantry/contract/customer-form-settings.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { deleteEntity } from '@tenantry/contract/entities.ts'
import { listEntities } from '@tenantry/contract/entity-list.ts'
import { type RequirableField, requirableFields } from '@tenantry/contract/required-fields.ts'
import { assignOrganizations, getUser } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, problems } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())
beforeEach(() => demand())

/** Requires exactly these fields of new customers of the first provider. */
async function demand(...requiredFields: RequirableField[]) {
  const answer = await api.call(updateCustomerFormSettings, { body: { requiredFields } }, { ifMatch: '*' })
  if (answer.status !== 200) throw new TypeError(answer.raw.body)
  return answer
}

const change = (requiredFields: string[], options: { ifMatch?: string; dryRun?: boolean } = {}, by = api) =>
  by.call(
    updateCustomerFormSettings,
    { body: { requiredFields: requiredFields as RequirableField[] } },
    { ifMatch: '*', ...options },
  )

const read = (by = api) => by.call(getCustomerFormSettings)

const us = { country: 'US', state: 'US-NY' }
let count = 0
const named = () => ({ name: `Required ${++count}` })

describe('the required fields of a provider (RI4, OM1)', () => {
  it('are not replaced as a whole by who does not say which ones they have read', async () => {
    await demand('website')
    const answer = await api.call(updateCustomerFormSettings, { body: { requiredFields: [] } })
    expect([answer.status, answer.problem.code]).toEqual([428, 'precondition_required'])
    expect((await read()).body).toEqual({ requiredFields: ['website'] })
  })

  it('are none until somebody sets some, in the order of the form whatever was sent', async () => {
    const before = await read(world.second.admin.api)
    expect([before.status, before.body, before.etag]).toEqual([200, { requiredFields: [] }, '"1"'])
    const sent = ['accountManagerEmail', 'location.state', 'accountManagerEmail']
    expect((await change(sent)).body).toEqual({ requiredFields: ['location.state', 'accountManagerEmail'] })
    expect((await read()).body).toEqual({ requiredFields: ['location.state', 'accountManagerEmail'] })
    expect((await read(world.second.admin.api)).body).toEqual({ requiredFields: [] })
  })

  it('are refused where there is no such field, and where it is needed always', async () => {
    const answer = await change(['domain', 'name', 'contacts.primary.age'])
    expect(problems(answer as never)).toEqual(['requiredFields.1: invalid_value', 'requiredFields.2: invalid_value'])
    expect((await change([...requirableFields])).status).toBe(200)
  })

  it('are changed only over the version that was read', async () => {
    const { etag } = await demand('domain')
    const mine = await change(['website'], { ifMatch: etag ?? '' })
    expect([mine.status, mine.etag === etag]).toEqual([200, false])
    const theirs = await change(['phone'], { ifMatch: etag ?? '' })
    expect([theirs.status, theirs.problem.code]).toEqual([412, 'precondition_failed'])
    expect((await read()).body.requiredFields).toEqual(['website'])
  })

  it('are won by one of two who set the first ones at the same moment', async () => {
    const { api: other } = world.second.admin
    const answers = await Promise.all(
      ['domain', 'website', 'phone'].map((field) => change([field], { ifMatch: '"1"' }, other)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
    await change([], {}, other)
  })

  it('stay as they are in a dry run and where nothing differs', async () => {
    const { etag } = await demand('domain')
    const dry = await change(['website'], { dryRun: true })
    expect([dry.status, dry.body.requiredFields]).toEqual([200, ['website']])
    expect((await change(['domain'])).etag).toBe(etag)
    expect(await read()).toMatchObject({ body: { requiredFields: ['domain'] }, etag })
  })

  it('stand in the audit log with what was before and after, once for each change', async () => {
    await demand('domain')
    await demand('location.state')
    await demand('location.state')
    const query = { q: 'customer_form_settings', limit: 2 }
    const { body } = await api.call(listAuditEvents, { query })
    expect(body.items[0]).toMatchObject({
      action: 'customer_form_settings.updated',
      organizationId: world.first.providerId,
      before: { requiredFields: ['domain'] },
      after: { requiredFields: ['location.state'] },
    })
    expect(body.items[1]?.after).toEqual({ requiredFields: ['domain'] })
  })

  it('are read by everybody who adds or edits customers, and changed by those who manage the provider', async () => {
    await demand('location.state', 'accountManagerEmail')
    const { providerId, partnerId, customerId, partnerAdmin, technician } = world.first
    for (const { api: person } of [partnerAdmin, technician]) {
      expect((await read(person)).body.requiredFields).toEqual(['location.state', 'accountManagerEmail'])
      expect((await change([], {}, person)).status).toBe(403)
    }
    const reader = { providerId, organizationId: customerId, role: 'customer_administrator', reach: 'subtree' } as const
    expect((await read((await world.addPerson(reader)).api)).status).toBe(403)
    const manager = { providerId, organizationId: partnerId, role: 'provider_administrator', reach: 'subtree' } as const
    expect((await change([], {}, (await world.addPerson(manager)).api)).status).toBe(403)
  })
})

describe('a new customer', () => {
  it('is refused at every field that its provider requires and nobody has filled', async () => {
    await demand('location.state', 'contacts.primary.email', 'accountManagerEmail')
    const refused = await add(api, named())
    expect(problems(refused)).toEqual([
      'location.state: required_by_provider',
      'contacts.primary.email: required_by_provider',
      'accountManagerEmail: required_by_provider',
    ])
    expect(refused.problem.errors?.[2]?.message).toBe('Account manager’s email is required')
    const filled = {
      location: us,
      contacts: { primary: { email: 'ada@airtel.com' } },
      accountManagerEmail: 'manager@msp.example',
    }
    expect((await add(api, { ...named(), ...filled })).status).toBe(201)
  })

  it('is refused in a dry run, too, and leaves its code free', async () => {
    await demand('domain')
    const body = { ...named(), code: 'FREE-AGAIN' }
    const dry = await api.call(createCustomer, { body }, { dryRun: true })
    expect(problems(dry)).toEqual(['domain: required_by_provider'])
    expect((await add(api, { ...body, domain: 'airtel.com' })).body.code).toBe('FREE-AGAIN')
  })

  it('is told first of a code that it cannot have, as a form asks about one while the rest is still to be filled', async () => {
    await demand()
    await add(api, { ...named(), code: 'HAD-ALREADY' })
    await demand('domain')
    for (const dryRun of [true, false]) {
      const ask = (code: string) => api.call(createCustomer, { body: { name: 'Asked about', code } }, { dryRun })
      for (const code of ['had-already', 'export']) {
        const { status, problem } = await ask(code)
        expect([status, problem.code, problem.params?.suggestion]).toEqual([409, 'code_unavailable', 'ASK001'])
      }
      expect(problems(await ask('NOT-HAD'))).toEqual(['domain: required_by_provider'])
    }
  })

  it('needs no state in a country that has none', async () => {
    await demand('location.state')
    expect(problems(await add(api, { ...named(), location: { country: 'DE' } }))).toEqual([
      'location.state: required_by_provider',
    ])
    expect((await add(api, { ...named(), location: { country: 'GI' } })).status).toBe(201)
  })

  it('of a partner follows the same provider’s rules, and another provider’s does not', async () => {
    await demand('location.state')
    const { partnerAdmin, partnerId } = world.first
    const below = { ...named(), parentId: partnerId as never }
    expect(problems(await add(partnerAdmin.api, below))).toEqual(['location.state: required_by_provider'])
    expect((await add(partnerAdmin.api, { ...below, location: us })).status).toBe(201)
    expect((await add(world.second.admin.api, named())).status).toBe(201)
  })

  it('needs nothing that its own people cannot see', async () => {
    const enterprise = await added(api, { ...named(), type: 'enterprise' })
    await world.test.owner.query(
      "UPDATE roles SET permissions = array_append(permissions, 'customers.create') WHERE provider_id = $1 AND key = 'customer_administrator'",
      [world.first.providerId],
    )
    const { providerId } = world.first
    const own = await world.addPerson({
      providerId,
      organizationId: enterprise.body.id,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    await demand('domain', 'subscriptionId', 'assignedUserIds', 'accountManagerEmail')
    expect((await read(own.api)).body.requiredFields).toEqual(['domain'])
    const division = { ...named(), type: 'division', parentId: enterprise.body.id } as const
    expect(problems(await add(own.api, division))).toEqual(['domain: required_by_provider'])
    expect((await add(own.api, { ...division, domain: 'airtel.com' })).status).toBe(201)
  })

  it('needs no technician of one who becomes its technician by adding it', async () => {
    await demand('assignedUserIds')
    const { technician } = world.first
    const enterprise = await api.call(createCustomer, {
      body: { ...named(), type: 'enterprise', assignedUserIds: [technician.membershipId as never] },
    })
    const below = { ...named(), type: 'division', parentId: enterprise.body.id } as const
    const made = await add(technician.api, below)
    expect([made.status, made.body.assignedUserIds]).toEqual([201, [technician.membershipId]])
    expect(problems(await add(api, named()))).toEqual(['assignedUserIds: required_by_provider'])
  })

  it('says first that its parent does not exist', async () => {
    await demand('domain')
    const parentId = world.second.partnerId as never
    expect((await add(api, { ...named(), parentId })).status).toBe(404)
  })

  it('may lack everything as a draft', async () => {
    await demand(...requirableFields)
    const draft = await api.call(createCustomerDraft, { body: { stepId: 'company', values: {} } })
    expect(draft.status).toBe(201)
  })
})

describe('a customer from before a field was required', () => {
  const edit = async (id: string, body: object) =>
    api.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })

  it('is edited in everything else, the field left out or still empty', async () => {
    const { body } = await added(api, named())
    await demand('location.state', 'domain', 'contacts.primary.email')
    expect((await edit(body.id, { website: 'https://airtel.com/' })).status).toBe(200)
    expect((await edit(body.id, { domain: null, location: { city: null }, phone: '+12125550100' })).status).toBe(200)
    expect((await edit(body.id, { location: { country: 'DE' } })).status).toBe(200)
  })

  it('keeps what is required once it has it', async () => {
    const { body } = await added(api, {
      ...named(),
      domain: 'airtel.com',
      location: us,
      contacts: { primary: { firstName: 'Ada', email: 'ada@airtel.com' } },
      accountManagerEmail: 'manager@msp.example',
    })
    await demand('location.state', 'domain', 'contacts.primary.email', 'accountManagerEmail')
    const emptied = { domain: '', location: { state: null }, contacts: { primary: null }, accountManagerEmail: null }
    expect(problems((await edit(body.id, emptied)) as never)).toEqual([
      'domain: required_by_provider',
      'location.state: required_by_provider',
      'contacts.primary.email: required_by_provider',
      'accountManagerEmail: required_by_provider',
    ])
    const stored = await api.call(getCustomer, { params: { id: body.id } })
    expect(stored.body).toMatchObject({
      domain: 'airtel.com',
      location: us,
      contacts: { primary: { firstName: 'Ada' } },
    })
    expect((await edit(body.id, { domain: 'berg.example', location: { country: 'GI', state: null } })).status).toBe(200)
  })

  it('keeps its last further contact and its last entity where one is required', async () => {
    const { body } = await added(api, {
      ...named(),
      contacts: { others: [{ firstName: 'Ada' }, { firstName: 'Grace' }] },
      entities: [{ name: 'Branch' }, { name: 'Annex' }],
    })
    const { id } = body
    const entities = (await api.call(listEntities, { params: { id } })).body.items
    await demand('contacts.others', 'entities')
    const removed = [
      ...(await Promise.all(
        body.contacts.others.map(({ id: contactId }) =>
          api.call(deleteContact, { params: { id, contactId } }, { ifMatch: '*' }),
        ),
      )),
      ...(await Promise.all(
        entities.map(({ id: entityId }) => api.call(deleteEntity, { params: { id, entityId } }, { ifMatch: '*' })),
      )),
    ]
    expect(removed.map(({ status }) => status).sort()).toEqual([204, 204, 422, 422])
    const refused = removed.filter(({ status }) => status === 422)
    expect(refused.map((answer) => problems(answer as never)).sort()).toEqual([
      ['contacts.others: required_by_provider'],
      ['entities: required_by_provider'],
    ])
  })

  it('keeps the last who looks after it where somebody is required, from the user’s side, too', async () => {
    const { admin, technician } = world.first
    const [one, two] = [admin.membershipId, technician.membershipId] as never[]
    const { body } = await added(api, { ...named(), assignedUserIds: [one, two] as never[] })
    await demand('assignedUserIds')
    expect(problems((await edit(body.id, { assignedUserIds: [] })) as never)).toEqual([
      'assignedUserIds: required_by_provider',
    ])
    const lookAfter = async (id: string, without: string) => {
      const { body: user } = await api.call(getUser, { params: { id: id as never } })
      const organizationIds = user.assignedOrganizations.map((each) => each.id).filter((each) => each !== without)
      return api.call(assignOrganizations, { params: { id: id as never }, body: { organizationIds } }, { ifMatch: '*' })
    }
    expect((await lookAfter(admin.membershipId, body.id)).status).toBe(200)
    expect(problems((await lookAfter(technician.membershipId, body.id)) as never)).toEqual([
      'organizationIds: required_by_provider',
    ])
  })
})
