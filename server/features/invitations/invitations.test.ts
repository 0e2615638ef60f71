import { acceptInvitation, readInvitation, renewInvitation } from '@tenantry/contract/invitations.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, type NewCustomer, problems, rowCounts } from '../customers/customers.fixture.ts'
import { PostOffice } from './invitations.fixture.ts'
import { sendInvitation } from './send-invitation.ts'

const day = 24 * 60 * 60 * 1000
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
beforeEach(async () => {
  clock.at = new Date()
  await post.empty()
})

type Admin = NonNullable<NonNullable<NewCustomer['contacts']>['admin']>
let number = 0
const ada = (more: Partial<Admin> = {}): Admin => ({
  firstName: 'Ada',
  email: `ada${++number}@airtel.example`,
  invitation: { send: 'now' },
  ...more,
})

async function invited(admin: Admin = ada(), more: Partial<NewCustomer> = {}, provider = world.first) {
  const created = await add(provider.admin.api, { name: 'Airtel', ...more, contacts: { admin } })
  if (created.status !== 201) throw new TypeError(created.raw.body)
  return created.body
}

const sendDue = (by?: Mailer) => post.sendDue(by)
const mails = () => post.mails()
const mailTo = (address: string) => post.mailTo(address)
const tokenFor = (address: string) => post.tokenFor(address)
async function open(admin = ada(), more: Partial<NewCustomer> = {}) {
  const customer = await invited(admin, more)
  await sendDue()
  return { customer, email: admin.email, token: await tokenFor(admin.communicationEmail ?? admin.email) }
}

const password = 'seven gentle otters 42'
const read = (token: string) => world.anonymous.call(readInvitation, { body: { token } })
const accept = (token: string, chosen?: string, as = world.anonymous) =>
  as.call(acceptInvitation, { body: { token, ...(chosen ? { password: chosen } : {}) } })
async function signIn(email: string, as = password): Promise<HttpCaller | number> {
  const answer = await world.anonymous.request('POST', '/api/auth/sign-in/email', { email, password: as })
  if (answer.statusCode !== 200) return answer.statusCode
  return new HttpCaller(world.app, {
    cookie: answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; '),
  })
}
const me = async (caller: HttpCaller | number) =>
  typeof caller === 'number' ? caller : (await caller.request('GET', '/api/v1/me')).json()

