import { getCustomer } from '@tenantry/contract/customers.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { type SystemRole, systemRoles } from '@tenantry/contract/permissions.ts'
import { assignOrganizations, getUser, listUsers } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { added, problems, rowCounts } from '../customers/customers.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const emails = async ({ api }: Person, query: object = {}) =>
  (await api.call(listUsers, { query: query as never })).body.items.map(({ email }) => email)
const asked = async ({ api }: Person, query: string) => (await api.request('GET', `/api/v1/users?${query}`)).json()
const technician = (organizationId = world.first.providerId) =>
  world.addPerson({ providerId: world.first.providerId, organizationId, role: 'technician', reach: 'selected' })

describe('the list of users (RI9)', () => {
  it('shows each with organization, role and reach, to those who see the organization', async () => {
    const { admin, partnerAdmin, technician: one, partnerId } = world.first
    const all = await emails(admin)
    expect(all).toEqual(expect.arrayContaining([admin.email, partnerAdmin.email, one.email]))
    expect(all).not.toContain(world.second.admin.email)
    const [only, ...others] = (await partnerAdmin.api.call(listUsers, {})).body.items
    expect(others).toEqual([])
    expect(only).toMatchObject({
      id: partnerAdmin.membershipId,
      organizationId: partnerId,
      organizationName: 'First Partner',
      organizationType: 'partner',
      email: partnerAdmin.email,
      status: 'active',
      role: { key: 'partner_administrator', name: 'Partner administrator' },
      reach: 'subtree',
    })
    expect(await emails(one)).toEqual([])
  })

  it('finds by name and email at the start and in the middle, and filters by every column', async () => {
    const { admin, partnerAdmin, partnerId } = world.first
    for (const q of ['FIRST', 'st adm', 'ádmin@fir', 'ad'])
      expect(
        (await asked(admin, `q=${encodeURIComponent(q)}`)).items.map(({ email }: Person) => email),
        q,
      ).toContain(admin.email)
    const filters = [
      `filter[organizationId][eq]=${partnerId}`,
      `filter[role][eq]=partner_administrator`,
      `filter[organizationType][in]=partner`,
      `filter[id][in]=${partnerAdmin.membershipId}`,
      `filter[email][eq]=${partnerAdmin.email.toUpperCase()}`,
    ]
    for (const filter of filters)
      expect(
        (await asked(admin, filter)).items.map(({ id }: { id: string }) => id),
        filter,
      ).toEqual([partnerAdmin.membershipId])
    expect((await asked(admin, 'filter[status][eq]=pending')).total).toBe(0)
    expect((await asked(admin, 'filter[reach][eq]=all')).items.map(({ email }: Person) => email)).toEqual([admin.email])
  })

  it('offers those who may look after an organization, there or yet to be added', async () => {
    const { admin, partnerAdmin, partnerId, partnerCustomerId, customerId, providerId } = world.first
    const [ofHouse, ofPartner, ofCustomer] = [
      await technician(),
      await technician(partnerId),
      await technician(customerId),
    ]
    const to = (id: string) => emails(admin, { assignableTo: id, limit: 200 })
    const below = (id: string) => emails(admin, { assignableBelow: id, limit: 200 })
    for (const list of [await to(partnerCustomerId), await below(partnerId)]) {
      expect(list).toEqual(expect.arrayContaining([ofHouse.email, ofPartner.email, partnerAdmin.email]))
      expect(list).not.toContain(ofCustomer.email)
    }
    for (const list of [await to(partnerId), await to(customerId), await below(providerId)]) {
      expect(list).toContain(ofHouse.email)
      expect(list).not.toContain(ofPartner.email)
    }
    expect(await emails(partnerAdmin, { assignableTo: partnerCustomerId })).toEqual(
      expect.arrayContaining([partnerAdmin.email, ofPartner.email]),
    )
    for (const hidden of [customerId, world.second.customerId, newId()])
      expect(await emails(partnerAdmin, { assignableTo: hidden })).toEqual([])
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [ofHouse.membershipId])
    expect(await to(customerId)).not.toContain(ofHouse.email)
  })

  it('goes on by a cursor of the same offer alone', async () => {
    const { admin, customerId, otherCustomerId } = world.first
    await technician()
    const page = (query: object) => admin.api.call(listUsers, { query: { limit: 1, ...query } as never })
    const cursor = (await page({ assignableTo: customerId })).body.nextCursor
    expect(cursor).not.toBeNull()
    expect((await page({ assignableTo: customerId, cursor })).status).toBe(200)
    const others = [
      { assignableTo: otherCustomerId },
      { assignableBelow: customerId },
      { assignableToDevicesOf: customerId },
    ]
    for (const other of [{}, ...others]) {
      const { status, problem } = await page({ ...other, cursor })
      expect([status, problem.errors?.[0]?.code]).toEqual([422, 'cursor_invalid'])
    }
  })

  it('tells the product’s own roles to whoever sees the person, though they lie in the provider’s house', async () => {
    const { providerId, partnerCustomerId, partnerAdmin } = world.first
    const selected = [partnerCustomerId]
    const technician = { providerId, organizationId: providerId, role: 'technician', reach: 'selected' } as const
    const watcher = await world.addPerson({ ...technician, selected })
    const person = { providerId, organizationId: partnerCustomerId, reach: 'subtree' } as const
    for (const [role, { name }] of Object.entries(systemRoles)) {
      const { membershipId } = await world.addPerson({ ...person, role: role as SystemRole })
      for (const { api } of [partnerAdmin, watcher])
        expect((await api.call(getUser, { params: { id: membershipId as never } })).body.role).toEqual({
          key: role,
          name,
        })
    }
  })

  it('does not tell what a role is called that somebody above has made', async () => {
    const { providerId, partnerId, partnerAdmin, admin } = world.first
    const [roleId, { membershipId }] = [newId(), await technician(partnerId)]
    await world.test.owner.query(
      "INSERT INTO roles (provider_id, id, organization_id, name, permissions) VALUES ($1, $2, $1, 'Watched closely', '{}')",
      [providerId, roleId],
    )
    await world.test.owner.query('UPDATE memberships SET role_id = $1 WHERE id = $2', [roleId, membershipId])
    const roleFor = async ({ api }: Person) =>
      (await api.call(getUser, { params: { id: membershipId as never } })).body.role
    expect(await roleFor(admin)).toEqual({ key: null, name: 'Watched closely' })
    expect(await roleFor(partnerAdmin)).toEqual({ key: null, name: '' })
  })
})

