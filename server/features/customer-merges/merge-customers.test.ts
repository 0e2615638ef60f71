import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { findCustomerDuplicates } from '@tenantry/contract/customer-duplicates.ts'
import { updateCustomerFormSettings } from '@tenantry/contract/customer-form-settings.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice, getDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { listEntities } from '@tenantry/contract/entity-list.ts'
import { listArchivedCustomers } from '@tenantry/contract/lifecycle.ts'
import { listNotes } from '@tenantry/contract/notes.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { withoutPermission } from '../../testing/without-permission.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { problems } from '../customers/customers.fixture.ts'
import { contentOf, mustSet, setStatus } from '../lifecycle/lifecycle.fixture.ts'
import { addCustomer, contradictions, furnished, merge, merged } from './customer-merges.fixture.ts'

let world: World
let api: HttpCaller
let codes = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const code = () => `MERGE${++codes}`
const read = async (id: string) => (await api.call(getCustomer, { params: { id: id as never } })).body
const airtel = () => ({ name: 'Airtel', code: code(), domain: 'airtel.com' })
const bharti = () => ({ name: 'Bharti Airtel', code: code(), domain: 'bharti.com' })

describe('what one customer has when it becomes part of another (B10)', () => {
  it('is the other one’s, and is counted there', async () => {
    const [source, target] = [await furnished(api, airtel()), await furnished(api, bharti(), 'Branch')]
    const merge = await merged(api, source.id, target.id)
    expect(merge.counts).toMatchObject({ devices: 2, entities: 1, users: 0, notes: 1, contacts: 0 })
    const { counts } = await read(target.id)
    expect(counts).toEqual({ devices: 4, entities: 2, users: 0 })
    const { body: device } = await api.call(getDevice, { params: { id: source.deviceId as never } })
    expect(device).toMatchObject({ organizationId: target.id, entityId: source.entityId })
    const params = { id: target.id as never }
    const entities = await api.call(listEntities, { params, query: { sort: 'name' } as never })
    expect(entities.body.items.map(({ name, counts: { devices } }) => [name, devices])).toEqual([
      ['Branch', 1],
      ['Head office', 1],
    ])
    const notes = await api.call(listNotes, { params, query: {} as never })
    expect(notes.body.items.map(({ body, isPinned }) => [body, isPinned]).sort()).toEqual([
      ['About Airtel', false],
      ['About Bharti Airtel', true],
    ])
    expect(merge.notesUnpinned).toBe(1)
    expect(await contradictions(world)).toEqual([])
  })

  it('goes on being edited there: a device moves on to an entity that was there before', async () => {
    const [source, target] = [await furnished(api, airtel()), await furnished(api, bharti(), 'Branch')]
    await merged(api, source.id, target.id)
    const body = { entityId: target.entityId as never }
    const moved = await api.call(updateDevice, { params: { id: source.deviceId as never }, body }, { ifMatch: '*' })
    expect([moved.status, moved.body.entityName]).toEqual([200, 'Branch'])
  })

  it('keeps the pinned note where the other has none', async () => {
    const [source, target] = [await furnished(api, airtel()), await addCustomer(api, bharti())]
    expect((await merged(api, source.id, target)).notesUnpinned).toBe(0)
    const notes = await api.call(listNotes, { params: { id: target as never }, query: {} as never })
    expect(notes.body.items.map(({ isPinned }) => isPinned)).toEqual([true])
  })
})

