import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { acceptInvitation, readInvitation } from '@tenantry/contract/invitations.ts'
import {
  invitationsPerHour,
  nameAdministrator,
  sendUserInvitation,
  withdrawUserInvitation,
} from '@tenantry/contract/user-invitations.ts'
import { getUser, listUsers } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, type NewCustomer, problems, rowCounts } from '../customers/customers.fixture.ts'
import { PostOffice, tokenOf } from '../invitations/invitations.fixture.ts'
import { mustSet } from '../lifecycle/lifecycle.fixture.ts'

const clock = { at: new Date(), now: () => clock.at }
let world: World
let post: PostOffice

beforeAll(async () => {
  world = await createWorld({ clock })
  post = await PostOffice.open(world, clock)
})
afterAll(async () => {
  await world.close()
  await post.empty()
})
beforeEach(() => post.empty())

let number = 0
/** A customer with a pending administrator, in the order in which a test asks for them. */
async function invited(send: 'now' | 'later' = 'later', more: Partial<NewCustomer> = {}, as = world.first.admin) {
  const email = `ada${++number}@airtel.example`
  const contacts = { admin: { firstName: 'Ada', email, invitation: { send } } }
  const { body, raw } = await add(as.api, { name: 'Airtel', ...more, contacts })
  const id = body.contacts?.admin?.membershipId
  if (!id) throw new TypeError(raw.body)
  return { customerId: body.id, id, email }
}

const send = (id: string, body: object = { send: 'now' }, as = world.first.admin) =>
  as.api.call(sendUserInvitation, { params: { id: id as never }, body: body as never })
const withdraw = (id: string, as = world.first.admin) =>
  as.api.call(withdrawUserInvitation, { params: { id: id as never } })
const stateOf = async (id: string) =>
  (await world.first.admin.api.call(getUser, { params: { id: id as never } })).body.invitation
const usersOf = async (customerId: string) => {
  const { api } = world.first.admin
  const customer = await api.call(getCustomer, { params: { id: customerId as never } })
  const list = await api.call(listUsers, { query: { filter: { organizationId: { eq: customerId } } } })
  return { count: customer.body.counts.users, listed: list.body.total, admin: customer.body.contacts.admin }
}
const password = 'seven gentle otters 42'
const accept = (token: string) => world.anonymous.call(acceptInvitation, { body: { token, password } })
const opens = async (token: string) => (await world.anonymous.call(readInvitation, { body: { token } })).status === 200

