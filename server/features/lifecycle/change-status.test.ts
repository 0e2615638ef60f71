import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { deleteCustomer } from '@tenantry/contract/lifecycle.ts'
import { getMe } from '@tenantry/contract/me.ts'
import { type OrganizationStatus, organizationStatuses } from '@tenantry/contract/organizations.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World, worldPassword } from '../../testing/world.ts'
import { add, added, type NewCustomer } from '../customers/customers.fixture.ts'
import { addPending, contentOf, mustSet, setStatus, statusOf } from './lifecycle.fixture.ts'

let world: World
let api: HttpCaller
let id: string

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())
beforeEach(async () => {
  id = await newCustomer()
})

async function newCustomer(input: Partial<NewCustomer> = {}): Promise<string> {
  return (await added(api, { name: 'Airtel', ...input })).body.id
}

async function personOf(organizationId: string): Promise<Person> {
  const { providerId } = world.first
  return world.addPerson({ providerId, organizationId, role: 'partner_administrator', reach: 'subtree' })
}

async function keyOf({ api }: Person): Promise<HttpCaller> {
  const { body } = await api.call(createApiKey, { body: { name: 'Nightly sync', expiresInDays: 1 } })
  return new HttpCaller(world.app, { authorization: `Bearer ${body.key}` })
}

async function addDevice(organizationId: string, caller = api) {
  return caller.call(createDevice, { body: { organizationId: organizationId as never, name: 'srv', class: 'server' } })
}

const isSignedIn = async (caller: HttpCaller) => (await caller.call(getMe, {})).status === 200
const signIn = ({ email }: Person) =>
  world.anonymous.request('POST', '/api/auth/sign-in/email', { email, password: worldPassword })

describe('a status (B2, MH1)', () => {
  /** How a customer gets to a status from active. */
  const ways: Record<OrganizationStatus, OrganizationStatus[]> = {
    active: [],
    disabled: ['disabled'],
    suspended: ['suspended'],
    offboarding: ['offboarding'],
    archived: ['offboarding', 'archived'],
  }

  it.each(organizationStatuses)(
    'that is %s is followed by what it says may follow, and by nothing else',
    async (from) => {
      for (const to of organizationStatuses.filter((each) => each !== from)) {
        const each = await newCustomer()
        await mustSet(api, each, ...ways[from])
        const { body } = await statusOf(api, each)
        const said = body.transitions.find((transition) => transition.to === to)
        const answer = await setStatus(api, each, to)
        if (said?.allowed) {
          expect([answer.status, answer.body.from, answer.body.to], to).toEqual([200, from, to])
          expect((await statusOf(api, each)).body.status).toBe(to)
        } else {
          expect([answer.status, answer.problem.code], to).toEqual([409, 'status_change_refused'])
          expect(answer.problem.params).toEqual({ reason: said?.code })
          expect(answer.problem.detail).toBe(said?.reason)
          expect((await statusOf(api, each)).body.status).toBe(from)
        }
      }
    },
  )

  it('is answered with when it began and, archived, with its end a year later', async () => {
    const before = Date.now()
    await mustSet(api, id, 'suspended')
    const suspended = (await statusOf(api, id)).body
    expect(suspended).toMatchObject({
      status: 'suspended',
      effectiveStatus: 'suspended',
      archivedUntil: null,
      heldBy: null,
    })
    expect(Date.parse(suspended.since ?? '')).toBeGreaterThanOrEqual(before)
    const change = (await setStatus(api, id, 'archived')).body
    const archived = (await statusOf(api, id)).body
    expect(archived.archivedUntil).toBe(change.archivedUntil)
    expect(Date.parse(archived.archivedUntil ?? '') - Date.parse(archived.since ?? '')).toBe(365 * 86_400_000)
    await mustSet(api, id, 'disabled')
    expect((await statusOf(api, id)).body).toMatchObject({ status: 'disabled', archivedUntil: null })
  })

  it('is answered with its reason to those above, and not to the customer’s own people', async () => {
    const enterprise = await newCustomer({ type: 'enterprise' })
    const division = await newCustomer({ type: 'division', parentId: enterprise as never })
    const insider = await personOf(enterprise)
    const reasonFor = async (caller: HttpCaller) => (await statusOf(caller, division)).body.reason
    expect(await reasonFor(api)).toBeNull()
    await setStatus(api, division, 'suspended', { reason: 'Invoices unpaid since May' })
    expect(await reasonFor(api)).toBe('Invoices unpaid since May')
    expect(await reasonFor(insider.api)).toBeNull()
    for (const [reason, code] of [
      ['a\u0000b', 'text_control_character'],
      ['a\ud800b', 'text_control_character'],
      ['gpj\u202eexe', 'text_direction_override'],
    ] as const)
      expect((await setStatus(api, division, 'suspended', { reason })).problem.errors).toMatchObject([
        { path: 'reason', code },
      ])
    await setStatus(api, division, 'disabled')
    expect(await reasonFor(api)).toBeNull()
  })

  it('that was set by an edit has no reason, whatever an earlier one had', async () => {
    await setStatus(api, id, 'disabled', { reason: 'A pause' })
    for (const isActive of [true, false])
      await api.call(updateCustomer, { params: { id: id as never }, body: { isActive } }, { ifMatch: '*' })
    expect((await statusOf(api, id)).body).toMatchObject({ status: 'disabled', reason: null })
  })

  it('set once more changes nothing and keeps the version', async () => {
    await mustSet(api, id, 'suspended')
    const before = await contentOf(world)
    const { etag } = await statusOf(api, id)
    const again = await setStatus(api, id, 'suspended')
    expect([again.status, again.etag, again.body.effects.sessionsEnded]).toEqual([200, etag, 0])
    expect(await contentOf(world)).toEqual(before)
  })

  it('of the provider itself does not exist', async () => {
    const { providerId } = world.first
    expect((await statusOf(api, providerId)).status).toBe(404)
    expect((await setStatus(api, providerId, 'suspended')).status).toBe(404)
    expect((await api.call(deleteCustomer, { params: { id: providerId as never } })).status).toBe(404)
  })

  it('of one’s own organization is for those above', async () => {
    const { partnerAdmin, partnerId } = world.first
    const answer = await setStatus(partnerAdmin.api, partnerId, 'disabled')
    expect([answer.status, answer.problem.params?.reason]).toEqual([409, 'own_organization'])
    const patched = await partnerAdmin.api.call(
      updateCustomer,
      { params: { id: partnerId as never }, body: { isActive: false } },
      { ifMatch: '*' },
    )
    expect(patched.problem.errors).toMatchObject([{ path: 'isActive', code: 'status_change_not_possible' }])
  })

  it('is in the audit log with both values and the reason', async () => {
    await setStatus(api, id, 'suspended', { reason: 'Invoices unpaid since May' })
    const { body } = await api.call(listAuditEvents, { query: { filter: { organizationId: { eq: id } }, limit: 1 } })
    expect(body.items).toMatchObject([
      {
        action: 'customer.status_changed',
        before: { status: 'active' },
        after: { status: 'suspended', reason: 'Invoices unpaid since May' },
      },
    ])
  })
})

