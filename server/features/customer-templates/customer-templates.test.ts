import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { copyCustomer } from '@tenantry/contract/customer-copy.ts'
import {
  createCustomerTemplate,
  deleteCustomerTemplate,
  getCustomerTemplate,
  listCustomerTemplates,
  mostTemplates,
  updateCustomerTemplate,
} from '@tenantry/contract/customer-templates.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { updateLicenseType } from '@tenantry/contract/licenses.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import type { SystemRole } from '@tenantry/contract/permissions.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

type Input = RequestOf<typeof createCustomerTemplate>['body']

const branch = { type: 'customer', currency: 'USD', location: { country: 'US', state: 'US-NY' } } as const

const create = (by: HttpCaller, body: object) => by.call(createCustomerTemplate, { body: body as Input })

async function template(body: Partial<Input> & { name: string }, by: HttpCaller = api) {
  const isFrom = body.fromCustomerId !== undefined
  const answer = await create(by, isFrom ? body : { values: branch, ...body })
  if (answer.status !== 201) throw new TypeError(answer.raw.body)
  return { ...answer, params: { id: answer.body.id } }
}

const names = async (by: HttpCaller, query: object = {}) =>
  (await by.call(listCustomerTemplates, { query: { limit: 200, ...query } })).body.items.map(({ name }) => name)

const read = (by: HttpCaller, id: string) => by.call(getCustomerTemplate, { params: { id } })

const patch = (by: HttpCaller, id: string, body: RequestOf<typeof updateCustomerTemplate>['body'], ifMatch = '*') =>
  by.call(updateCustomerTemplate, { params: { id }, body }, { ifMatch })

const member = (role: SystemRole) =>
  world.addPerson({ providerId: world.first.providerId, organizationId: world.first.providerId, role, reach: 'all' })

