import type { ContactsInput } from '@tenantry/contract/contacts.ts'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
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

const nothing = {
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  phoneExtension: null,
  fax: null,
  faxExtension: null,
}
const nobody = { primary: null, billing: null, admin: null, others: [] }
const primary = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@airtel.com',
  phone: '+1 212 555 0100',
  phoneExtension: '12',
  fax: '+1 212 555 0109',
}
const stored = { ...nothing, ...primary, phone: '+12125550100', fax: '+12125550109' }

type Patch = RequestOf<typeof updateCustomer>['body']
const patch = (id: string, body: Patch, ifMatch = '*') =>
  api.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch })
const withContacts = async (contacts: NewCustomer['contacts']) => (await added(api, { name: 'Airtel', contacts })).body

describe('the contacts of a customer (EC3, MH4, MH5, B28)', () => {
  it('are kept as they were told, numbers in E.164', async () => {
    const contacts = {
      primary,
      billing: { email: 'invoices@AIRTEL.com' },
      others: [
        { role: 'Emergency', firstName: 'Grace', phone: '+12125550101' },
        { role: 'VIP', lastName: '王' },
      ],
    }
    expect((await withContacts(contacts)).contacts).toEqual({
      primary: stored,
      billing: { ...nothing, email: 'invoices@airtel.com' },
      admin: null,
      others: [
        { ...nothing, id: expect.any(String), role: 'Emergency', firstName: 'Grace', phone: '+12125550101' },
        { ...nothing, id: expect.any(String), role: 'VIP', lastName: '王' },
      ],
    })
  })

  it('are all absent where none was told', async () => {
    expect((await withContacts(undefined)).contacts).toEqual(nobody)
    expect((await withContacts({})).contacts).toEqual(nobody)
    expect((await withContacts({ primary: null, others: [] })).contacts).toEqual(nobody)
  })

  it('may be one person in several roles', async () => {
    const customer = await withContacts({ primary, billing: primary, others: [{ ...primary, role: 'Approver' }] })
    expect(customer.contacts.billing).toEqual(customer.contacts.primary)
    expect(customer.contacts.others[0]).toMatchObject({ ...stored, role: 'Approver' })
  })

  it.each<[string, NewCustomer['contacts'], string]>([
    [
      'a contact without name and address',
      { primary: { phone: '+12125550100' } },
      'contacts.primary.firstName: contact_empty',
    ],
    [
      'a further contact with a role alone',
      { others: [{ role: 'VIP' }] },
      'contacts.others.0.firstName: contact_empty',
    ],
    [
      'a phone number without country code',
      { billing: { firstName: 'A', phone: '555' } },
      'contacts.billing.phone: phone_invalid',
    ],
    ['a fax number that is none', { billing: { firstName: 'A', fax: 'x' } }, 'contacts.billing.fax: phone_invalid'],
    ['an email that is none', { primary: { email: 'ada' } }, 'contacts.primary.email: email_invalid'],
    [
      'an id that is no contact here',
      { others: [{ id: '01890000-0000-7000-8000-000000000001' as never, firstName: 'A' }] },
      'contacts.others.0.id: unknown_reference',
    ],
    [
      'more contacts than a hundred',
      { others: Array.from({ length: 101 }, () => ({ firstName: 'A' })) },
      'contacts.others: too_big',
    ],
    [
      'an unknown field',
      { primary: { firstName: 'A', middleName: 'B' } as never },
      'contacts.primary.middleName: unknown_field',
    ],
    [
      'a control character in a name',
      { primary: { firstName: 'A\u0007' } },
      'contacts.primary.firstName: text_control_character',
    ],
  ])('refuse %s and leave nothing behind', async (_, contacts, problem) => {
    const before = await rowCounts(world)
    expect(problems(await add(api, { name: 'Refused', contacts }))).toEqual([problem])
    expect(await rowCounts(world)).toEqual(before)
  })

  it('are not written by a dry run, which shows them', async () => {
    const before = await rowCounts(world)
    const answer = await api.request('POST', '/api/v1/customers?dryRun=true', { name: 'Dry', contacts: { primary } })
    expect(answer.json().contacts.primary).toEqual(stored)
    expect(await rowCounts(world)).toEqual(before)
  })
})

