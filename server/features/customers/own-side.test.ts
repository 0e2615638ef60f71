/** What a customer's own people see of their customer, and what stays with the provider. */
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import { getLicenseUsage } from '@tenantry/contract/license-usage.ts'
import { getCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { systemRoles } from '@tenantry/contract/permissions.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { added, problems } from './customers.fixture.ts'

let world: World
let id: string
let owner: Person

const secrets = ['SUB-SECRET-1', 'manager@msp.example']

beforeAll(async () => {
  world = await createWorld()
  const { first } = world
  const customer = await added(first.admin.api, {
    name: 'Airtel',
    type: 'enterprise',
    subscriptionId: 'SUB-SECRET-1',
    accountManagerEmail: 'manager@msp.example',
    plan: { kind: 'trial', trialLicenses: 77 },
    contacts: { primary: { firstName: 'Ada' }, billing: { firstName: 'Bill' } },
    salesRepresentatives: [
      { name: 'Sam Seller', email: 'sam@msp.example', membershipId: first.admin.membershipId as never },
    ],
    assignedUserIds: [first.admin.membershipId as never],
  })
  id = customer.body.id
  owner = await world.addPerson({
    providerId: first.providerId,
    organizationId: id,
    role: 'customer_administrator',
    reach: 'subtree',
  })
})
afterAll(() => world.close())

describe('a customer’s own administrator', () => {
  it('reads the customer with contacts and sellers, and nothing internal', async () => {
    const { body, raw } = await owner.api.call(getCustomer, { params: { id: id as never } })
    expect(body).toMatchObject({
      name: 'Airtel',
      contacts: { primary: { firstName: 'Ada' }, billing: { firstName: 'Bill' } },
      salesRepresentatives: [{ name: 'Sam Seller', email: 'sam@msp.example', membershipId: null }],
      subscriptionId: null,
      accountManagerEmail: null,
      assignedUserIds: null,
      plan: null,
      parentId: null,
    })
    for (const secret of [...secrets, world.first.admin.membershipId]) expect(raw.body).not.toContain(secret)
  })

  it('lists the customer alone, without its plan, and its own users alone', async () => {
    const { items } = (await owner.api.call(listCustomers, {})).body
    expect(items.map(({ name, plan }) => [name, plan])).toEqual([['Airtel', null]])
    const users = (await owner.api.call(listUsers, {})).body.items
    expect(users.map(({ email }) => email)).toEqual([owner.email])
    expect((await owner.api.call(listUsers, { query: { assignableTo: id as never } })).body.items).toEqual([])
  })

  it('finds nothing by what it does not see', async () => {
    for (const secret of secrets)
      expect((await owner.api.call(listCustomers, { query: { q: secret } })).body.total).toBe(0)
    expect((await owner.api.request('GET', '/api/v1/customers?filter[plan][eq]=trial')).statusCode).toBe(422)
  })

  it.each([
    ['PATCH', '/customers/:id', { name: 'Mine' }],
    ['POST', '/customers', { name: 'Mine', type: 'division' }],
    ['POST', '/devices', { organizationId: ':id', name: 'Mine', class: 'server' }],
    ['GET', '/audit-events', undefined],
    ['POST', '/api-keys', { name: 'Mine', expiresInDays: 1 }],
    ['PUT', '/users/:id/assignments', { organizationIds: [] }],
  ])('may not %s %s for now', async (method, path, body) => {
    const url = `/api/v1${path.replace(':id', id)}`
    const answer = await owner.api.request(method, url, body && JSON.parse(JSON.stringify(body).replace(':id', id)), {
      'if-match': '*',
    })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
    expect(systemRoles.customer_administrator.permissions).toEqual([
      'customers.read',
      'devices.read',
      'exports.create',
      'users.read',
      'licenses.read',
    ])
  })
})

describe('somebody of the customer who may edit it', () => {
  const given = [
    { subscriptionId: 'MINE' },
    { accountManagerEmail: 'mine@airtel.example' },
    { assignedUserIds: [] },
    { plan: { kind: 'purchased' } },
  ]

  it.each(given)('changes and names no internal field: %j', async (internal) => {
    const { first } = world
    const editor = await world.addPerson({
      providerId: first.providerId,
      organizationId: id,
      role: 'technician',
      reach: 'subtree',
    })
    const [field] = Object.keys(internal)
    const change = await editor.api.call(
      updateCustomer,
      { params: { id: id as never }, body: { name: 'Airtel', ...internal } as never },
      { ifMatch: '*' },
    )
    expect(problems(change)).toEqual([`${field}: unknown_field`])
    const body = { name: 'Division', type: 'division', parentId: id, ...internal } as never
    expect(problems(await editor.api.call(createCustomer, { body }))).toEqual([`${field}: unknown_field`])
  })

  it('leaves the internal fields alone when it changes others', async () => {
    const { first } = world
    const editor = await world.addPerson({
      providerId: first.providerId,
      organizationId: id,
      role: 'technician',
      reach: 'subtree',
    })
    const body = { contacts: { primary: { lastName: 'Lovelace' } } }
    const changed = await editor.api.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })
    expect(changed.body).toMatchObject({ contacts: { primary: { lastName: 'Lovelace' } }, plan: null })
    const whole = await first.admin.api.call(getCustomer, { params: { id: id as never } })
    expect(whole.body).toMatchObject({
      subscriptionId: 'SUB-SECRET-1',
      accountManagerEmail: 'manager@msp.example',
      plan: { kind: 'trial', trialLicenses: 77 },
      assignedUserIds: [first.admin.membershipId],
    })
    expect(whole.body.salesRepresentatives[0]?.membershipId).toBe(first.admin.membershipId)
    const { rows } = await world.test.owner.query(
      "SELECT p.before, p.after FROM audit_events e JOIN audit_payloads p ON p.audit_event_id = e.id WHERE e.object_id = $1 AND e.action = 'customer.updated'",
      [id],
    )
    expect(rows.map(({ after }) => Object.keys(after))).toEqual([['primaryContact']])
  })
})