describe('sending the invitation of a pending user (RI5)', () => {
  it('sends one that was put off, and tells when it was asked for, sent, and until when it works', async () => {
    const { id, email } = await invited()
    expect(await stateOf(id)).toEqual({
      requestedAt: null,
      sendOn: null,
      sentAt: null,
      isInOutbox: false,
      expiresAt: null,
    })
    const { status, body } = await send(id)
    expect([status, body.invitation]).toEqual([
      200,
      { requestedAt: clock.at.toISOString(), sendOn: null, sentAt: null, isInOutbox: false, expiresAt: null },
    ])
    await post.sendDue()
    const week = new Date(clock.at.getTime() + 7 * 24 * 60 * 60 * 1000).toISOString()
    expect(await stateOf(id)).toMatchObject({ sentAt: clock.at.toISOString(), expiresAt: week })
    expect((await accept(await post.tokenFor(email))).status).toBe(200)
    expect(await stateOf(id)).toBeNull()
  })

  it('tells of one that was written without a mail server that it lies in the outbox, until it is sent by one', async () => {
    const { id } = await invited('now')
    await post.sendDue()
    expect(await stateOf(id)).toMatchObject({ sentAt: clock.at.toISOString(), isInOutbox: true })
    expect((await send(id)).body.invitation).toMatchObject({ sentAt: null, isInOutbox: false })
    await post.sendDue({ deliver: async () => ({ messageId: '<1@msp.example>', sentBy: 'smtp' }) })
    expect(await stateOf(id)).toMatchObject({ sentAt: clock.at.toISOString(), isInOutbox: false })
    const { rows } = await world.test.owner.query(
      "SELECT action FROM audit_events WHERE object_id = $1 AND action ~ 'outbox|sent' ORDER BY occurred_at, id",
      [id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['user.invitation_put_into_outbox', 'user.invitation_sent'])
  })

  it('sends it again with another link, and the one before opens nothing from then on', async () => {
    const { id, email } = await invited('now')
    await post.sendDue()
    const old = await post.tokenFor(email)
    expect((await send(id)).status).toBe(200)
    expect(await opens(old)).toBe(false)
    await post.sendDue()
    const [fresh] = (await post.mails()).map(tokenOf).filter((token) => token !== old)
    expect(await opens(old)).toBe(false)
    expect((await accept(fresh ?? '')).status).toBe(200)
  })

  it('is not taken for sent by a job that was handing over the mail before', async () => {
    const { id } = await invited('now')
    const { mailer } = post
    await post.sendDue({
      deliver: async (...mail) => {
        await send(id)
        return mailer.deliver(...mail)
      },
    })
    await post.sendDue()
    const links = (await post.mails()).map(tokenOf)
    expect(links).toHaveLength(2)
    const open = await Promise.all(links.map(opens))
    expect(open.filter(Boolean)).toHaveLength(1)
  })

  it('is refused for a role that may not see users', async () => {
    const { id } = await invited()
    const role =
      "UPDATE roles SET permissions = array_remove(permissions, 'users.read') WHERE provider_id = $1 AND key = $2"
    await world.test.owner.query(role, [world.first.providerId, 'technician'])
    const technician = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.providerId,
      role: 'technician',
      reach: 'all',
    })
    expect((await send(id, { send: 'now' }, technician)).status).toBe(403)
  })

  it('waits for a day to come, and refuses one that has passed', async () => {
    const { id } = await invited()
    expect((await send(id, { send: 'on', on: '2099-01-01' })).body.invitation?.sendOn).toBe('2099-01-01')
    expect(problems(await send(id, { send: 'on', on: '2020-01-01' }))).toEqual(['on: in_the_past'])
    expect(problems(await send(id, { send: 'on' }))).toEqual(['on: invitation_date'])
    expect(problems(await send(id, { send: 'later' }))).toEqual(['send: invalid_value'])
  })

  it('is refused more often than five times an hour for one user, and tells how long to wait', async () => {
    const [{ id }, other] = [await invited(), await invited()]
    clock.at = new Date('2031-01-01T00:00:00Z')
    for (let times = 0; times < invitationsPerHour; times++) expect((await send(id)).status).toBe(200)
    clock.at = new Date('2031-01-01T00:59:00Z')
    const refused = await send(id)
    expect([refused.status, refused.problem.code, refused.raw.headers['retry-after']]).toEqual([
      429,
      'rate_limited',
      '60',
    ])
    expect((await send(other.id)).status).toBe(200)
    clock.at = new Date('2031-01-01T01:00:00Z')
    expect((await send(id)).status).toBe(200)
    clock.at = new Date()
  })

  it('counts on for the same login when it is withdrawn and named anew, there and in the customer that it becomes part of', async () => {
    const { id, customerId, email } = await invited()
    const { api } = world.first.admin
    const name = (login: string) => {
      const body = { firstName: 'Ada', email: login, invitation: { send: 'now' as const } }
      return api.call(nameAdministrator, { params: { id: customerId as never }, body })
    }
    clock.at = new Date('2032-01-01T00:00:00Z')
    for (let times = 1; times < invitationsPerHour; times++) expect((await send(id)).status).toBe(200)
    await withdraw(id)
    const anew = await name(email)
    expect(anew.status).toBe(201)
    await withdraw(anew.body.membershipId)
    expect([(await name(email)).problem.code, (await name(`other.${email}`)).status]).toEqual(['rate_limited', 201])
    const { body: target } = await add(api, { name: 'Bharti', code: 'COUNTED' })
    const merge = { params: { id: customerId as never }, body: { intoId: target.id, intoVersion: '*' as const } }
    expect((await api.call(mergeCustomer, merge, { ifMatch: '*' })).status).toBe(200)
    const { rows } = await world.test.owner.query(
      'SELECT asked FROM invitation_requests WHERE organization_id = $1 ORDER BY asked',
      [target.id],
    )
    expect(rows).toEqual([{ asked: 1 }, { asked: 5 }])
    clock.at = new Date()
  })

  it('is refused for who has accepted, and leaves everything as it is', async () => {
    const { id, email } = await invited('now')
    await post.sendDue()
    await accept(await post.tokenFor(email))
    const before = await rowCounts(world)
    for (const answer of [await send(id), await withdraw(id), await send(world.first.partnerAdmin.membershipId)])
      expect([answer.status, answer.problem.code]).toEqual([409, 'invitation_closed'])
    expect(await rowCounts(world)).toEqual(before)
  })

  it('is done once for one Idempotency-Key', async () => {
    const { id, customerId } = await invited()
    const key = { idempotencyKey: newId() }
    const call = () => world.first.admin.api.call(sendUserInvitation, { params: { id }, body: { send: 'now' } }, key)
    expect((await call()).raw.body).toBe((await call()).raw.body)
    const { rows } = await world.test.owner.query('SELECT asked FROM invitation_requests WHERE organization_id = $1', [
      customerId,
    ])
    expect(rows).toEqual([{ asked: 1 }])
  })
})