describe('a template of customers (B23)', () => {
  it('gives back the values it was made of, which become a customer once there is a name', async () => {
    const values = {
      ...branch,
      contacts: { billing: { email: 'group@airtel.com' } },
      entities: [{ name: 'Head office' }],
      domain: 'airtel.com',
    }
    const { params, body } = await template({ name: 'Airtel branch', values })
    expect(body).toMatchObject({
      name: 'Airtel branch',
      type: 'customer',
      isShared: false,
      mayChange: true,
      dropped: [],
    })
    expect(body.organization).toEqual({ id: world.first.providerId, name: 'First Provider', type: 'provider' })
    const stored = (await read(api, params.id)).body
    expect(stored.values).toEqual({ ...values, entities: [{ name: 'Head office', kind: 'branch' }] })
    const customer = await api.call(createCustomer, { body: { ...stored.values, name: 'Airtel Pune' } })
    expect(customer.status, customer.raw.body).toBe(201)
    expect(customer.body).toMatchObject({ currency: 'USD', counts: { entities: 1 } })
  })

  it('is taken of a customer as a copy of it would be, with the parts that are asked for', async () => {
    const { id } = (
      await added(api, {
        name: 'Airtel',
        timeZone: 'Asia/Kolkata',
        domain: 'airtel.com',
        entities: [{ name: 'Delhi' }],
      })
    ).body
    const copy = (await api.call(copyCustomer, { params: { id } })).body
    const { body } = await template({ name: 'Like Airtel', fromCustomerId: id })
    expect((await read(api, body.id)).body.values).toEqual(copy)
    const part = await template({ name: 'Like Airtel in part', fromCustomerId: id, include: ['location'] })
    const { parentId, type, plan, timeZone } = copy
    expect(part.body.values).toEqual({ parentId, type, plan, timeZone })
    for (const hidden of [world.second.customerId, newId()])
      expect((await create(api, { name: 'Unseen', fromCustomerId: hidden })).status).toBe(404)
  })

  it('takes fields of a customer only, by the same rules, and none that fit one customer alone', async () => {
    const refused = async (values: object) => problems((await create(api, { name: 'Refused', values })) as never)
    expect(await refused({ unheardOf: 1 })).toEqual(['values.unheardOf: unknown_field'])
    expect(await refused({ currency: 'XXQ' })).toEqual([expect.stringMatching(/^values.currency: /)])
    for (const [field, value] of Object.entries({ code: 'AIR001', draftId: newId() }))
      expect(await refused({ [field]: value })).toEqual([`values.${field}: unknown_field`])
    const admin = { email: 'root@airtel.com', displayName: 'Root' }
    expect(await refused({ contacts: { admin } })).toEqual(['values.contacts.admin: unknown_field'])
    expect(await refused({ contacts: { others: [{ id: newId(), firstName: 'Ada' }] } })).toEqual([
      'values.contacts.others.0: id_not_possible',
    ])
    const long = { city: 'x'.repeat(100), line1: 'y'.repeat(200), line2: 'z'.repeat(200), landmark: 'u'.repeat(200) }
    const entities = Array.from({ length: 100 }, (_, index) => ({ name: `Entity ${index}`, location: long }))
    expect(await refused({ entities })).toEqual(['values: template_too_large'])
  })

  it('is of values or of a customer, not of both and not of neither', async () => {
    const { customerId } = world.first
    const both = { name: 'Both', values: {}, fromCustomerId: customerId }
    expect(problems((await create(api, both)) as never)).toEqual(['values: values_or_customer'])
    expect(problems((await create(api, { name: 'Neither' })) as never)).toEqual(['values: values_or_customer'])
    const parts = { name: 'Parts of nothing', values: {}, include: ['location'] }
    expect(problems((await create(api, parts)) as never)).toEqual(['include: include_without_customer'])
  })

  it('has a name that no other one of its organization has, in whatever case', async () => {
    const { partnerId, partnerAdmin } = world.first
    const { params } = await template({ name: 'Bäckerei' })
    expect(problems((await create(api, { name: 'BACKEREI ', values: {} })) as never)).toEqual(['name: name_taken'])
    const other = await template({ name: 'Bakery' })
    expect(problems((await patch(api, other.params.id, { name: 'bäckerei' })) as never)).toEqual(['name: name_taken'])
    expect((await patch(api, params.id, { name: 'BÄCKEREI' })).body.name).toBe('BÄCKEREI')
    await template({ name: 'bäckerei', organizationId: partnerId as never })
    expect(problems((await create(partnerAdmin.api, { name: 'Bäckerei', values: {} })) as never)).toHaveLength(1)
  })

  it('is renamed, shared and given other values by who has read it last', async () => {
    const { params, etag } = await template({ name: 'Versioned' })
    const first = await patch(api, params.id, { name: 'Versioned anew', isShared: true }, etag)
    expect([first.status, first.etag, first.body.name, first.body.isShared]).toEqual([
      200,
      '"2"',
      'Versioned anew',
      true,
    ])
    const late = await patch(api, params.id, { name: 'Too late' }, etag)
    expect([late.status, late.problem.code]).toEqual([412, 'precondition_failed'])
    const same = await patch(api, params.id, { name: 'Versioned anew', values: branch }, first.etag)
    expect([same.status, same.etag]).toEqual([200, '"2"'])
    const values = await patch(api, params.id, { values: { type: 'enterprise' } }, first.etag)
    expect([values.body.values, values.body.type, values.etag]).toEqual([{ type: 'enterprise' }, 'enterprise', '"3"'])
    expect((await patch(api, params.id, {}, 'no version')).status).toBe(412)
    const missing = await api.request('PATCH', `/api/v1/customer-templates/${params.id}`, { name: 'No version' })
    expect(missing.statusCode).toBe(428)
  })

  it('is deleted for good', async () => {
    const { params, etag } = await template({ name: 'Short-lived' })
    const remove = (ifMatch: string) => api.call(deleteCustomerTemplate, { params }, { ifMatch })
    expect((await remove('"7"')).status).toBe(412)
    expect((await remove(etag)).status).toBe(204)
    expect([(await read(api, params.id)).status, (await remove(etag)).status]).toEqual([404, 404])
    expect(await names(api)).not.toContain('Short-lived')
  })

  it('is found by any part of its name, filtered and sorted', async () => {
    await template({ name: 'Zebra crossing', values: { type: 'enterprise' } })
    await template({ name: 'Zebra', values: { type: 'partner' } })
    expect(await names(api, { q: 'EBRA' })).toEqual(['Zebra', 'Zebra crossing'])
    expect(await names(api, { q: 'zebra', sort: '-name' })).toEqual(['Zebra crossing', 'Zebra'])
    expect(await names(api, { q: 'zebra', filter: { type: { eq: 'partner' } } })).toEqual(['Zebra'])
    const page = await api.call(listCustomerTemplates, { query: { q: 'zebra', limit: 1 } })
    expect(page.body.total).toBe(2)
    expect(await names(api, { q: 'zebra', limit: 1, cursor: page.body.nextCursor })).toEqual(['Zebra crossing'])
  })

  it('leaves who wrote, changed and deleted it in the audit log, and no user or place that readers may not see', async () => {
    const { admin, partnerId, technician } = world.first
    const [seller, stranger] = [
      { name: 'Seller', email: 'seller@msp.example' },
      { name: 'Stranger', email: 's@other.example' },
    ]
    const values = {
      parentId: partnerId,
      assignedUserIds: [admin.membershipId],
      accountManagerEmail: admin.email,
      salesRepresentatives: [{ ...seller, membershipId: admin.membershipId }, stranger],
      currency: 'EUR',
    }
    const { params } = await template({ name: 'Logged', values: values as never })
    await patch(api, params.id, { name: 'Logged anew' })
    await patch(api, params.id, { values: { ...values, assignedUserIds: [technician.membershipId] } as never })
    await api.call(deleteCustomerTemplate, { params }, { ifMatch: '*' })
    const query = { filter: { objectId: { eq: params.id } }, sort: 'occurredAt' }
    const { items } = (await api.call(listAuditEvents, { query })).body
    const whole = { name: 'Logged', isShared: false, values: { currency: 'EUR', salesRepresentatives: [stranger] } }
    expect(items.map(({ action, before, after }) => ({ action, before, after }))).toEqual([
      { action: 'customer_template.created', before: null, after: whole },
      {
        action: 'customer_template.updated',
        before: { name: 'Logged', version: 1 },
        after: { name: 'Logged anew', version: 2 },
      },
      { action: 'customer_template.updated', before: { version: 2 }, after: { version: 3 } },
      { action: 'customer_template.deleted', before: { ...whole, name: 'Logged anew' }, after: null },
    ])
  })

  it('is refused beyond the most that an organization may have', async () => {
    const { body: partner } = await api.call(createCustomer, { body: { name: 'Full partner', type: 'partner' } })
    await world.test.owner.query(
      `INSERT INTO customer_templates (provider_id, id, organization_id, name, name_key, is_shared, values, created_at, updated_at)
       SELECT $1, gen_random_uuid(), $2, n::text, n::text, true, '{}', now(), now() FROM generate_series(1, $3::int) n`,
      [world.first.providerId, partner.id, mostTemplates],
    )
    const answer = await create(api, { name: 'One more', organizationId: partner.id, values: {} })
    expect(problems(answer as never)).toEqual([': too_many_templates'])
  })
})

