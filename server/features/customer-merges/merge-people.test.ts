import { createCustomerDraft, updateCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import {
  createCustomerTemplate,
  getCustomerTemplate,
  updateCustomerTemplate,
} from '@tenantry/contract/customer-templates.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { acceptInvitation } from '@tenantry/contract/invitations.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MailMessage } from '../../platform/mail/mailer.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { testSecret } from '../../testing/test-cluster.ts'
import { createWorld, type World, worldPassword } from '../../testing/world.ts'
import { invitationTasks } from '../invitations/public.ts'
import { runTask } from '../lifecycle/lifecycle.fixture.ts'
import { addCustomer, assign, contradictions, furnished, merged } from './customer-merges.fixture.ts'

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

describe('users of a customer that becomes part of another (B10)', () => {
  it('belong to the other customer, sign in there and keep what they may', async () => {
    const { providerId } = world.first
    const [source, target] = [await addCustomer(api, airtel()), await furnished(api, bharti())]
    const person = await world.addPerson({
      providerId,
      organizationId: source,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    const { counts, usersWithdrawn } = await merged(api, source, target.id)
    expect([counts.users, usersWithdrawn]).toEqual([1, []])
    const seen = await person.api.call(getCustomer, { params: { id: target.id as never } })
    expect(seen.body.name).toBe('Bharti Airtel')
    const users = await api.call(listUsers, { query: { filter: { organizationId: { eq: target.id } } } as never })
    expect(users.body.items.map(({ email }) => email)).toEqual([person.email])
  })

  it('who are invited stay invited, and the administrator of the other customer stays that', async () => {
    const admin = (email: string) => ({ contacts: { admin: { firstName: 'Ada', email } } })
    const source = await addCustomer(api, { ...airtel(), ...admin('ada@one.example') })
    const target = await addCustomer(api, { ...bharti(), ...admin('ada@two.example') })
    const { counts } = await merged(api, source, target)
    expect(counts).toMatchObject({ users: 1, invitations: 1 })
    const after = await read(target)
    expect([after.counts.users, after.contacts.admin?.email]).toEqual([2, 'ada@two.example'])
  })

  it('who are invited get a mail that names the other customer, and accept there', async () => {
    const invitation = { send: 'now' as const }
    const admin = { firstName: 'Ada', email: 'ada@mailed.example', invitation }
    const source = await addCustomer(api, { ...airtel(), contacts: { admin } })
    const target = await addCustomer(api, bharti())
    await merged(api, source, target)
    const mails: MailMessage[] = []
    const mailer = { deliver: async (mail: MailMessage) => ({ messageId: String(mails.push(mail)) }) }
    const [, sendDue] = invitationTasks({ mailer, secret: testSecret, publicUrl: () => 'https://msp.example' })
    await runTask(world, sendDue)
    const mail = mails.find(({ to }) => to.address === 'ada@mailed.example')
    expect(mail?.text).toContain('Bharti Airtel')
    const token = /token=(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    const accepted = await world.anonymous.call(acceptInvitation, { body: { token, password: worldPassword } })
    expect(accepted.status).toBe(200)
    expect((await read(target)).contacts.admin).toMatchObject({ email: 'ada@mailed.example', status: 'active' })
  })

  it('make their administrator that of a customer that has none', async () => {
    const source = await addCustomer(api, {
      ...airtel(),
      contacts: { admin: { firstName: 'Ada', email: 'ada@only.example' } },
    })
    const target = await addCustomer(api, bharti())
    await merged(api, source, target)
    expect((await read(target)).contacts.admin).toMatchObject({ email: 'ada@only.example', status: 'pending' })
  })

  it('with a place in both keep the other one, with what they wrote', async () => {
    const admin = { contacts: { admin: { firstName: 'Ada', email: 'ada@both.example' } } }
    const source = await furnished(api, { ...airtel(), ...admin })
    const target = await addCustomer(api, { ...bharti(), ...admin })
    const twin = (await read(source.id)).contacts.admin
    const kept = (await read(target)).contacts.admin
    await world.test.owner.query('UPDATE notes SET author_membership_id = $1 WHERE id = $2', [
      twin?.membershipId,
      source.noteId,
    ])
    const { usersWithdrawn, counts } = await merged(api, source.id, target)
    expect(usersWithdrawn).toEqual([{ membershipId: twin?.membershipId, name: 'Ada', email: 'ada@both.example' }])
    expect(counts.users).toBe(0)
    const after = await read(target)
    expect([after.counts.users, after.contacts.admin]).toEqual([1, kept])
    const { rows } = await world.test.owner.query('SELECT author_membership_id AS author FROM notes WHERE id = $1', [
      source.noteId,
    ])
    expect(rows).toEqual([{ author: kept?.membershipId }])
  })
})

describe('who is only invited to the customer that stays', () => {
  const admin = { contacts: { admin: { firstName: 'Ada', email: 'ada@accepted.example' } } }

  it('keeps the place that they have accepted in the other one, and their session with it', async () => {
    const { providerId } = world.first
    const source = await addCustomer(api, airtel())
    const person = await world.addPerson({
      providerId,
      organizationId: source,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    const target = await addCustomer(api, {
      ...bharti(),
      contacts: { admin: { firstName: 'Ada', email: person.email } },
    })
    const invited = (await read(target)).contacts.admin
    const answer = await merged(api, source, target)
    expect(answer.usersWithdrawn).toEqual([{ membershipId: invited?.membershipId, name: 'Ada', email: person.email }])
    expect([answer.counts.users, answer.sessionsEnded]).toEqual([1, 0])
    expect((await read(target)).counts.users).toBe(1)
    expect((await person.api.call(getCustomer, { params: { id: target as never } })).status).toBe(200)
    expect(await contradictions(world)).toEqual([])
  })

  it('keeps that invitation where they have accepted neither', async () => {
    const [source, target] = [
      await addCustomer(api, { ...airtel(), ...admin }),
      await addCustomer(api, { ...bharti(), ...admin }),
    ]
    const [twin, kept] = [(await read(source)).contacts.admin, (await read(target)).contacts.admin]
    const { usersWithdrawn } = await merged(api, source, target)
    expect(usersWithdrawn.map(({ membershipId }) => membershipId)).toEqual([twin?.membershipId])
    expect((await read(target)).contacts.admin).toEqual(kept)
  })
})

describe('those who look after it', () => {
  it('look after the other customer from then on, and their access is what follows from that', async () => {
    const { technician, providerId } = world.first
    const [source, target] = [await addCustomer(api, airtel()), await addCustomer(api, bharti())]
    const other = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
    })
    await assign(api, source, [technician.membershipId, other.membershipId])
    await assign(api, target, [technician.membershipId])
    const answer = await merged(api, source, target)
    expect(answer.counts.technicians).toBe(1)
    expect(answer.gainsSight.map(({ membershipId }) => membershipId)).toEqual([other.membershipId])
    expect((await read(target)).assignedUserIds?.sort()).toEqual([technician.membershipId, other.membershipId].sort())
    expect((await other.api.call(getCustomer, { params: { id: target as never } })).status).toBe(200)
    expect(await contradictions(world)).toEqual([])
  })
})

describe('drafts', () => {
  it('that name the customer that goes name the other one', async () => {
    const [source, target] = [await addCustomer(api, airtel()), await addCustomer(api, bharti())]
    const body = { stepId: 'account', parentId: source as never, values: { parent: { id: source, name: 'Airtel' } } }
    const draft = await api.call(createCustomerDraft, { body })
    expect(draft.status).toBe(201)
    expect((await merged(api, source, target)).counts.drafts).toBe(1)
    const { rows } = await world.test.owner.query('SELECT parent_id, values FROM customer_drafts WHERE id = $1', [
      draft.body.id,
    ])
    expect(rows).toEqual([{ parent_id: target, values: { parent: { id: target, name: 'Airtel' } } }])
    // A second tab still has what named the customer that went.
    const stale = await api.call(
      updateCustomerDraft,
      { params: { id: draft.body.id }, body },
      { ifMatch: draft.etag ?? '' },
    )
    expect(stale.problem.code).toBe('precondition_failed')
  })
})

describe('templates', () => {
  it('that put customers below the one that goes put them below the other one', async () => {
    const [source, target] = [
      await addCustomer(api, { ...airtel(), type: 'enterprise' }),
      await addCustomer(api, { ...bharti(), type: 'enterprise' }),
    ]
    const body = { name: `Branch ${code()}`, values: { type: 'division' as const, parentId: source as never } }
    const { body: template } = await api.call(createCustomerTemplate, { body })
    await merged(api, source, target)
    const after = await api.call(getCustomerTemplate, { params: { id: template.id } })
    expect(after.body).toMatchObject({ values: { parentId: target }, parent: { name: 'Bharti Airtel' }, dropped: [] })
    const stale = await api.call(
      updateCustomerTemplate,
      { params: { id: template.id }, body: { values: body.values } },
      { ifMatch: '"1"' },
    )
    expect(stale.problem.code).toBe('precondition_failed')
  })
})