describe('withdrawing an invitation (MH6)', () => {
  it('removes the user and the login that nobody else has, lowers the count, and lets nobody in', async () => {
    const { id, customerId, email } = await invited('now')
    await post.sendDue()
    const token = await post.tokenFor(email)
    expect(await usersOf(customerId)).toMatchObject({ count: 1, listed: 1 })
    expect((await withdraw(id)).status).toBe(204)
    expect(await usersOf(customerId)).toEqual({ count: 0, listed: 0, admin: null })
    expect([await opens(token), (await accept(token)).status, (await withdraw(id)).status]).toEqual([false, 404, 404])
    const accounts = await world.test.owner.query('SELECT FROM auth.accounts WHERE email = $1', [email])
    expect(accounts.rowCount).toBe(0)
  })

  it('leaves the account of somebody who has another place', async () => {
    const { email } = world.second.partnerAdmin
    const contacts = { admin: { firstName: 'Ada', email } }
    const { body } = await add(world.first.admin.api, { name: 'Airtel', contacts })
    expect((await withdraw(body.contacts.admin?.membershipId ?? '')).status).toBe(204)
    expect((await world.second.partnerAdmin.api.request('GET', '/api/v1/me')).statusCode).toBe(200)
  })

  it('raises the version of the customer, whose administrator is gone', async () => {
    const { id, customerId } = await invited()
    await withdraw(id)
    const { etag } = await world.first.admin.api.call(getCustomer, { params: { id: customerId } })
    expect(etag).toBe('"2"')
  })

  it('leaves count and rows alike after an archive, which withdraws too, and after the way back', async () => {
    const { customerId, email } = await invited()
    await mustSet(world.first.admin.api, customerId, 'archived')
    expect(await usersOf(customerId)).toEqual({ count: 0, listed: 0, admin: null })
    await mustSet(world.first.admin.api, customerId, 'disabled', 'active')
    expect(await usersOf(customerId)).toEqual({ count: 0, listed: 0, admin: null })
    const accounts = await world.test.owner.query('SELECT FROM auth.accounts WHERE email = $1', [email])
    expect(accounts.rowCount).toBe(0)
  })

  it('and accepting at the same moment end in one of the two', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, customerId, email } = await invited('now')
      await post.sendDue()
      const token = await post.tokenFor(email)
      const [accepted, withdrawn] = await Promise.all([accept(token), withdraw(id)])
      const isIn = accepted.status === 200
      expect([accepted.status, withdrawn.status]).toEqual(isIn ? [200, 409] : [404, 204])
      expect(await usersOf(customerId)).toMatchObject({ count: isIn ? 1 : 0, listed: isIn ? 1 : 0 })
    }
  })
})

describe('withdrawing an invitation to a role that may more than oneself', () => {
  it('is refused, and done by who has these rights', async () => {
    const { providerId } = world.first
    const { id } = await invited('later', { type: 'partner' })
    const technician = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'all',
    })
    expect((await withdraw(id, technician)).problem.code).toBe('forbidden')
    expect((await withdraw(id)).status).toBe(204)
  })
})

describe('an invitation that the caller cannot see', () => {
  it('is answered like one that never existed', async () => {
    const { id } = await invited()
    for (const as of [world.second.admin, world.first.partnerAdmin])
      for (const target of [id, newId()]) {
        const answers = [await send(target, { send: 'now' }, as), await withdraw(target, as)]
        expect(answers.map(({ problem }) => problem.code)).toEqual(['not_found', 'not_found'])
      }
    expect(await stateOf(id)).toMatchObject({ requestedAt: null })
  })

  it('is told to those who see the organization', async () => {
    const { id } = await invited('later', {}, world.first.partnerAdmin)
    expect((await send(id, { send: 'now' }, world.first.partnerAdmin)).status).toBe(200)
    expect((await withdraw(id, world.first.partnerAdmin)).status).toBe(204)
  })
})

it('each step is written to the log of the customer', async () => {
  const { id } = await invited()
  await send(id)
  await withdraw(id)
  const { rows } = await world.test.owner.query(
    'SELECT action FROM audit_events WHERE object_id = $1 ORDER BY occurred_at, id',
    [id],
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'user.invited',
    'user.invitation_requested',
    'user.invitation_withdrawn',
  ])
})