describe('entities of the same name', () => {
  it('get the code of the customer that goes, and a number where that is taken, too', async () => {
    const source = await furnished(api, { ...airtel(), code: 'CLASH' })
    const target = await addCustomer(api, {
      ...bharti(),
      entities: [{ name: 'HEAD office' }, { name: 'Head office (CLASH)' }],
    })
    const { entitiesRenamed } = await merged(api, source.id, target)
    expect(entitiesRenamed).toEqual([{ id: source.entityId, name: 'Head office', newName: 'Head office (CLASH 2)' }])
    const { body } = await api.call(listEntities, { params: { id: target as never }, query: { sort: 'name' } as never })
    expect(body.items.map(({ name }) => name)).toEqual(['HEAD office', 'Head office (CLASH 2)', 'Head office (CLASH)'])
  })

  it('get the name that the caller wants', async () => {
    const [source, target] = [await furnished(api, airtel()), await furnished(api, bharti())]
    const { entitiesRenamed } = await merged(api, source.id, target.id, {
      entityNames: { [source.entityId]: 'Delhi' } as never,
    })
    expect(entitiesRenamed).toEqual([{ id: source.entityId, name: 'Head office', newName: 'Delhi' }])
  })

  it('are refused a name that is taken, and one for what is no entity of the customer', async () => {
    const [source, target] = [await furnished(api, airtel()), await furnished(api, bharti())]
    const name = (id: string, to: string) => merge(api, source.id, target.id, { entityNames: { [id]: to } as never })
    expect(problems(await name(source.entityId, 'head OFFICE'))).toEqual([`entityNames.${source.entityId}: name_taken`])
    expect(problems(await name(target.entityId, 'Delhi'))).toEqual([
      `entityNames.${target.entityId}: unknown_reference`,
    ])
    expect((await read(source.id)).counts.entities).toBe(1)
    const two = await api.call(createEntity, { params: { id: source.id as never }, body: { name: 'Branch' } })
    const same = { [source.entityId]: 'Delhi', [two.body.id]: 'delhi' } as never
    expect(problems(await merge(api, source.id, target.id, { entityNames: same })).length).toBe(1)
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [newId(), `Entity ${index}`])) as never
    expect(problems(await merge(api, source.id, target.id, { entityNames: many }))).toEqual(['entityNames: too_many'])
  })

  it('are renamed with as many statements when there are many of them', async () => {
    const entities = (many: number) => Array.from({ length: many }, (_, index) => ({ name: `Branch ${index}` }))
    const statements = async (many: number) => {
      const source = await addCustomer(api, { ...airtel(), entities: entities(many) })
      const target = await addCustomer(api, { ...bharti(), entities: entities(many) })
      const before = world.test.statements.sent
      expect((await merged(api, source, target)).entitiesRenamed.length).toBe(many)
      return world.test.statements.sent - before
    }
    // Jobs that run meanwhile may send some, too.
    const few = await statements(2)
    expect((await statements(80)) - few).toBeLessThan(40)
  })
})

describe('contacts and representatives', () => {
  const contact = (firstName: string, email?: string) => ({ firstName, ...(email ? { email } : {}) })

  it('of the other customer stay, and those of the one that goes are added, but for the same email', async () => {
    const source = await addCustomer(api, {
      ...airtel(),
      contacts: {
        primary: contact('Ada', 'ada@airtel.com'),
        billing: contact('Bill', 'Invoices@airtel.com'),
        others: [{ role: 'VIP', ...contact('Grace') }, { ...contact('Again', 'ADA@airtel.com') }],
      },
      salesRepresentatives: ['One', 'Two', 'Three'].map((name) => ({ name, email: `${name}@msp.example` })),
    })
    const target = await addCustomer(api, {
      ...bharti(),
      contacts: { primary: contact('Sunil', 'sunil@airtel.com'), others: [contact('Same', 'invoices@airtel.com')] },
      salesRepresentatives: [
        { name: 'Uno', email: 'one@msp.example' },
        { name: 'Sam', email: 'sam@msp.example' },
      ],
    })
    const answer = await merged(api, source, target)
    const { contacts, salesRepresentatives } = await read(target)
    expect([contacts.primary?.firstName, contacts.billing?.firstName]).toEqual(['Sunil', 'Bill'])
    expect(contacts.others.map(({ firstName, role }) => [firstName, role])).toEqual([
      ['Same', null],
      ['Ada', 'Former primary contact'],
      ['Grace', 'VIP'],
    ])
    expect(answer.contactsLeftOut).toEqual([{ name: 'Again', email: 'ADA@airtel.com' }])
    expect(salesRepresentatives.map(({ name }) => name)).toEqual(['Uno', 'Sam', 'Two'])
    expect(answer.salesRepresentativesLeftOut.map(({ name }) => name)).toEqual(['One', 'Three'])
    expect(answer.counts).toMatchObject({ contacts: 3, salesRepresentatives: 1 })
  })

  it('are refused where there would be more than one customer may have', async () => {
    const others = (many: number) => ({
      others: Array.from({ length: many }, (_, index) => contact(`Contact ${index}`)),
    })
    const source = await addCustomer(api, { ...airtel(), contacts: others(50) })
    const target = await addCustomer(api, { ...bharti(), contacts: others(51) })
    const answer = await merge(api, source, target)
    expect([answer.problem.code, answer.problem.params]).toEqual(['merge_refused', { reason: 'too_many_contacts' }])
    expect((await read(source)).contacts.others.length).toBe(50)
  })
})