describe('who sees templates', () => {
  it('a partner sees its own, those of partners above and the shared ones of the provider, and no other', async () => {
    const { providerId, partnerId, partnerAdmin } = world.first
    const { body: below } = await api.call(createCustomer, {
      body: { name: 'Sub-partner', type: 'partner', parentId: partnerId as never },
    })
    const { body: beside } = await api.call(createCustomer, { body: { name: 'Other partner', type: 'partner' } })
    const belowAdmin = await world.addPerson({
      providerId,
      organizationId: below.id,
      role: 'partner_administrator',
      reach: 'subtree',
    })
    const made = {
      shared: await template({ name: 'Sight shared', isShared: true }),
      kept: await template({ name: 'Sight kept' }),
      partner: await template({ name: 'Sight partner' }, partnerAdmin.api),
      below: await template({ name: 'Sight below' }, belowAdmin.api),
      beside: await template({ name: 'Sight beside', organizationId: beside.id }),
    }
    const seen = (by: HttpCaller) => names(by, { q: 'sight' })
    expect(await seen(api)).toEqual(['Sight below', 'Sight beside', 'Sight kept', 'Sight partner', 'Sight shared'])
    expect(await seen(partnerAdmin.api)).toEqual(['Sight below', 'Sight partner', 'Sight shared'])
    expect(await seen(belowAdmin.api)).toEqual(['Sight below', 'Sight partner', 'Sight shared'])
    for (const hidden of [made.kept, made.beside])
      expect((await read(partnerAdmin.api, hidden.params.id)).status).toBe(404)
    expect((await read(world.second.admin.api, made.shared.params.id)).status).toBe(404)
    const shown = (await read(belowAdmin.api, made.shared.params.id)).body
    expect([shown.organization, shown.mayChange]).toEqual([null, false])
    expect((await read(belowAdmin.api, made.partner.params.id)).raw.body).not.toContain(partnerId)
  })

  it('who sees what is meant for them and not whose it is reads and does not change it', async () => {
    const { partnerAdmin, technician } = world.first
    const { params } = await template({ name: 'Read only', isShared: true })
    for (const answer of [
      await patch(partnerAdmin.api, params.id, { name: 'Taken over' }),
      await partnerAdmin.api.call(deleteCustomerTemplate, { params }, { ifMatch: '*' }),
      await patch(technician.api, params.id, { name: 'Taken over' }),
      await create(technician.api, { name: 'By a technician', values: {} }),
    ])
      expect([answer.status, answer.problem.code]).toEqual([403, 'forbidden'])
    expect((await read(api, params.id)).body.name).toBe('Read only')
  })

  it('a technician of chosen customers sees those of the own house, shared or not, and of no partner', async () => {
    const { technician, partnerId, providerId } = world.first
    const { params } = await template({ name: 'House kept' })
    await template({ name: 'House partner', organizationId: partnerId as never })
    expect(await names(technician.api, { q: 'house' })).toEqual(['House kept'])
    const { body } = await read(technician.api, params.id)
    expect(body).toMatchObject({ organization: { id: providerId, name: 'First Provider' }, mayChange: false })
    const partnerTechnician = await world.addPerson({
      providerId,
      organizationId: partnerId,
      role: 'technician',
      reach: 'selected',
      selected: [world.first.partnerCustomerId],
    })
    expect(await names(partnerTechnician.api, { q: 'house' })).toEqual(['House partner'])
    expect((await read(partnerTechnician.api, params.id)).status).toBe(404)
  })

  it('somebody who sees all and may only add customers uses them and does not change them', async () => {
    const { api: reader } = await member('technician')
    const { params } = await template({ name: 'For all' })
    expect((await read(reader, params.id)).body.mayChange).toBe(false)
    expect((await patch(reader, params.id, { name: 'Mine' })).status).toBe(403)
  })

  it('a customer’s own people have none, whatever their role', async () => {
    const { providerId, customerId, partnerCustomerId } = world.first
    const { params } = await template({ name: 'Not for customers', isShared: true })
    for (const organizationId of [customerId, partnerCustomerId]) {
      const own = await world.addPerson({
        providerId,
        organizationId,
        role: 'provider_administrator',
        reach: 'subtree',
      })
      expect(await names(own.api)).toEqual([])
      expect((await read(own.api, params.id)).status).toBe(404)
      expect((await patch(own.api, params.id, { name: 'Mine' })).status).toBe(404)
      expect((await create(own.api, { name: 'Mine', values: {} })).status).toBe(403)
    }
  })

  it('is kept where it is seen: by the provider and its partners, in no customer and nowhere out of sight', async () => {
    const { partnerAdmin, partnerId, customerId, partnerCustomerId, providerId } = world.first
    for (const organizationId of [providerId, customerId, newId()])
      expect((await create(partnerAdmin.api, { name: 'Elsewhere', organizationId, values: {} })).status).toBe(404)
    const inCustomer = await create(partnerAdmin.api, {
      name: 'Elsewhere',
      organizationId: partnerCustomerId,
      values: {},
    })
    expect(problems(inCustomer as never)).toEqual(['organizationId: templates_not_possible'])
    const own = await template({ name: 'Of the partner' }, partnerAdmin.api)
    expect(own.body).toMatchObject({ organization: { id: partnerId }, isShared: true })
    expect(problems((await patch(api, own.params.id, { isShared: false })) as never)).toEqual([
      'isShared: always_shared',
    ])
  })
})