describe('the mail of an invitation (MH6, RI5)', () => {
  it('says the same as text and as HTML, names the login, and links to the public address', async () => {
    const { customer, email } = await open(ada({ displayName: 'Ada <b>&' }), { name: 'Airtel & Sons' })
    const mail = await mailTo(email)
    expect(mail.subject).toBe('Your invitation to Airtel & Sons')
    expect(mail.text).toContain('Hello Ada <b>&,')
    expect(mail.text).toContain(`Your login is ${email}.`)
    expect(mail.text).toMatch(/https:\/\/msp\.example\/accept-invitation\?token=inv_[0-9a-f]{32}_[\w-]{43}\s/)
    expect(mail.html).toContain('Hello Ada &lt;b&gt;&amp;,')
    expect(mail.html).not.toContain('<b>')
    const admin = (await world.first.admin.api.request('GET', `/api/v1/customers/${customer.id}`)).json().contacts.admin
    expect(admin.invitation).toEqual({
      requestedAt: clock.at.toISOString(),
      sendOn: null,
      sentAt: clock.at.toISOString(),
      isInOutbox: true,
      expiresAt: new Date(clock.at.getTime() + 7 * day).toISOString(),
    })
  })

  it('goes to the additional address where there is one', async () => {
    const { token } = await open(ada({ communicationEmail: 'ada@home.example' }))
    expect((await read(token)).body.state).toBe('open')
  })

  it('lets no name begin another header, however long and odd it is', async () => {
    const displayName = `Ada" <x@y.example>, Eve ${'😀'.repeat(220)}`
    const { email } = await open(ada({ displayName }), { name: `Airtel\r\nBcc: eve@y.example ${'😀'.repeat(200)}` })
    const mail = await mailTo(email)
    expect(mail.to).toHaveLength(1)
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc')
    expect(mail.subject).toContain('Airtel Bcc: eve@y.example')
  })

  it('is not made where it is to be sent later', async () => {
    const admin = ada({ invitation: { send: 'later' } })
    await invited(admin)
    clock.at = new Date(clock.at.getTime() + 400 * day)
    await sendDue()
    expect(await mails()).toEqual([])
  })

  it('goes out when its day begins where the organization is, not before', async () => {
    clock.at = new Date('2030-03-09T12:00:00Z')
    const on = (place: string, admin = ada({ invitation: { send: 'on', on: '2030-03-10' } })) =>
      invited(admin, { timeZone: place }).then(() => admin.email)
    const [auckland, berlin, honolulu] = [
      await on('Pacific/Auckland'),
      await on('Europe/Berlin'),
      await on('Pacific/Honolulu'),
    ]
    const sentBy = async (instant: string) => {
      clock.at = new Date(instant)
      await sendDue()
      return (await mails()).map(({ to }) => to?.[0]?.address).sort()
    }
    expect(await sentBy('2030-03-09T10:59:59Z')).toEqual([])
    expect(await sentBy('2030-03-09T11:00:00Z')).toEqual([auckland])
    expect(await sentBy('2030-03-09T23:00:00Z')).toEqual([auckland, berlin].sort())
    expect(await sentBy('2030-03-10T09:59:59Z')).toEqual([auckland, berlin].sort())
    expect(await sentBy('2030-03-10T10:00:00Z')).toEqual([auckland, berlin, honolulu].sort())
  })

  it('may be asked for the day that it already is in the organization, and not for the day before', async () => {
    clock.at = new Date('2030-05-01T20:00:00Z')
    const on = (date: string) => ada({ invitation: { send: 'on', on: date } })
    const there = { name: 'Kiwi', timeZone: 'Pacific/Auckland' }
    expect((await invited(on('2030-05-02'), there)).contacts.admin?.invitation?.sendOn).toBe('2030-05-02')
    const late = await add(world.first.admin.api, { ...there, contacts: { admin: on('2030-05-01') } })
    expect(problems(late)).toEqual(['contacts.admin.invitation.on: in_the_past'])
  })

  it('is written once, with the same link, by whoever follows one who was stopped at any point', async () => {
    const admin = ada()
    await invited(admin)
    const stopped: Mailer = { deliver: () => Promise.reject(new Error('stopped before the mail')) }
    await sendDue(stopped)
    expect(await mails()).toEqual([])
    const messageIds: string[] = []
    const afterwards: Mailer = {
      deliver: async (...mail) => {
        messageIds.push((await post.mailer.deliver(...mail)).messageId)
        throw new Error('stopped after the mail')
      },
    }
    await sendDue(afterwards)
    const token = await tokenFor(admin.email)
    clock.at = new Date(clock.at.getTime() + 60_000)
    await sendDue(afterwards)
    await sendDue()
    await sendDue()
    expect(await tokenFor(admin.email)).toBe(token)
    expect(new Set(messageIds).size).toBe(1)
    expect((await mailTo(admin.email)).messageId).toBe(messageIds[0])
    expect((await read(token)).body.state).toBe('open')
  })

  it('is one, when two jobs send it at the same moment', async () => {
    const admin = ada()
    await invited(admin)
    await Promise.all([sendDue(), sendDue(), sendDue()])
    expect((await read(await tokenFor(admin.email))).body.state).toBe('open')
    const { rows } = await world.test.owner.query(
      "SELECT count(*)::int AS count FROM audit_events e JOIN memberships m ON m.id = e.object_id WHERE e.action = 'user.invitation_put_into_outbox' AND m.email = $1",
      [admin.email],
    )
    expect(rows).toEqual([{ count: 1 }])
  })

  it('waits while nobody may sign in there, and is gone with the invitation', async () => {
    const [waiting, gone] = [ada(), ada()]
    const { id } = await invited(waiting, { isActive: false })
    await invited(gone)
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE email = $1", [gone.email])
    await sendDue()
    expect(await mails()).toEqual([])
    await world.test.owner.query("UPDATE organizations SET status = 'active' WHERE id = $1", [id])
    await sendDue()
    expect((await mails()).map(({ to }) => to?.[0]?.address)).toEqual([waiting.email])
  })

  it('keeps none of the others when one cannot be sent', async () => {
    const [bad, good] = [ada({ communicationEmail: 'bad@y.example' }), ada()]
    await invited(bad)
    await invited(good)
    const picky: Mailer = {
      deliver: (mail, identity) =>
        mail.to.address === 'bad@y.example'
          ? Promise.reject(new Error('refused'))
          : post.mailer.deliver(mail, identity),
    }
    await sendDue(picky)
    expect((await mails()).map(({ to }) => to?.[0]?.address)).toEqual([good.email])
    await sendDue()
  })

  it('leaves of its link a hash only, and nothing in the queue, the log of changes or the events', async () => {
    const { token, email } = await open()
    const { rows } = await world.test.owner.query(
      `SELECT (SELECT octet_length(token_hash) FROM invitations i JOIN memberships m ON m.id = i.membership_id WHERE m.email = $1) AS hash,
         (SELECT string_agg(t::text, '') FROM invitations t) || (SELECT string_agg(t::text, '') FROM audit_payloads t) ||
         (SELECT string_agg(t::text, '') FROM outbox t) AS content`,
      [email],
    )
    expect(rows[0].hash).toBe(32)
    expect(rows[0].content).not.toContain(token.slice(-43))
  })
})