describe('two people who change a status at once', () => {
  it('do it one after the other, and the second learns that the first has', async () => {
    const { etag } = await statusOf(api, id)
    const answers = await Promise.all([
      setStatus(api, id, 'suspended', { ifMatch: etag }),
      setStatus(api, id, 'disabled', { ifMatch: etag }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const won = answers.find(({ status }) => status === 200)
    expect((await statusOf(api, id)).body.status).toBe(won?.body.to)
  })

  it('share the version with who edits the customer', async () => {
    const customer = await api.call(getCustomer, { params: { id: id as never } })
    await mustSet(api, id, 'suspended')
    const patch = { params: { id: id as never }, body: { name: 'Late' } }
    expect((await api.call(updateCustomer, patch, { ifMatch: customer.etag })).status).toBe(412)
    expect((await setStatus(api, id, 'active', { ifMatch: customer.etag })).status).toBe(412)
  })
})

describe('the preview (B3)', () => {
  it('writes nothing', async () => {
    const person = await personOf(id)
    await addPending(world, world.first.providerId, id)
    await addDevice(id)
    const before = await contentOf(world)
    for (const to of ['disabled', 'suspended', 'offboarding'] as const)
      expect((await setStatus(api, id, to, { dryRun: true })).status).toBe(200)
    expect(await contentOf(world)).toEqual(before)
    expect(await isSignedIn(person.api)).toBe(true)
  })

  /** What can be seen from outside of each number. */
  async function observed(organizations: string[]) {
    const { rows } = await world.test.owner.query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM memberships WHERE organization_id = ANY($1) AND status = 'pending') AS invitations,
         (SELECT count(*)::int FROM auth.sessions s JOIN memberships m ON m.id = s.active_membership_id
          WHERE m.organization_id = ANY($1) AND s.expires_at > now()) AS sessions,
         (SELECT count(*)::int FROM devices WHERE organization_id = ANY($1)) AS devices`,
      [organizations],
    )
    return rows[0] ?? {}
  }

  it('tells number by number what then happens, over everything below', async () => {
    const partnerId = await newCustomer({ name: 'Reseller', type: 'partner' })
    const below = await newCustomer({ name: 'Below', parentId: partnerId as never })
    const people = [await personOf(partnerId), await personOf(below), await personOf(below)]
    const keys = [await keyOf(people[0] as Person), await keyOf(people[1] as Person)]
    await signIn(people[2] as Person)
    await addDevice(below)
    const preview = await setStatus(api, partnerId, 'suspended', { dryRun: true })
    expect(preview.body).toMatchObject({
      from: 'active',
      to: 'suspended',
      effects: {
        organizations: 2,
        devices: 1,
        peopleSignedOut: 3,
        peopleLetIn: 0,
        sessionsEnded: 4,
        apiKeysStopped: 2,
        apiKeysRestored: 0,
        invitationsWithdrawn: 0,
        devicesRefused: 0,
      },
    })
    const before = await observed([partnerId, below])
    const done = await setStatus(api, partnerId, 'suspended')
    expect(done.body).toEqual(preview.body)
    const after = await observed([partnerId, below])
    const { effects } = done.body
    expect((before.sessions ?? 0) - (after.sessions ?? 0)).toBe(effects.sessionsEnded)
    expect(after.sessions).toBe(0)
    const still = await Promise.all([...people.map(({ api }) => api), ...keys].map(isSignedIn))
    expect(still.slice(0, 3).filter((each) => !each)).toHaveLength(effects.peopleSignedOut)
    expect(still.slice(3).filter((each) => !each)).toHaveLength(effects.apiKeysStopped)
    const back = await setStatus(api, partnerId, 'active')
    expect(back.body.effects).toMatchObject({
      peopleLetIn: 3,
      apiKeysRestored: 2,
      sessionsEnded: 0,
      peopleSignedOut: 0,
    })
    expect(await Promise.all(keys.map(isSignedIn))).toEqual([true, true])
    expect((await signIn(people[1] as Person)).statusCode).toBe(200)
  })

  it('of archiving tells which invitations end and which devices are refused', async () => {
    await addDevice(id)
    await addPending(world, world.first.providerId, id)
    await mustSet(api, id, 'offboarding')
    const preview = await setStatus(api, id, 'archived', { dryRun: true })
    expect(preview.body.effects).toMatchObject({ invitationsWithdrawn: 1, devices: 1, devicesRefused: 1 })
    const done = await setStatus(api, id, 'archived')
    expect(done.body.effects).toEqual(preview.body.effects)
    expect(await observed([id])).toEqual({ invitations: 0, sessions: 0, devices: 1 })
  })
})

describe('people of a customer that is held', () => {
  it.each(['disabled', 'suspended', 'offboarding', 'archived'] as const)(
    'that is %s are strangers with the next request, by session and by key',
    async (status) => {
      const person = await personOf(id)
      const key = await keyOf(person)
      expect([await isSignedIn(person.api), await isSignedIn(key)]).toEqual([true, true])
      await mustSet(api, id, status)
      expect([await isSignedIn(person.api), await isSignedIn(key)]).toEqual([false, false])
      // Whoever signs in again gets a session that opens nothing here.
      const again = await signIn(person)
      const cookie = again.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
      expect(await isSignedIn(new HttpCaller(world.app, { cookie }))).toBe(false)
    },
  )

  it('keep a session in another place', async () => {
    const person = await personOf(id)
    const other = await newCustomer()
    await mustSet(api, other, 'suspended')
    expect(await isSignedIn(person.api)).toBe(true)
  })
})

describe('what is held from above', () => {
  let partnerId: string
  let below: string

  beforeEach(async () => {
    partnerId = await newCustomer({ name: 'Reseller', type: 'partner' })
    below = await newCustomer({ name: 'Below', parentId: partnerId as never })
  })

  it('says what holds it, and cannot be lifted below', async () => {
    await mustSet(api, partnerId, 'suspended')
    const { body } = await statusOf(api, below)
    expect(body).toMatchObject({
      status: 'active',
      effectiveStatus: 'suspended',
      heldBy: { id: partnerId, name: 'Reseller' },
    })
    for (const to of ['active', 'disabled'] as const) {
      const answer = await setStatus(api, below, to)
      expect([answer.status, answer.problem.params?.reason], to).toEqual([409, 'held_above'])
    }
    await mustSet(api, below, 'suspended', 'offboarding')
    await mustSet(api, partnerId, 'active')
    expect((await statusOf(api, below)).body).toMatchObject({ effectiveStatus: 'offboarding', heldBy: null })
  })

  it('is not told who holds it where that is out of sight', async () => {
    const { providerId } = world.first
    const person = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [below],
    })
    await mustSet(api, partnerId, 'suspended')
    const answer = await statusOf(person.api, below)
    expect(answer.body).toMatchObject({ effectiveStatus: 'suspended', heldBy: null })
    expect(answer.raw.body).not.toContain('Reseller')
    expect(answer.raw.body).not.toContain(partnerId)
    const refused = await setStatus(person.api, below, 'active')
    expect(refused.problem.params).toEqual({ reason: 'held_above' })
  })

  it('is switched on by an edit no more than by its status', async () => {
    await mustSet(api, below, 'disabled')
    await mustSet(api, partnerId, 'suspended')
    const body = { isActive: true }
    const answer = await api.call(updateCustomer, { params: { id: below as never }, body }, { ifMatch: '*' })
    expect(answer.problem.errors).toMatchObject([{ path: 'isActive', code: 'status_change_not_possible' }])
  })

  it.each(['suspended', 'offboarding'] as const)(
    'that is %s is found and edited by those above, and does not grow',
    async (status) => {
      await mustSet(api, partnerId, status)
      const customer = await api.call(getCustomer, { params: { id: below as never } })
      expect(customer.status).toBe(200)
      const body = { website: 'https://www.airtel.com/' }
      const edited = await api.call(
        updateCustomer,
        { params: { id: below as never }, body },
        { ifMatch: customer.etag },
      )
      expect(edited.status).toBe(200)
      expect((await addDevice(below)).problem.errors).toMatchObject([{ code: 'organization_not_growing' }])
      const grown = await add(api, { name: 'New', parentId: partnerId as never })
      expect(grown.problem.errors).toMatchObject([{ code: 'organization_not_growing' }])
    },
  )
})

describe('an edit that switches a customer off', () => {
  it('does what a change of status does', async () => {
    const person = await personOf(id)
    const body = { isActive: false, name: 'Airtel Business' }
    const answer = await api.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })
    expect(answer.body).toMatchObject({ status: 'disabled', isActive: false, name: 'Airtel Business' })
    expect(await isSignedIn(person.api)).toBe(false)
    const { rows } = await world.test.owner.query('SELECT 1 FROM auth.sessions WHERE active_membership_id = $1', [
      person.membershipId,
    ])
    expect(rows).toEqual([])
    expect((await statusOf(api, id)).etag).toBe(answer.etag)
  })
})

describe('deleting (B12, IF6)', () => {
  const remove = (each: string, options = {}) => api.call(deleteCustomer, { params: { id: each as never } }, options)

  it('archives in one step where nothing is open, and again changes nothing', async () => {
    const preview = await remove(id, { dryRun: true })
    const done = await remove(id)
    expect(done.status).toBe(200)
    expect({ ...done.body, archivedUntil: null }).toEqual({ ...preview.body, archivedUntil: null })
    expect((await api.call(getCustomer, { params: { id: id as never } })).body.status).toBe('archived')
    expect((await remove(id)).body).toMatchObject({ from: 'archived', to: 'archived' })
  })

  it('lists what is open', async () => {
    await addDevice(id)
    const answer = await remove(id)
    expect([answer.status, answer.problem.code]).toEqual([409, 'offboarding_open'])
    expect(answer.problem.params).toMatchObject({ organizations: 0, subscriptions: 0, devices: 1 })
    expect(answer.problem.errors).toEqual([{ path: 'devices', code: 'open', message: '1 still there' }])
    expect((await statusOf(api, id)).body.open).toEqual([
      { item: 'organizations', count: 0, blocks: true },
      { item: 'subscriptions', count: 0, blocks: true },
      { item: 'devices', count: 1, blocks: false },
    ])
  })

  it.each(['partner', 'enterprise'] as const)('refuses a %s that is not empty, with the number', async (type) => {
    const above = await newCustomer({ name: 'Above', type })
    const child = { parentId: above as never, ...(type === 'enterprise' ? { type: 'division' as const } : {}) }
    const first = await newCustomer({ name: 'One', ...child })
    await newCustomer({ name: 'Two', ...child })
    const answer = await remove(above)
    expect([answer.status, answer.problem.code]).toEqual([409, 'organization_not_empty'])
    expect(answer.problem.params?.organizations).toBe(2)
    await mustSet(api, first, 'archived')
    expect((await remove(above)).problem.params?.organizations).toBe(1)
  })

  it('meets no organization that is added below at the same moment', async () => {
    const above = await newCustomer({ name: 'Above', type: 'partner' })
    const [removed, grown] = await Promise.all([remove(above), add(api, { name: 'Late', parentId: above as never })])
    expect([removed.status, grown.status].sort()).toEqual(removed.status === 200 ? [200, 422] : [201, 409])
  })
})