describe('references of a template', () => {
  it('are left out and named where they are gone', async () => {
    const { providerId } = world.first
    const person = await member('provider_administrator')
    const { body: partner } = await api.call(createCustomer, {
      body: { name: 'Gone partner', code: 'GONE', type: 'partner' },
    })
    const values = {
      parentId: partner.id,
      assignedUserIds: [person.membershipId, world.first.admin.membershipId],
      accountManagerEmail: person.email,
      salesRepresentatives: [
        { name: 'Picked', email: 'picked@msp.example', membershipId: person.membershipId },
        { name: 'Typed', email: 'typed@msp.example' },
      ],
    } as never
    const { params } = await template({ name: 'Of many', values })
    expect((await read(api, params.id)).body).toMatchObject({ values, dropped: [], parent: { name: 'Gone partner' } })
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [person.membershipId])
    const { body } = await read(api, params.id)
    expect(body.dropped).toEqual(['assignedUserIds', 'accountManagerEmail', 'salesRepresentatives'])
    expect(body.values).toEqual({
      parentId: partner.id,
      assignedUserIds: [world.first.admin.membershipId],
      salesRepresentatives: [{ name: 'Typed', email: 'typed@msp.example' }],
    })
    await world.test.owner.query(
      'UPDATE customer_templates SET values = jsonb_set(values::jsonb, $2, $3)::json WHERE provider_id = $4 AND id = $1',
      [params.id, '{parentId}', JSON.stringify(newId()), providerId],
    )
    const without = (await read(api, params.id)).body
    expect([without.parent, without.values.parentId, without.dropped[0]]).toEqual([null, undefined, 'parentId'])
    const created = await api.call(createCustomer, { body: { ...without.values, name: 'Of what is left' } })
    expect(created.status, created.raw.body).toBe(201)
  })

  it('are left out and named where licenses are not counted any more', async () => {
    const setOn = (isOn: boolean) =>
      api.call(updateLicenseType, { params: { code: 'computers' }, body: { isOn } }, { ifMatch: '*' })
    expect((await setOn(true)).status).toBe(200)
    const kept = { type: 'it_assets', limit: 2, overage: 0 }
    const licenses = { mode: 'allocated', types: [{ type: 'computers', limit: 3, overage: 0 }, kept] }
    const licenseAlerts = {
      isOn: true,
      threshold: 70,
      typeThresholds: [
        { type: 'computers', threshold: 50 },
        { type: 'it_assets', threshold: 60 },
      ],
    }
    const { params } = await template({ name: 'Of licenses', values: { licenses, licenseAlerts } as never })
    const before = (await read(api, params.id)).body
    expect([before.dropped, before.values.licenses]).toEqual([[], licenses])
    expect((await setOn(false)).status).toBe(200)
    const { values, dropped } = (await read(api, params.id)).body
    expect(dropped).toEqual(['licenses', 'licenseAlerts'])
    expect(values.licenses).toEqual({ ...licenses, types: [kept] })
    expect(values.licenseAlerts).toMatchObject({
      threshold: 70,
      typeThresholds: [{ type: 'it_assets', threshold: 60 }],
    })
    const created = await api.call(createCustomer, {
      body: { ...values, name: 'Of what is counted', type: 'customer' },
    })
    expect(created.status, created.raw.body).toBe(201)
  })

  it('are left out and named for who cannot see them, and answer as what never existed', async () => {
    const { partnerAdmin, admin, otherCustomerId } = world.first
    const hiding = async (parentId: string, userId: string) => {
      const { params } = await template({
        name: `Hiding ${newId()}`,
        isShared: true,
        values: {
          parentId,
          assignedUserIds: [userId],
          salesRepresentatives: [{ name: 'Hidden seller', email: 'x@msp.example', membershipId: userId }],
          currency: 'EUR',
        } as never,
      })
      const { values, dropped, parent } = (await read(partnerAdmin.api, params.id)).body
      return { values, dropped, parent }
    }
    const nothing = await hiding(newId(), newId())
    expect(nothing).toEqual({
      values: { currency: 'EUR' },
      parent: null,
      dropped: ['parentId', 'assignedUserIds', 'salesRepresentatives'],
    })
    expect(await hiding(otherCustomerId, admin.membershipId)).toEqual(nothing)
    const managed = await template({
      name: 'Managed by a colleague',
      isShared: true,
      values: { accountManagerEmail: admin.email },
    })
    expect((await read(partnerAdmin.api, managed.params.id)).body).toMatchObject({
      values: {},
      dropped: ['accountManagerEmail'],
    })
    const typed = await template({
      name: 'Managed by a mailbox',
      isShared: true,
      values: { accountManagerEmail: 'sales@msp.example' },
    })
    expect((await read(partnerAdmin.api, typed.params.id)).body).toMatchObject({
      values: { accountManagerEmail: 'sales@msp.example' },
      dropped: [],
    })
  })

  it('to oneself and to the own house stand for a technician who does not see that house', async () => {
    const { technician, providerId } = world.first
    const values = { parentId: providerId, assignedUserIds: [technician.membershipId] } as never
    const { params } = await template({ name: 'For the technician', values })
    const { body } = await read(technician.api, params.id)
    expect(body).toMatchObject({ values, dropped: [], parent: { id: providerId, type: 'provider' } })
    const created = await technician.api.call(createCustomer, { body: { ...body.values, name: 'By template' } })
    expect(created.status, created.raw.body).toBe(201)
  })
})
