import { copyCustomer } from '@tenantry/contract/customer-copy.ts'
import { createCustomerTemplate } from '@tenantry/contract/customer-templates.ts'
import { CustomerInput, createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { createNote } from '@tenantry/contract/notes.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, type NewCustomer } from './customers.fixture.ts'

let world: World
let api: HttpCaller
let airtelId: string

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
  const { id } = (await added(api, airtel())).body
  airtelId = id
  const { status } = await api.call(createNote, { params: { id }, body: { body: 'Call before reboot' } })
  expect(status).toBe(201)
})
afterAll(() => world.close())

const airtel = (part: Partial<NewCustomer> = {}): NewCustomer => ({
  name: 'Airtel',
  code: 'AIR001',
  domain: 'airtel.com',
  businessEmail: 'enterprise@airtel.com',
  phone: '+12125550100',
  website: 'https://www.airtel.com/',
  subscriptionId: 'SUBAIR2026001',
  plan: { kind: 'trial', trialLicenses: 7 },
  timeZone: 'America/New_York',
  locale: 'en-US',
  currency: 'USD',
  location: {
    name: 'Airtel Corporate HQ',
    country: 'US',
    region: 'North America',
    state: 'US-NY',
    district: 'New York County',
    city: 'New York',
    postalCode: '10036',
    landmark: 'Near Bryant Park',
    line1: '1095 Avenue of the Americas',
    line2: 'Midtown Manhattan',
  },
  billing: {
    profileName: 'Airtel Billing',
    billTo: 'Airtel Accounts',
    sameAsCompany: false,
    country: 'US',
    state: 'US-CA',
    city: 'San Diego',
    postalCode: '92101',
    line1: '1 Broadway',
  },
  contacts: {
    primary: { firstName: 'Ada', email: 'ada@airtel.com' },
    admin: { email: 'root@airtel.example', displayName: 'Root' },
    others: [{ role: 'Emergency', firstName: 'Grace' }],
  },
  salesRepresentatives: [{ name: 'Sam Seller', email: 'sam@msp.example', phone: '+12125550111' }],
  accountManagerEmail: 'manager@msp.example',
  assignedUserIds: [world.first.admin.membershipId as never],
  entities: [
    { name: 'West', kind: 'region', code: 'W-1', contact: { firstName: 'Willa' }, location: { country: 'US' } },
    { name: 'Accounts', kind: 'department' },
  ],
  ...part,
})

const copyOf = async (id: string, include?: string, by: HttpCaller = api) =>
  by.call(copyCustomer, { params: { id }, query: include === undefined ? {} : { include } })

describe('a copy of a customer (B23)', () => {
  it('holds what another one is likely to have in common with it, and nothing that tells which one it is', async () => {
    const { status, body } = await copyOf(airtelId)
    expect(status).toBe(200)
    expect(body).toEqual({
      type: 'customer',
      parentId: world.first.providerId,
      plan: { kind: 'trial' },
      timeZone: 'America/New_York',
      locale: 'en-US',
      currency: 'USD',
      location: { country: 'US', region: 'North America', state: 'US-NY' },
      billing: { sameAsCompany: false, country: 'US', state: 'US-CA' },
      salesRepresentatives: [{ name: 'Sam Seller', email: 'sam@msp.example', phone: '+12125550111' }],
      accountManagerEmail: 'manager@msp.example',
      assignedUserIds: [world.first.admin.membershipId],
      entities: [
        { name: 'Accounts', kind: 'department' },
        { name: 'West', kind: 'region' },
      ],
    })
  })

  it('becomes a customer beside the first once it has a name', async () => {
    const { body } = await copyOf(airtelId)
    expect(CustomerInput.safeParse({ ...body, name: 'Airtel Two' }).success).toBe(true)
    const created = await api.call(createCustomer, { body: { ...body, name: 'Airtel Two' } })
    expect(created.status, created.raw.body).toBe(201)
    expect(created.body).toMatchObject({ parentId: world.first.providerId, domain: null, counts: { entities: 2 } })
    expect((await copyOf(created.body.id)).body).toEqual(body)
  })

  it('says nothing of what is inherited or empty', async () => {
    const { id } = (await added(api, { name: 'Plain' })).body
    expect((await copyOf(id)).body).toEqual({
      type: 'customer',
      parentId: world.first.providerId,
      plan: { kind: 'purchased' },
      billing: { sameAsCompany: true },
    })
  })

  it('holds the parts that are asked for', async () => {
    const always = ['currency', 'locale', 'parentId', 'plan', 'timeZone', 'type']
    const keys = async (include: string) => Object.keys((await copyOf(airtelId, include)).body).filter(isPart)
    const isPart = (key: string) => !always.includes(key)
    expect(await keys('')).toEqual([])
    expect(await keys('location')).toEqual(['location'])
    expect(await keys('billing, entities')).toEqual(['billing', 'entities'])
    expect(await keys('people')).toEqual(['salesRepresentatives'])
    expect((await keys('responsible')).sort()).toEqual(['accountManagerEmail', 'assignedUserIds'])
    const repeated = await api.request('GET', `/api/v1/customers/${airtelId}/copy?include=people&include=location`)
    expect(Object.keys(repeated.json()).filter(isPart).sort()).toEqual(['location', 'salesRepresentatives'])
    const unknown = await copyOf(airtelId, 'location,notes')
    expect([unknown.status, unknown.problem.errors?.map(({ path, code }) => `${path}: ${code}`)]).toEqual([
      422,
      ['include.1: invalid_value'],
    ])
  })

  it('takes as many entities along as one request adds', async () => {
    const entities = Array.from({ length: 100 }, (_, index) => ({ name: `Branch ${100 + index}` }))
    const { id } = (await added(api, { name: 'Many branches', entities })).body
    expect((await api.call(createEntity, { params: { id }, body: { name: 'Branch 000' } })).status).toBe(201)
    const { body } = await copyOf(id)
    expect(body.entities).toHaveLength(100)
    expect(body.entities?.[0]).toEqual({ name: 'Branch 000', kind: 'branch' })
    expect((await api.call(createCustomer, { body: { ...body, name: 'As many branches' } })).status).toBe(201)
  })

  it('of a partner and of a division is one of the same type', async () => {
    const partner = (await copyOf(world.first.partnerId)).body
    expect([partner.type, partner.parentId]).toEqual(['partner', world.first.providerId])
    const { id: parentId } = (await added(api, { name: 'Tree', type: 'enterprise' })).body
    const { id } = (await added(api, { name: 'Leaf', type: 'division', parentId })).body
    const { body } = await copyOf(id)
    expect([body.type, body.parentId]).toEqual(['division', parentId])
    expect((await api.call(createCustomer, { body: { ...body, name: 'Other leaf' } })).status).toBe(201)
  })

  it('leaves out who may not be picked any more', async () => {
    const { providerId } = world.first
    const gone = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'provider_administrator',
      reach: 'all',
    })
    const membershipId = gone.membershipId as never
    const picked = { name: 'Gone Seller', email: 'gone@msp.example', membershipId }
    const typed = { name: 'Typed Seller', email: 'typed@msp.example' }
    const { id } = (
      await added(api, { name: 'Forsaken', assignedUserIds: [membershipId], salesRepresentatives: [picked, typed] })
    ).body
    expect((await copyOf(id)).body.salesRepresentatives).toHaveLength(2)
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [membershipId])
    const { body } = await copyOf(id)
    expect([body.assignedUserIds, body.salesRepresentatives]).toEqual([undefined, [typed]])
    expect((await api.call(createCustomer, { body: { ...body, name: 'Not forsaken' } })).status).toBe(201)
  })
})