describe('changing contacts', () => {
  it('changes the fields that are given, raises the version, and says so in the audit log', async () => {
    const { id } = await withContacts({ primary })
    const { etag } = await api.call(getCustomer, { params: { id } })
    const changed = await patch(id, { contacts: { primary: { firstName: 'Augusta', fax: null } } }, etag)
    expect(changed.body.contacts.primary).toEqual({ ...stored, firstName: 'Augusta', fax: null })
    expect(changed.etag).toBe('"2"')
    const { rows } = await world.test.owner.query(
      "SELECT p.before, p.after FROM audit_events e JOIN audit_payloads p ON p.audit_event_id = e.id WHERE e.object_id = $1 AND e.action = 'customer.updated'",
      [id],
    )
    expect(rows).toEqual([
      { before: { primaryContact: stored }, after: { primaryContact: { ...stored, firstName: 'Augusta', fax: null } } },
    ])
  })

  it('changes neither version nor audit log where nothing differs', async () => {
    const { id, contacts } = await withContacts({ primary, others: [{ firstName: 'Grace' }] })
    const before = await rowCounts(world)
    const same = await patch(id, { contacts: { primary, billing: null, others: contacts.others } })
    expect([same.status, same.etag]).toEqual([200, '"1"'])
    expect(await rowCounts(world)).toEqual(before)
  })

  it('removes a contact with null, and adds one where none was', async () => {
    const { id } = await withContacts({ primary })
    const body: Patch = { contacts: { primary: null, billing: { firstName: 'Bill' } } }
    expect((await patch(id, body)).body.contacts).toEqual({ ...nobody, billing: { ...nothing, firstName: 'Bill' } })
  })

  it('refuses to leave a contact without name and address', async () => {
    const { id } = await withContacts({ billing: { firstName: 'Bill', phone: '+12125550100' } })
    expect(problems(await patch(id, { contacts: { billing: { firstName: '' } } }))).toEqual([
      'contacts.billing.firstName: contact_empty',
    ])
    expect(problems(await patch(id, { contacts: { primary: { phone: '+12125550100' } } }))).toEqual([
      'contacts.primary.firstName: contact_empty',
    ])
  })

  it('replaces the further contacts, in the order given, and keeps their ids', async () => {
    const { id, contacts } = await withContacts({
      others: [{ firstName: 'A' }, { firstName: 'B' }, { firstName: 'C' }],
    })
    const [a, , c] = contacts.others
    const others = [{ id: c?.id, firstName: 'C' }, { firstName: 'D' }, { id: a?.id, firstName: 'A2' }]
    const after = (await patch(id, { contacts: { others } })).body.contacts.others
    expect(after.map(({ firstName }) => firstName)).toEqual(['C', 'D', 'A2'])
    expect([after[0]?.id, after[2]?.id]).toEqual([c?.id, a?.id])
  })

  it('refuses an id twice, and one of another customer like one that never existed', async () => {
    const { id, contacts } = await withContacts({ others: [{ firstName: 'A' }] })
    const other = await withContacts({ others: [{ firstName: 'B' }] })
    const ofMine = contacts.others[0]?.id
    const twice: ContactsInput['others'] = [1, 2].map(() => ({ id: ofMine, firstName: 'A', role: null }))
    expect(problems(await patch(id, { contacts: { others: twice } }))).toEqual(['contacts.others: id_repeated'])
    const foreign = (of: string | undefined) =>
      patch(id, { contacts: { others: [{ id: of as never, firstName: 'A' }] } }).then(problems)
    expect(await foreign(other.contacts.others[0]?.id)).toEqual(await foreign('01890000-0000-7000-8000-000000000001'))
  })

  it('refuses to name an administrator afterwards', async () => {
    const { id } = await withContacts({})
    const admin = { email: 'late@airtel.com', firstName: 'Late' }
    expect(problems(await patch(id, { contacts: { admin } } as never))).toEqual([
      'contacts.admin: admin_only_at_creation',
    ])
  })

  it('is refused to an editor with an old version', async () => {
    const { id } = await withContacts({ primary })
    await patch(id, { contacts: { primary: { lastName: 'King' } } }, '"1"')
    const late = await patch(id, { contacts: { primary: { lastName: 'Byron' } } }, '"1"')
    expect(late.problem.code).toBe('precondition_failed')
  })

  it('is refused like everything else where the organization is archived', async () => {
    const { id } = await withContacts({ primary })
    await world.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [id])
    expect(problems(await patch(id, { contacts: { primary: null } }))).toEqual([': organization_read_only'])
  })
})