describe('a partner’s administrator', () => {
  const change = (organizationId: string, body: object) =>
    world.first.partnerAdmin.api.call(
      updateCustomer,
      { params: { id: organizationId as never }, body: body as never },
      { ifMatch: '*' },
    )

  it.each([{ plan: { kind: 'trial', trialLicenses: 9999 } }, { accountManagerEmail: 'mine@partner.example' }])(
    'changes what those below pay and who looks after them, not its own: %j (RI6)',
    async (terms) => {
      const { partnerId, partnerCustomerId } = world.first
      const own = await change(partnerId, { website: 'https://partner.example', ...terms })
      expect([own.status, own.problem.code]).toEqual([403, 'forbidden'])
      expect((await change(partnerId, { website: 'https://partner.example' })).status).toBe(200)
      expect((await change(partnerCustomerId, terms)).status).toBe(200)
    },
  )
})

it('a customer’s own administrator is told how many devices there may be, and not that a trial is why', async () => {
  const params = { id: id as never }
  expect((await owner.api.call(getCustomerLicenses, { params })).body.trial).toMatchObject({
    limit: 77,
    daysLeft: null,
  })
  expect((await owner.api.call(getLicenseUsage, { params, query: {} })).body.plans).toEqual([])
  expect((await world.first.admin.api.call(getLicenseUsage, { params, query: {} })).body.plans).toHaveLength(1)
  const limits = async (filter: object) =>
    (
      await owner.api.call(listLicenseLedger, {
        query: { filter: { type: { eq: 'trial_devices' }, ...filter } } as never,
      })
    ).body.items.map(({ reason }) => reason)
  for (const trialLicenses of [78, 77]) {
    const body = { plan: { kind: 'trial', trialLicenses } } as const
    expect((await world.first.admin.api.call(updateCustomer, { params, body }, { ifMatch: '*' })).status).toBe(200)
  }
  expect(await limits({ reason: { eq: 'limits.changed' } })).toEqual(['limits.changed', 'limits.changed'])
  expect(await limits({ reason: { in: ['plan.changed', 'plan.ended'] } })).toEqual([])
})