describe('accepting an invitation', () => {
  it('takes a first password, makes the membership active and the person an administrator of that customer alone', async () => {
    const { token, email, customer } = await open()
    expect((await read(token)).body).toEqual({
      state: 'open',
      organizationName: 'Airtel',
      name: 'Ada',
      email,
      needsPassword: true,
    })
    expect(await signIn(email)).toBe(401)
    const accepted = await accept(token, password)
    expect([accepted.status, accepted.body]).toEqual([200, { email }])
    const person = await signIn(email)
    expect(await me(person)).toMatchObject({
      membership: { organization: { id: customer.id }, roleName: 'Customer administrator', reach: 'subtree' },
      permissions: ['customers.read', 'devices.read', 'licenses.read', 'exports.create', 'users.read'],
    })
    const list = await (person as HttpCaller).request('GET', '/api/v1/customers')
    expect(list.json().items.map(({ id }: { id: string }) => id)).toEqual([customer.id])
  })

  it('says of every password that is too long the same', async () => {
    const { token } = await open()
    const tooLong = { path: 'password', code: 'password_too_long', message: 'Use at most 256 characters' }
    for (const length of [257, 1001])
      expect(await accept(token, 'x'.repeat(length)), `${length}`).toMatchObject({
        status: 422,
        problem: { errors: [tooLong] },
      })
  })

  it('works once', async () => {
    const { token } = await open()
    const answers = await Promise.all([accept(token, password), accept(token, password), accept(token, password)])
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    expect([(await accept(token, password)).status, (await read(token)).status]).toEqual([404, 404])
  })

  it.each([
    [undefined, 'password: required'],
    ['short', 'password: password_too_short'],
    ['password1234567', 'password: password_guessable'],
    ['Airtel-Airtel-1', 'password: password_guessable'],
  ])('refuses %s as a first password, and the link stays good', async (chosen, problem) => {
    const { token } = await open()
    expect(problems(await accept(token, chosen))).toEqual([problem])
    expect((await accept(token, password)).status).toBe(200)
  })

  it('needs the session of a login that has a password, which stays as it is, and acts for the new place', async () => {
    const { email, api } = world.second.partnerAdmin
    const { token, customer } = await open(ada({ email }))
    expect((await read(token)).body.needsPassword).toBe(false)
    expect((await accept(token)).status).toBe(401)
    expect((await accept(token, 'another gentle otter 43')).status).toBe(401)
    expect((await accept(token, undefined, world.first.admin.api)).status).toBe(401)
    expect((await accept(token, undefined, api)).status).toBe(200)
    expect((await me(api)).membership.organization.id).toBe(customer.id)
    expect((await me(api)).memberships).toHaveLength(2)
    expect(await signIn(email, 'another gentle otter 43')).toBe(401)
    expect(await signIn(email)).not.toBe(401)
  })

  it('lets a login without password that is in use elsewhere be taken over by no invitation', async () => {
    const person = await world.addPerson({
      providerId: world.second.providerId,
      organizationId: world.second.providerId,
      role: 'technician',
      reach: 'all',
    })
    await world.test.owner.query(
      'DELETE FROM auth.credentials c USING auth.accounts a WHERE a.id = c.account_id AND a.email = $1',
      [person.email],
    )
    const { token } = await open(ada({ email: person.email, communicationEmail: 'eve@y.example' }))
    expect((await read(token)).body.needsPassword).toBe(false)
    expect((await accept(token, password)).status).toBe(401)
    expect(await signIn(person.email)).toBe(401)
  })

  it('is refused from the page of another site', async () => {
    const { token } = await open()
    const answer = await world.anonymous.request(
      'POST',
      '/api/v1/invitations/accept',
      { token, password },
      { origin: 'https://evil.example' },
    )
    expect(answer.json().code).toBe('origin_rejected')
  })

  it('answers every link alike that opens nothing', async () => {
    const { token } = await open()
    const hex = (providerId: string) => providerId.replaceAll('-', '')
    const moved = token.replace(hex(world.first.providerId), hex(world.second.providerId))
    const before = await rowCounts(world)
    for (const wrong of ['x', token.slice(0, -1), `${token}A`, moved, `inv_${'0'.repeat(32)}_${'A'.repeat(43)}`]) {
      expect([(await read(wrong)).problem.code, (await accept(wrong, password)).problem.code], wrong).toEqual([
        'not_found',
        'not_found',
      ])
      expect((await world.anonymous.call(renewInvitation, { body: { token: wrong } })).status).toBe(204)
    }
    expect(await rowCounts(world)).toEqual(before)
    expect((await read(token)).status).toBe(200)
  })

  it('is over with the customer’s archive', async () => {
    const { token, customer } = await open()
    await world.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [customer.id])
    expect([(await read(token)).status, (await accept(token, password)).status]).toEqual([404, 404])
  })
})