describe('who copies', () => {
  it('a technician of chosen customers adds beside them in the house that they do not see', async () => {
    const { technician, customerId, providerId } = world.first
    const { body } = await copyOf(customerId, undefined, technician.api)
    expect(body).toMatchObject({ parentId: providerId, assignedUserIds: [technician.membershipId] })
    const created = await technician.api.call(createCustomer, { body: { ...body, name: 'Beside mine' } })
    expect(created.status, created.raw.body).toBe(201)
    const { body: shown } = await api.call(getCustomer, { params: { id: created.body.id } })
    expect(shown.parentId).toBe(providerId)
  })

  it('nobody adds beside what lies below something out of sight', async () => {
    const { partnerAdmin, partnerId, partnerCustomerId, providerId } = world.first
    const refused = await copyOf(partnerId, undefined, partnerAdmin.api)
    expect([refused.status, refused.problem.code]).toEqual([403, 'forbidden'])
    const own = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [partnerCustomerId],
    })
    expect((await copyOf(partnerCustomerId, undefined, own.api)).status).toBe(403)
    expect((await copyOf(partnerCustomerId, undefined, partnerAdmin.api)).body.parentId).toBe(partnerId)
  })

  it('nobody who may add customers and not see them', async () => {
    const { customerId, providerId } = world.first
    await world.test.owner.query(
      "INSERT INTO roles (provider_id, id, organization_id, key, name, permissions) VALUES ($1, $2, $1, 'adder', 'Adder', '{customers.create,customer_templates.write}')",
      [providerId, newId()],
    )
    const adder = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'adder' as never,
      reach: 'all',
    })
    expect((await copyOf(customerId, undefined, adder.api)).problem.code).toBe('forbidden')
    const body = { name: 'Of what is not seen', fromCustomerId: customerId as never }
    expect((await adder.api.call(createCustomerTemplate, { body })).problem.code).toBe('forbidden')
  })

  it('what is out of sight answers as what never existed, and what is internal is not there for own people', async () => {
    const { partnerAdmin, customerId, providerId } = world.first
    for (const id of [customerId, world.second.customerId, newId()])
      expect((await copyOf(id, undefined, partnerAdmin.api)).status).toBe(404)
    const { id } = (await added(api, { name: 'Own house', type: 'enterprise' })).body
    const division = await added(
      api,
      airtel({ name: 'Own division', code: 'OWN-D', type: 'division', parentId: id, contacts: {} }),
    )
    await world.test.owner.query(
      "UPDATE roles SET permissions = permissions || '{customers.create}' WHERE provider_id = $1 AND key = 'customer_administrator'",
      [providerId],
    )
    const person = await world.addPerson({
      providerId,
      organizationId: id,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    const { body, status } = await copyOf(division.body.id, undefined, person.api)
    expect(status).toBe(200)
    for (const internal of ['plan', 'accountManagerEmail', 'assignedUserIds'])
      expect(Object.keys(body)).not.toContain(internal)
    const created = await person.api.call(createCustomer, { body: { ...body, name: 'Another division' } })
    expect(created.status, created.raw.body).toBe(201)
  })
})