describe('fields that differ', () => {
  it('keep the value of the other customer, and take the value of the one that goes where it has none', async () => {
    const source = await addCustomer(api, { ...airtel(), website: 'https://www.airtel.com/', timeZone: 'Asia/Kolkata' })
    const target = await addCustomer(api, { ...bharti(), location: { country: 'IN' } })
    const { fields } = await merged(api, source, target)
    expect(fields.map(({ field, chosen }) => [field, chosen])).toEqual([
      ['name', 'target'],
      ['domain', 'target'],
      ['website', 'source'],
      ['location', 'target'],
      ['timeZone', 'source'],
    ])
    expect(await read(target)).toMatchObject({
      name: 'Bharti Airtel',
      domain: 'bharti.com',
      website: 'https://www.airtel.com/',
      location: { country: 'IN' },
      timeZone: 'Asia/Kolkata',
    })
  })

  it('take the value of the one that goes where the caller wants it, an address as a whole', async () => {
    const location = { country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036' }
    const plan = { kind: 'trial' as const, trialLicenses: 7, expiresOn: '2099-01-31' }
    const source = await addCustomer(api, { ...airtel(), location, plan, currency: 'INR' })
    const target = await addCustomer(api, {
      ...bharti(),
      location: { country: 'GB', line1: 'Baker Street' },
      currency: 'GBP',
    })
    const wish = { name: 'source', domain: 'source', location: 'source', plan: 'source', currency: 'source' } as const
    const { fields } = await merged(api, source, target, { fields: wish })
    expect(fields.find(({ field }) => field === 'domain')).toEqual({
      field: 'domain',
      source: { domain: 'airtel.com' },
      target: { domain: 'bharti.com' },
      chosen: 'source',
    })
    const after = await read(target)
    expect(after).toMatchObject({ name: 'Airtel', domain: 'airtel.com', currency: 'INR', plan })
    expect(after.location).toMatchObject({ ...location, line1: null })
    const found = await api.call(listCustomers, { query: { q: 'bharti', limit: 200 } as never })
    expect(found.body.items.map(({ id }) => id)).not.toContain(target)
  })

  it('are not emptied where the provider requires them', async () => {
    const [source, target] = [
      await addCustomer(api, { name: 'Airtel', code: code() }),
      await addCustomer(api, bharti()),
    ]
    const required = (requiredFields: 'domain'[]) =>
      api.call(updateCustomerFormSettings, { body: { requiredFields } }, { ifMatch: '*' })
    await required(['domain'])
    const answer = await merge(api, source, target, { fields: { domain: 'source' } })
    await required([])
    expect(problems(answer)).toEqual(['domain: required_by_provider'])
    expect([(await read(target)).domain, (await read(source)).name]).toEqual(['bharti.com', 'Airtel'])
  })

  it('can be left empty', async () => {
    const [source, target] = [await addCustomer(api, airtel()), await addCustomer(api, { name: 'Empty', code: code() })]
    await merged(api, source, target, { fields: { domain: 'target' } })
    expect((await read(target)).domain).toBeNull()
  })
})

describe('a preview', () => {
  it('says number by number what the merge does, and changes nothing', async () => {
    const { providerId, partnerId } = world.first
    const admin = {
      contacts: {
        admin: { firstName: 'Ada', email: 'ada@preview.example' },
        primary: { firstName: 'P', email: 'p@airtel.com' },
      },
    }
    const source = await furnished(api, { ...airtel(), ...admin, timeZone: 'Asia/Tokyo', parentId: partnerId as never })
    const target = await furnished(api, { ...bharti(), ...admin })
    await world.addPerson({ providerId, organizationId: source.id, role: 'customer_administrator', reach: 'subtree' })
    await world.addPerson({
      providerId,
      organizationId: partnerId,
      role: 'technician',
      reach: 'selected',
      selected: [source.id],
    })
    const ignored = ['public.audit_events', 'public.idempotency_keys']
    const before = await contentOf(world, ignored)
    const wish = { fields: { domain: 'source' } } as const
    const preview = await merge(api, source.id, target.id, wish, { dryRun: true })
    expect(preview.status).toBe(200)
    expect(await contentOf(world, ignored)).toEqual(before)
    expect(preview.body).toMatchObject({
      counts: { devices: 2, entities: 1, users: 1, notes: 1, contacts: 0, technicians: 0 },
      techniciansReleased: 1,
      notesUnpinned: 1,
      contactsLeftOut: [{ name: 'P', email: 'p@airtel.com' }],
      usersWithdrawn: [{ email: 'ada@preview.example' }],
      entitiesRenamed: [{ name: 'Head office' }],
    })
    expect(preview.body.losesSight.map(({ organizationName }) => organizationName)).toContain('First Partner')
    expect(await merged(api, source.id, target.id, wish)).toEqual(preview.body)
  })
})

describe('serial numbers that devices of both have', () => {
  it('are told with the devices, before and after, and to whom may not read devices by their number alone', async () => {
    const { providerId } = world.first
    const [source, target] = [await addCustomer(api, airtel()), await addCustomer(api, bharti())]
    const device = async (organizationId: string, name: string, serialNumber: string) => {
      const body = {
        organizationId: organizationId as never,
        name,
        class: 'server' as const,
        serialNumber,
        confirm: true,
      }
      expect((await api.call(createDevice, { body })).status).toBe(201)
    }
    for (const [name, serialNumber] of [
      ['one', 'S-1'],
      ['two', 's-1'],
      ['three', 'S-3'],
      ['four', 'N/A'],
    ] as const)
      await device(source, name, serialNumber)
    for (const [name, serialNumber] of [
      ['there', 's-1'],
      ['other', 'S-4'],
      ['last', 'n/a'],
    ] as const)
      await device(target, name, serialNumber)
    const shared = [{ serialNumber: 'S-1', name: 'one', otherName: 'there' }]
    const preview = await merge(api, source, target, {}, { dryRun: true })
    expect(preview.body).toMatchObject({ serialNumbersShared: shared, serialNumbersSharedCount: 1 })
    const person = { providerId, organizationId: providerId, role: 'provider_administrator', reach: 'all' } as const
    const blind = await world.addPerson(person)
    await withoutPermission(world, blind.membershipId, 'devices.read')
    const theirs = await merge(blind.api, source, target, {}, { dryRun: true })
    expect(theirs.body).toMatchObject({ serialNumbersShared: [], serialNumbersSharedCount: 1 })
    expect(await merged(api, source, target)).toMatchObject({ serialNumbersShared: shared })
  })
})

describe('a hold', () => {
  it('of the customer that goes ends for what it had, as the preview says', async () => {
    const { providerId } = world.first
    const [source, target] = [await addCustomer(api, airtel()), await addCustomer(api, bharti())]
    const place = { providerId, organizationId: source }
    const person = await world.addPerson({ ...place, role: 'customer_administrator', reach: 'subtree' })
    await mustSet(api, source, 'suspended')
    const { effectiveStatus } = await merged(api, source, target)
    expect(effectiveStatus).toEqual({ before: 'suspended', after: 'active' })
    const { rows } = await world.test.owner.query('SELECT organization_id FROM memberships WHERE id = $1', [
      person.membershipId,
    ])
    expect(rows).toEqual([{ organization_id: target }])
  })
})

describe('afterwards the customer that went', () => {
  it('is in no list and no count, is no duplicate, and keeps its code', async () => {
    const source = await addCustomer(api, { name: 'Vanishing Ltd', code: 'VANISH', domain: 'vanishing.com' })
    const target = await addCustomer(api, bharti())
    const total = async () => (await api.call(listCustomers, { query: {} as never })).body.total
    const before = Number(await total())
    await merged(api, source, target, { fields: { name: 'target' } })
    expect(await total()).toBe(before - 1)
    for (const operation of [listCustomers, listOrganizations, listArchivedCustomers]) {
      const { body } = await api.call(operation, { query: { q: 'vanish' } as never })
      expect([operation.id, body.items, body.total]).toEqual([operation.id, [], 0])
    }
    const { body } = await api.call(findCustomerDuplicates, {
      query: { name: 'Vanishing', code: 'VANISH', domain: 'vanishing.com' },
    })
    expect(body.items).toEqual([])
    const again = await api.call(createCustomer, { body: { name: 'Another', code: 'vanish' } })
    expect(again.problem.code).toBe('code_unavailable')
    expect((await setStatus(api, source, 'disabled')).status).toBe(404)
  })

  it('leaves a log that is found from the log of the other one', async () => {
    const [source, target] = [await furnished(api, airtel()), await addCustomer(api, bharti())]
    await merged(api, source.id, target)
    const logOf = async (id: string) => {
      const query = { filter: { organizationId: { eq: id } } } as never
      return (await api.call(listAuditEvents, { query })).body.items
    }
    const [entry] = await logOf(target)
    expect(entry).toMatchObject({ action: 'customer.merged', after: { merged: { id: source.id, name: 'Airtel' } } })
    const log = await logOf(source.id)
    expect(log[0]).toMatchObject({
      action: 'customer.merged_away',
      before: { name: 'Airtel', domain: 'airtel.com' },
      after: { mergedInto: { id: target, name: 'Bharti Airtel' } },
    })
    expect(log.map(({ action }) => action)).toEqual(expect.arrayContaining(['customer.created', 'device.created']))
  })
})

describe('merging is refused', () => {
  it('into oneself, from and into what is no customer, and where divisions lie below', async () => {
    const { partnerId } = world.first
    const customer = await addCustomer(api, airtel())
    expect(problems(await merge(api, customer, customer))).toEqual(['intoId: same_customer'])
    const enterprise = await addCustomer(api, { ...bharti(), type: 'enterprise' })
    const division = await addCustomer(api, { ...airtel(), type: 'division', parentId: enterprise as never })
    const reason = async (id: string, intoId: string) => (await merge(api, id, intoId)).problem.params?.reason
    expect(await reason(partnerId, customer)).toBe('type_not_mergeable')
    expect(await reason(customer, partnerId)).toBe('type_not_mergeable')
    expect(await reason(division, customer)).toBe('type_not_mergeable')
    expect(await reason(enterprise, customer)).toBe('organization_not_empty')
    expect((await merge(api, customer, enterprise)).status).toBe(200)
  })

  it('for an enterprise only while divisions lie below it', async () => {
    const [enterprise, customer] = [
      await addCustomer(api, { ...airtel(), type: 'enterprise' }),
      await addCustomer(api, bharti()),
    ]
    expect((await merge(api, enterprise, customer)).status).toBe(200)
  })

  it('when the one is archived, when the other is held, and when the version is an old one or missing', async () => {
    const [source, target] = [await addCustomer(api, airtel()), await addCustomer(api, bharti())]
    await mustSet(api, target, 'suspended')
    expect(problems(await merge(api, source, target))).toEqual(['intoId: organization_not_growing'])
    await mustSet(api, target, 'active')
    await mustSet(api, source, 'archived')
    expect(problems(await merge(api, source, target))).toEqual([': organization_read_only'])
    await mustSet(api, source, 'disabled')
    expect((await merge(api, source, target, {}, { ifMatch: '"1"' })).problem.code).toBe('precondition_failed')
    const unnamed = await api.request('POST', `/api/v1/customers/${source}/merge`, { intoId: target })
    expect([unnamed.statusCode, unnamed.json().code]).toEqual([428, 'precondition_required'])
    expect((await merge(api, source, target, {}, { ifMatch: '"3"' })).status).toBe(200)
  })

  it('when the other customer has changed since the preview, and without its version', async () => {
    const [source, target] = [await addCustomer(api, airtel()), await addCustomer(api, bharti())]
    const { intoVersion } = (await merge(api, source, target, {}, { dryRun: true })).body
    const change = { params: { id: target as never }, body: { phoneExtension: '7' } as never }
    expect((await api.call(updateCustomer, change, { ifMatch: '*' })).status).toBe(200)
    const confirmed = (version: number | undefined) => merge(api, source, target, { intoVersion: version as never })
    expect((await confirmed(intoVersion)).problem.code).toBe('precondition_failed')
    const unnamed = await confirmed(undefined)
    expect([unnamed.status, unnamed.problem.code]).toEqual([428, 'precondition_required'])
    expect(unnamed.problem.detail).toContain('intoVersion')
    expect((await confirmed(intoVersion + 1)).status).toBe(200)
  })

  it('into what does not exist, or is out of sight', async () => {
    const source = await addCustomer(api, airtel())
    for (const intoId of [newId(), world.second.customerId]) {
      const { status, problem } = await merge(api, source, intoId)
      expect([status, problem.errors]).toMatchObject([404, [{ path: 'intoId', code: 'unknown_reference' }]])
    }
  })
})

describe('a repeated request', () => {
  it('merges once and is answered the same', async () => {
    const [source, target] = [await addCustomer(api, airtel()), await addCustomer(api, bharti())]
    const idempotencyKey = newId()
    const [first, second] = [
      await merge(api, source, target, {}, { idempotencyKey }),
      await merge(api, source, target, {}, { idempotencyKey }),
    ]
    expect([first.status, second.status, second.raw.body]).toEqual([200, 200, first.raw.body])
    expect((await merge(api, source, target)).status).toBe(404)
  })
})