describe('assigning from the side of the user (B1, EC3)', () => {
  const assign = (id: string, organizationIds: string[], { as = world.first.admin, ifMatch = '*' } = {}) =>
    as.api.call(
      assignOrganizations,
      { params: { id: id as never }, body: { organizationIds: organizationIds as never } },
      { ifMatch },
    )
  const assignedTo = async (id: string, { api } = world.first.admin) =>
    (await api.call(getCustomer, { params: { id: id as never } })).body.assignedUserIds

  it('is the same assignment as from the side of the customer, with the sight that comes with it', async () => {
    const { customerId, otherCustomerId } = world.first
    const person = await technician()
    const { body } = await assign(person.membershipId, [customerId, otherCustomerId])
    expect([...body.assignedOrganizationIds].sort()).toEqual([customerId, otherCustomerId].sort())
    expect(await assignedTo(customerId)).toContain(person.membershipId)
    expect((await person.api.call(getCustomer, { params: { id: customerId as never } })).status).toBe(200)
    await assign(person.membershipId, [otherCustomerId])
    expect(await assignedTo(customerId)).not.toContain(person.membershipId)
    expect((await person.api.call(getCustomer, { params: { id: customerId as never } })).status).toBe(404)
  })

  it('raises the versions of both sides, and refuses an old one', async () => {
    const person = await technician()
    const { id } = (await added(world.first.admin.api, { name: 'Airtel' })).body
    const read = await world.first.admin.api.call(getUser, { params: { id: person.membershipId as never } })
    const done = await assign(person.membershipId, [id], { ifMatch: read.etag })
    expect([read.etag, done.etag]).toEqual(['"1"', '"2"'])
    expect((await world.first.admin.api.call(getCustomer, { params: { id } })).etag).toBe('"2"')
    expect((await assign(person.membershipId, [], { ifMatch: read.etag })).problem.code).toBe('precondition_failed')
    expect((await assign(person.membershipId, [id, id])).etag).toBe('"2"')
  })

  it('needs the version that was read, and writes nothing in a dry run', async () => {
    const { customerId, admin } = world.first
    const person = await technician()
    const input = { params: { id: person.membershipId as never }, body: { organizationIds: [customerId as never] } }
    const without = await admin.api.call(assignOrganizations, input)
    expect([without.status, without.problem.code]).toEqual([428, 'precondition_required'])
    const before = await rowCounts(world)
    const dry = await admin.api.call(assignOrganizations, input, { ifMatch: '"1"', dryRun: true })
    expect([dry.status, dry.etag, dry.body.assignedOrganizations]).toMatchObject([
      200,
      '"2"',
      [{ id: customerId, name: 'First Customer', code: 'CUST-1', type: 'customer' }],
    ])
    expect(await rowCounts(world)).toEqual(before)
    expect((await admin.api.call(assignOrganizations, input, { ifMatch: '"1"' })).etag).toBe('"2"')
  })

  it('is offered what the user may look after, of what the caller sees', async () => {
    const { partnerId, partnerCustomerId, partnerAdmin, admin, customerId } = world.first
    const [ofHouse, ofPartner, ofCustomer] = [
      await technician(),
      await technician(partnerId),
      await technician(customerId),
    ]
    const offered = async (user: Person, { api } = admin) => {
      const query = { assignableUser: user.membershipId as never, limit: 200 }
      return (await api.call(listOrganizations, { query })).body.items.map(({ id }) => id)
    }
    expect(await offered(ofHouse)).toEqual(expect.arrayContaining([partnerId, partnerCustomerId, customerId]))
    expect(await offered(ofHouse)).not.toContain(world.first.providerId)
    expect(await offered(ofPartner)).toContain(partnerCustomerId)
    expect(await offered(ofPartner)).not.toContain(customerId)
    expect(await offered(ofPartner)).not.toContain(partnerId)
    expect(await offered(ofPartner, partnerAdmin)).toContain(partnerCustomerId)
    expect(await offered(ofHouse, partnerAdmin)).toEqual([])
    expect(await offered(ofCustomer)).toEqual([])
    expect(await offered(world.second.admin)).toEqual([])
  })

  it('is refused for what the user cannot look after, and for what is invisible like for what never existed', async () => {
    const { partnerId, partnerCustomerId, customerId, partnerAdmin, providerId } = world.first
    const person = await technician(partnerId)
    const refused = ['organizationIds.0: organization_not_assignable']
    for (const id of [customerId, partnerId, providerId, world.second.customerId, newId()])
      expect(problems(await assign(person.membershipId, [id]))).toEqual(refused)
    expect(problems(await assign(person.membershipId, [customerId], { as: partnerAdmin }))).toEqual(refused)
    expect((await assign(person.membershipId, [partnerCustomerId], { as: partnerAdmin })).status).toBe(200)
    const house = await technician()
    expect((await assign(house.membershipId, [partnerCustomerId], { as: partnerAdmin })).status).toBe(404)
  })

  it('leaves alone what the caller cannot see', async () => {
    const { partnerId, partnerAdmin } = world.first
    const lower = await added(world.first.admin.api, { name: 'Lower', type: 'partner', parentId: partnerId as never })
    const below = await added(world.first.admin.api, { name: 'Below', parentId: lower.body.id })
    const beside = await added(world.first.admin.api, { name: 'Beside', parentId: partnerId as never })
    const lowerAdmin = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: lower.body.id,
      role: 'partner_administrator',
      reach: 'subtree',
    })
    const person = await technician(partnerId)
    await assign(person.membershipId, [beside.body.id, below.body.id], { as: partnerAdmin })
    expect((await assign(person.membershipId, [], { as: lowerAdmin })).status).toBe(404)
    expect(await assignedTo(below.body.id, lowerAdmin)).toEqual([])
    expect(await assignedTo(below.body.id, partnerAdmin)).toEqual([person.membershipId])
  })

  it('is refused where an organization is archived', async () => {
    const person = await technician()
    const { id } = (await added(world.first.admin.api, { name: 'Old' })).body
    await assign(person.membershipId, [id])
    await world.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [id])
    expect(problems(await assign(person.membershipId, []))).toEqual(['organizationIds: organization_read_only'])
    expect((await assign(person.membershipId, [id])).status).toBe(200)
  })

  it('is written to the log of the customer by name, where those who cannot see the user do not read it', async () => {
    const { partnerId, partnerAdmin, admin } = world.first
    const { id } = (await added(admin.api, { name: 'Logged', parentId: partnerId as never })).body
    const person = await technician()
    await assign(person.membershipId, [id])
    const events = async ({ api }: Person) =>
      (await api.request('GET', `/api/v1/audit-events?filter[objectId][eq]=${person.membershipId}`)).json().items
    expect(await events(admin)).toMatchObject([
      { action: 'user.assigned', organizationId: id, after: { name: person.email } },
    ])
    expect(await events(partnerAdmin)).toEqual([])
    const ofPartner = await technician(world.first.partnerId)
    await assign(ofPartner.membershipId, [id], { as: partnerAdmin })
    await assign(ofPartner.membershipId, [], { as: partnerAdmin })
    const log = `/api/v1/audit-events?filter[organizationId][eq]=${id}&q=assigned`
    for (const [reader, names] of [
      [partnerAdmin, [ofPartner.email, ofPartner.email]],
      [admin, [ofPartner.email, ofPartner.email, person.email]],
    ] as const) {
      const { items, total } = (await reader.api.request('GET', log)).json()
      type Row = { before: { name: string } | null; after: { name: string } | null }
      expect(items.map(({ before, after }: Row) => (after ?? before)?.name)).toEqual(names)
      expect(total).toBe(names.length)
    }
  })
})
