import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, type NewCustomer, problems, rowCounts } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

type Admin = NonNullable<NonNullable<NewCustomer['contacts']>['admin']>
const ada: Admin = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@airtel.example' }
const withAdmin = (admin: Admin, more: Partial<NewCustomer> = {}, as = api) =>
  add(as, { name: 'Airtel', ...more, contacts: { admin } })
let number = 0
const fresh = (): Admin => ({ ...ada, email: `ada${++number}@airtel.example` })

describe('the administrator of a new customer (MH6, RI5)', () => {
  it('is a pending user with a fixed login, called by first and last name, invited when somebody asks', async () => {
    const { status, body } = await withAdmin(ada)
    expect(status).toBe(201)
    expect(body.contacts.admin).toEqual({
      ...ada,
      membershipId: expect.any(String),
      status: 'pending',
      displayName: 'Ada Lovelace',
      communicationEmail: null,
      invitation: { requestedAt: null, sendOn: null, sentAt: null, isInOutbox: false, expiresAt: null },
    })
    expect(body.counts.users).toBe(1)
    const query = { filter: { organizationId: { eq: body.id } } }
    const { items } = (await api.call(listUsers, { query })).body
    expect(items).toMatchObject([
      { email: ada.email, status: 'pending', reach: 'subtree', role: { key: 'customer_administrator' } },
    ])
    expect((await api.call(getCustomer, { params: { id: body.id } })).body.contacts.admin).toEqual(body.contacts.admin)
  })

  it('may have a display name and another address for mails', async () => {
    const admin = {
      email: 'ops@airtel.example',
      displayName: 'Airtel Operations',
      communicationEmail: 'me@home.example',
    }
    expect((await withAdmin(admin)).body.contacts.admin).toMatchObject({ ...admin, firstName: null, lastName: null })
  })

  it('administers a partner with the role for partners', async () => {
    const { body } = await withAdmin(fresh(), { type: 'partner' })
    const { items } = (await api.call(listUsers, { query: { filter: { organizationId: { eq: body.id } } } })).body
    expect(items[0]?.role.key).toBe('partner_administrator')
  })

  it('can be named by a partner’s administrator and by a technician of chosen customers', async () => {
    for (const person of [world.first.partnerAdmin, world.first.technician])
      expect((await withAdmin(fresh(), {}, person.api)).body.contacts.admin?.status).toBe('pending')
  })

  it('is not named with a role that may more than who names it (MH6)', async () => {
    const { technician, partnerAdmin } = world.first
    const { status, body } = await withAdmin(fresh(), { type: 'partner' }, technician.api)
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('role_beyond_own')])
    expect((await withAdmin(fresh(), { type: 'partner' }, partnerAdmin.api)).status).toBe(201)
  })

  it.each([
    ['Ada.L@AIRTEL.Example', 'ada.l@airtel.example'],
    ['  ada.w@airtel.example ', 'ada.w@airtel.example'],
    ['ａｄａ.ｆ@airtel.example', 'ada.f@airtel.example'],
    ['ada.\u212A@airtel.example', 'ada.k@airtel.example'],
  ])('has the login %s kept as accounts have it', async (email, stored) => {
    expect((await withAdmin({ ...ada, email })).body.contacts.admin?.email).toBe(stored)
    const { rows } = await world.test.owner.query('SELECT name FROM auth.accounts WHERE email = $1', [stored])
    expect(rows).toEqual([{ name: 'Ada Lovelace' }])
  })

  it.each<[string, Admin, string]>([
    ['no login', { firstName: 'Ada' } as Admin, 'contacts.admin.email: required'],
    [
      'a login that looks like another one',
      { ...ada, email: 'аda@airtel.example' },
      'contacts.admin.email: email_invalid',
    ],
    [
      'a login with a line break',
      { ...ada, email: 'ada@airtel.example\r\nBcc: x@y.example' },
      'contacts.admin.email: email_invalid',
    ],
    ['no name', { email: ada.email, firstName: ' ' }, 'contacts.admin.firstName: admin_name_required'],
    [
      'a display name that nobody can see',
      { email: ada.email, displayName: '\u3164' },
      'contacts.admin.firstName: admin_name_required',
    ],
    [
      'a control character in the name',
      { ...ada, displayName: 'Ada\u0000' },
      'contacts.admin.displayName: text_control_character',
    ],
    [
      'a mail address that is none',
      { ...ada, communicationEmail: 'home' },
      'contacts.admin.communicationEmail: email_invalid',
    ],
    [
      'a date without saying so',
      { ...ada, invitation: { on: '2099-01-01' } },
      'contacts.admin.invitation.on: invitation_date',
    ],
    [
      'sending on a date without one',
      { ...ada, invitation: { send: 'on' } },
      'contacts.admin.invitation.on: invitation_date',
    ],
    [
      'a day that has passed',
      { ...ada, invitation: { send: 'on', on: '2020-01-01' } },
      'contacts.admin.invitation.on: in_the_past',
    ],
    [
      'a date that does not exist',
      { ...ada, invitation: { send: 'on', on: '2099-02-30' } },
      'contacts.admin.invitation.on: invalid_format',
    ],
  ])('is refused with %s, and nothing of the customer stays', async (_, admin, problem) => {
    const before = await rowCounts(world)
    expect(problems(await withAdmin(admin))).toContain(problem)
    expect(await rowCounts(world)).toEqual(before)
  })

  it('leaves neither account nor membership in a dry run, nor when something else is refused', async () => {
    const before = await rowCounts(world)
    const contacts = { admin: { ...fresh(), invitation: { send: 'now' as const } } }
    const dry = await api.call(createCustomer, { body: { name: 'Dry', contacts } }, { dryRun: true })
    expect([dry.status, dry.body.contacts.admin?.status]).toEqual([200, 'pending'])
    const unknown = ['01890000-0000-7000-8000-000000000001' as never]
    expect((await add(api, { name: 'Refused', contacts, assignedUserIds: unknown })).status).toBe(422)
    expect(await rowCounts(world)).toEqual(before)
  })

  it('is written to the log of the customer', async () => {
    const { body } = await withAdmin(fresh())
    const { rows } = await world.test.owner.query(
      `SELECT e.action, p.after ->> 'email' AS email FROM audit_events e JOIN audit_payloads p ON p.audit_event_id = e.id
       WHERE e.organization_id = $1 AND e.object_type = 'membership'`,
      [body.id],
    )
    expect(rows).toEqual([{ action: 'user.invited', email: body.contacts.admin?.email }])
  })
})