describe('a link that is too old', () => {
  const renew = (token: string) => world.anonymous.call(renewInvitation, { body: { token } })

  it('accepts nothing, tells nothing but its age, and sends a fresh one to where it went', async () => {
    const { token, email } = await open(ada({ communicationEmail: 'ada.fresh@home.example' }))
    expect((await renew(token)).status).toBe(204)
    await sendDue()
    expect(await mails()).toHaveLength(1)
    clock.at = new Date(clock.at.getTime() + 7 * day)
    expect((await read(token)).body).toEqual({
      state: 'expired',
      organizationName: null,
      name: null,
      email: null,
      needsPassword: null,
    })
    expect(problems(await accept(token, password))).toEqual(['token: invitation_expired'])
    await Promise.all([renew(token), renew(token)])
    await renew(token)
    await sendDue()
    const sent = await mails()
    expect(sent.map(({ to }) => to?.[0]?.address)).toEqual(['ada.fresh@home.example', 'ada.fresh@home.example'])
    const tokens = sent.map(({ text = '' }) => /token=(\S+)/.exec(text)?.[1] ?? '')
    const fresh = tokens.find((each) => each !== token) ?? ''
    expect((await read(token)).status).toBe(404)
    expect((await accept(fresh, password)).body).toEqual({ email })
  })

  it('is replaced before it goes out, when nothing could be sent for longer than it lives', async () => {
    const admin = ada()
    await invited(admin)
    await sendDue({ deliver: () => Promise.reject(new Error('no mail')) })
    clock.at = new Date(clock.at.getTime() + 8 * day)
    await sendDue()
    expect((await read(await tokenFor(admin.email))).body.state).toBe('open')
  })
})

it('an invitation of another provider cannot be sent by naming it', async () => {
  const admin = ada()
  await invited(admin)
  const { rows } = await world.test.owner.query(
    'SELECT i.id FROM invitations i JOIN memberships m ON m.id = i.membership_id WHERE m.email = $1',
    [admin.email],
  )
  await sendInvitation(post.jobs, post.postage(), { providerId: world.second.providerId, invitationId: rows[0]?.id })
  expect(await mails()).toEqual([])
  await sendDue()
  expect(await mails()).toHaveLength(1)
})

it('an invitation that an archive withdraws at the same moment is not accepted', async () => {
  const { customer, token, email } = await open()
  const archive = await world.test.owner.connect()
  try {
    await archive.query('BEGIN')
    await archive.query("UPDATE memberships SET status = 'deactivated' WHERE organization_id = $1", [customer.id])
    const accepting = accept(token, password)
    const waiting =
      'SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND NOT granted'
    await vi.waitFor(async () => expect((await world.test.owner.query(waiting)).rowCount).toBe(1), { timeout: 5000 })
    await archive.query('COMMIT')
    expect((await accepting).status).toBe(404)
  } finally {
    archive.release()
  }
  const { rows } = await world.test.owner.query('SELECT accepted_at FROM invitations WHERE organization_id = $1', [
    customer.id,
  ])
  expect(rows).toEqual([{ accepted_at: null }])
  expect(await me(await signIn(email))).not.toMatchObject({ organization: { id: customer.id } })
})
