import { listContacts, updateContact } from '@tenantry/contract/customer-contacts.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { getImport, type Import, undoImport } from '@tenantry/contract/imports.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { imported, runJob } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const undone = async (person: Person, id: Import['id']) => {
  expect((await person.api.call(undoImport, { params: { id } })).status).toBe(200)
  await runJob(world, { providerId: world.first.providerId, person, id })
  return (await person.api.call(getImport, { params: { id } })).body
}
const codes = async (person: Person, q: string) =>
  (await person.api.call(listCustomers, { query: { q } as never })).body.items.map(({ code }) => code)

describe('an import that is taken back (B4)', () => {
  it('takes what it has made below what it has made', async () => {
    const { admin, providerId } = world.first
    const file =
      'Name,Code,Type,Parent code\nTreed leaf,T-3,Division,T-1/T-2\nTreed top,T-1,Partner,\nTreed,T-2,Enterprise,T-1\n'
    const done = await imported(world, providerId, admin, file)
    expect(done.progress).toMatchObject({ created: 3, failed: 0 })
    expect((await undone(admin, done.id)).progress).toMatchObject({ takenBack: 3, kept: 0 })
    expect(await codes(admin, 'Treed')).toEqual([])
  })

  it('takes several contacts from one customer, and leaves the one that somebody has changed', async () => {
    const { admin, providerId, customerId } = world.first
    const file =
      'Customer code,First name,Email\nCUST-1,Ada,ada@x.example\nCUST-1,Bo,bo@x.example\nCUST-1,Cy,cy@x.example\n'
    const done = await imported(world, providerId, admin, file, { kind: 'contacts' })
    expect(done.progress).toMatchObject({ created: 3, failed: 0 })
    const params = { id: customerId as never }
    const { items } = (await admin.api.call(listContacts, { params, query: { q: 'bo@x' } as never })).body
    const one = { params: { ...params, contactId: items[0]?.id as never }, body: { role: 'VIP' } }
    expect((await admin.api.call(updateContact, one, { ifMatch: '*' })).status).toBe(200)
    expect((await undone(admin, done.id)).progress).toMatchObject({ takenBack: 2, kept: 1 })
    const left = (await admin.api.call(listContacts, { params, query: {} })).body.items
    expect(left.map(({ firstName }) => firstName)).toEqual(['Bo'])
  })

  it('takes a customer that came with somebody who looks after it, and leaves one that somebody was given since', async () => {
    const { admin, providerId, technician } = world.first
    const file = `Name,Code,Technicians\nCared for,CARE-1,${technician.email}\nGiven away,CARE-2,\n`
    const done = await imported(world, providerId, admin, file)
    expect(done.progress).toMatchObject({ created: 2, failed: 0 })
    const { items } = (await admin.api.call(listCustomers, { query: { q: 'CARE-2' } as never })).body
    const given = {
      params: { id: items[0]?.id as never },
      body: { assignedUserIds: [technician.membershipId as never] },
    }
    expect((await admin.api.call(updateCustomer, given, { ifMatch: '*' })).status).toBe(200)
    expect((await undone(admin, done.id)).progress).toMatchObject({ takenBack: 1, kept: 1 })
    expect(await codes(admin, 'CARE-')).toEqual(['CARE-2'])
  })

  it('leaves a partner that somebody has made tags for', async () => {
    const { admin, providerId } = world.first
    const done = await imported(world, providerId, admin, 'Name,Code,Type\nTagging,TAGGING,Partner\n')
    const { items } = (await admin.api.call(listCustomers, { query: { q: 'TAGGING' } as never })).body
    const made = await admin.api.call(createTag, { body: { name: 'Theirs', organizationId: items[0]?.id } })
    expect(made.status).toBe(201)
    expect((await undone(admin, done.id)).progress).toMatchObject({ takenBack: 0, kept: 1 })
  })

  it('is so for somebody who does not see the own house', async () => {
    const { customerId, providerId } = world.first
    const person = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [customerId],
    })
    const done = await imported(world, providerId, person, 'Name,Code\nUnder cover,COVER-1\n')
    expect(done.progress).toMatchObject({ created: 1 })
    expect((await undone(person, done.id)).progress).toMatchObject({ takenBack: 1, kept: 0 })
    expect(await codes(person, 'Under cover')).toEqual([])
  })
})