describe('a login that is known already', () => {
  it('gets a second place under another provider, and nobody there learns of the first', async () => {
    const admin = fresh()
    const [first, second] = [
      await withAdmin(admin),
      await withAdmin({ ...admin, displayName: 'Somebody Else' }, {}, world.second.admin.api),
    ]
    expect([first.status, second.status]).toEqual([201, 201])
    const comparable = ({ body }: typeof first) => ({
      ...body.contacts.admin,
      displayName: '',
      membershipId: '',
    })
    expect(comparable(second)).toEqual(comparable(first))
    const { rows } = await world.test.owner.query(
      'SELECT a.name, count(*)::int AS places, count(DISTINCT m.provider_id)::int AS providers FROM auth.accounts a JOIN memberships m ON m.account_id = a.id WHERE a.email = $1 GROUP BY a.id',
      [admin.email],
    )
    expect(rows).toEqual([{ name: 'Ada Lovelace', places: 2, providers: 2 }])
  })

  it('is answered like one that is new, when it belongs to an administrator of another provider', async () => {
    const known = await withAdmin({ ...ada, email: world.second.admin.email })
    const unknown = await withAdmin({ ...ada, email: 'never@second.example' })
    expect([known.status, Object.keys(known.body).sort()]).toEqual([201, Object.keys(unknown.body).sort()])
    expect(known.body.contacts.admin).toMatchObject({ status: 'pending', displayName: 'Ada Lovelace' })
    const me = await world.second.admin.api.request('GET', '/api/v1/me')
    expect(me.json().account.name).toBe('Second Admin')
    expect(me.json().memberships).toHaveLength(1)
  })

  it('costs as many statements and rows as one that is new', async () => {
    const cost = async (email: string) => {
      const before = await rowCounts(world)
      expect((await withAdmin({ ...ada, email })).status).toBe(201)
      const after = await rowCounts(world)
      return Object.keys(after).filter((table) => after[table] !== before[table] && table !== 'auth.accounts')
    }
    expect(await cost(world.second.admin.email)).toEqual(await cost('brand.new@airtel.example'))
  })
})

describe('the login', () => {
  it('is changed by no field of any route', async () => {
    const { body } = await withAdmin(fresh())
    const { id } = body
    const admin = body.contacts.admin
    for (const change of [
      { contacts: { admin: { email: 'other@airtel.example' } } },
      { contacts: { admin: null } },
      { admin: { email: 'other@airtel.example' } },
      { email: 'other@airtel.example' },
    ]) {
      const answer = await api.call(updateCustomer, { params: { id }, body: change as never }, { ifMatch: '*' })
      expect(answer.status, JSON.stringify(change)).toBe(422)
    }
    for (const method of ['PATCH', 'PUT', 'POST', 'DELETE'])
      expect(
        (await api.request(method, `/api/v1/users/${admin?.membershipId}`, { email: 'other@airtel.example' }))
          .statusCode,
      ).toBeGreaterThanOrEqual(404)
    expect((await added(api, { name: 'Other' })).status).toBe(200)
    expect((await api.call(getCustomer, { params: { id } })).body.contacts.admin).toEqual(admin)
  })
})
