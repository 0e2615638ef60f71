import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { imported } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** In one piece, for a check takes back what it has brought in with each. */
const bring = (kind: 'entities' | 'contacts', file: string, isCheck = false, rowsOfPiece = 200) =>
  imported(world, world.first.providerId, world.first.admin, file, { kind, isCheck, rowsOfPiece })

const problemsOf = async (id: string) =>
  (await world.first.admin.api.call(listImportProblems, { params: { id: id as never } })).body.items.map(
    ({ row, code }) => `${row} ${code}`,
  )

async function added(name: string, code: string): Promise<string> {
  return (await world.first.admin.api.call(createCustomer, { body: { name, code } })).body.id
}

/** What there is of a customer, without what is new in each: ids, instants, salts, who asked. */
async function leftBehind(id: string) {
  const { owner } = world.test
  const rows = async (text: string) => (await owner.query<{ row: object }>(text, [id])).rows.map(({ row }) => row)
  const without = (...names: string[]) => names.map((name) => ` - '${name}'`).join('')
  const fresh = without('id', 'organization_id', 'created_at', 'updated_at')
  return {
    entities: await rows(
      `SELECT to_jsonb(e)${fresh} AS row FROM entities e WHERE organization_id = $1 ORDER BY name_key`,
    ),
    contacts: await rows(
      `SELECT to_jsonb(c)${fresh} AS row FROM contacts c WHERE organization_id = $1 ORDER BY kind, position`,
    ),
    counters: await rows(
      "SELECT jsonb_build_object('entities', entities, 'users', users) AS row FROM organization_counters WHERE organization_id = $1",
    ),
    version: await rows(`SELECT jsonb_build_object('version', version) AS row FROM organizations WHERE id = $1`),
    audit: await rows(
      `SELECT jsonb_build_object('action', a.action, 'type', a.object_type, 'after', p.after::jsonb - 'organizationId') AS row
       FROM audit_events a JOIN audit_payloads p ON p.provider_id = a.provider_id AND p.audit_event_id = a.id
       WHERE a.organization_id = $1 AND a.action IN ('entity.created', 'contact.created') ORDER BY a.id`,
    ),
  }
}

describe('a row of an entity with several problems (B4)', () => {
  it('is told all of them at once', async () => {
    const file = 'Customer code,Name,Contact email,Postal code,Country\nNOBODY-1,,no email,x,DE\n'
    const { id } = await bring('entities', file, true)
    expect(await problemsOf(id)).toEqual([
      '2 customer_unknown',
      '2 required',
      '2 email_invalid',
      '2 postal_code_invalid',
    ])
  })
})

describe('a customer that lies below a partner (B4)', () => {
  it('is named by both codes; whoever writes its own alone is told how, in their sight', async () => {
    const { partnerId, admin } = world.first
    const add = (name: string, code: string, parentId: string, type?: 'partner') =>
      admin.api.call(createCustomer, { body: { name, code, parentId, ...(type ? { type } : {}) } as never })
    await add('Deep', 'DEEP-1', partnerId)
    const { body: other } = await add('Further', 'FURTHER', partnerId, 'partner')
    await add('Twice', 'TWICE-1', partnerId)
    await add('Twice', 'TWICE-1', other.id)
    const file = [
      'Customer code,Name',
      'deep-1,Ulm',
      'TWICE-1,Ulm',
      'Partner/Deep-1,Goa',
      'PARTNER/FURTHER/TWICE-1,Goa',
    ]
    const { id, progress } = await bring('entities', file.join('\n'))
    expect(progress).toMatchObject({ created: 2, failed: 2 })
    const { body } = await admin.api.call(listImportProblems, { params: { id: id as never } })
    expect(body.items.map(({ row, message }) => `${row} ${message}`)).toEqual([
      '2 There is no customer with the code deep-1 that lies below no partner: write PARTNER/DEEP-1 for the one below a partner',
      '3 There is no customer with the code TWICE-1 that lies below no partner, and several below partners: write the whole of it, as PARTNER/FURTHER/TWICE-1',
    ])
  })

  it('is told as it is written from where the file is for, partners as well, and nothing of what has become part of another', async () => {
    const { partnerId, providerId, admin, partnerAdmin } = world.first
    const add = async (name: string, code: string, parentId: string, type?: 'partner') =>
      (await admin.api.call(createCustomer, { body: { name, code, parentId, ...(type ? { type } : {}) } as never }))
        .body.id
    const nearer = await add('Nearer', 'NEARER', partnerId, 'partner')
    const into = await add('Into', 'INTO-1', nearer)
    const body = { intoId: into as never, intoVersion: '*' as const }
    const params = { id: (await add('Part', 'PART-1', nearer)) as never }
    expect((await admin.api.call(mergeCustomer, { params, body }, { ifMatch: '*' })).status).toBe(200)
    const told = async (person: typeof admin) => {
      const file = 'Customer code,Name\nINTO-1,Ulm\nNEARER,Ulm\nPART-1,Ulm'
      const { id } = await imported(world, providerId, person, file, { kind: 'entities', isCheck: true })
      const { items } = (await person.api.call(listImportProblems, { params: { id: id as never } })).body
      return items.map(({ row, message }) => `${row} ${message.replace(/^There .* write /, '')}`)
    }
    expect(await told(admin)).toEqual([
      '2 PARTNER/NEARER/INTO-1 for the one below a partner',
      '3 PARTNER/NEARER for the one below a partner',
      '4 There is no customer with the code or the name PART-1',
    ])
    expect((await told(partnerAdmin))[0]).toBe('2 NEARER/INTO-1 for the one below a partner')
  })
})

it('a row of a contact that may be about several of them is refused, and tells what they have alike (B4)', async () => {
  const { api } = world.first.admin
  const params = { id: (await added('Alike', 'ALIKE-1')) as never }
  for (const email of [null, null, 'ada@alike.example', 'ada@alike.example'])
    await api.call(createContact, { params, body: { firstName: 'Ada', role: 'VIP', email } })
  const file = 'Customer code,First name,Role,Email\nALIKE-1,ADA,vip,\nALIKE-1,,,ADA@alike.example'
  const { id, progress } = await bring('contacts', file)
  expect(progress).toMatchObject({ created: 0, updated: 0, failed: 2 })
  const { items } = (await api.call(listImportProblems, { params: { id: id as never } })).body
  expect(items.map(({ field, message }) => `${field} ${message.replace(/;.*/, '')}`)).toEqual([
    'firstName 2 contacts there have this name and role',
    'email 2 contacts there have this email',
  ])
})

describe('rows of entities and contacts that are new (B4)', () => {
  it('leave behind what the form does', async () => {
    const { api } = world.first.admin
    const id = (await added('Typed', 'TYPED')) as never
    const [first, second] = [await added('Listed', 'LISTED-1'), await added('Other', 'LISTED-2')]
    await api.call(createEntity, {
      params: { id },
      body: { name: 'Ulm', kind: 'region', code: 'U-1', location: { country: 'DE', postalCode: '89073', city: 'Ulm' } },
    })
    await api.call(createEntity, { params: { id }, body: { name: 'Goa', contact: { email: 'goa@x.example' } } })
    await api.call(createContact, { params: { id }, body: { firstName: 'Ada', email: 'ada@x.example', role: 'VIP' } })
    await api.call(createContact, { params: { id }, body: { lastName: 'Bo', phone: '+49 731 1234567' } })
    const entities = [
      'Customer code,Name,Kind,Code,Country,Postal code,City,Contact email',
      'LISTED-1,Ulm,Region,U-1,DE,89073,Ulm,',
      'LISTED-2,Ulm,,,,,,',
      'LISTED-1,Goa,,,,,,goa@x.example',
    ]
    const contacts = [
      'Customer code,First name,Last name,Email,Role,Phone',
      'LISTED-1,Ada,,ada@x.example,VIP,',
      'LISTED-2,Ada,,ada@x.example,,',
      'LISTED-1,,Bo,,,+49 731 1234567',
    ]
    expect((await bring('entities', entities.join('\n'))).progress).toMatchObject({ created: 3, failed: 0 })
    expect((await bring('contacts', contacts.join('\n'))).progress).toMatchObject({ created: 3, failed: 0 })
    const typed = await leftBehind(id)
    expect([typed.entities.length, typed.contacts.length, typed.audit.length]).toEqual([2, 2, 4])
    expect(await leftBehind(first)).toEqual(typed)
    expect(await leftBehind(second)).toMatchObject({ counters: [{ entities: 1 }], version: [{ version: 2 }] })
  })

  it.each([true, false])('are refused one by one by the rules of the form, in a check and not: %s', async (isCheck) => {
    const code = isCheck ? 'RULES-1' : 'RULES-2'
    const id = await added('Rules', code)
    const archived = await added('Gone', `${code}-A`)
    await world.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [archived])
    const entities = await bring(
      'entities',
      `Customer code,Name,Country,Postal code\n${code},Right,,\n${code}-A,Late,,\n${code},Wrong,DE,x\nPARTNER,None,,\n`,
      isCheck,
    )
    expect(entities.progress).toMatchObject({ created: 1, failed: 3 })
    expect(await problemsOf(entities.id)).toEqual([
      '3 organization_not_growing',
      '4 postal_code_invalid',
      '5 entities_not_possible',
    ])
    const many = Array.from({ length: 102 }, (_, index) => `${code},N ${index}`)
    const contacts = await bring('contacts', `Customer code,First name\n${many.join('\n')}\n${code}-A,Late\n`, isCheck)
    expect(contacts.progress).toMatchObject({ created: 100, failed: 3 })
    expect(await problemsOf(contacts.id)).toEqual([
      '102 too_many_contacts',
      '103 too_many_contacts',
      '104 organization_read_only',
    ])
    const { counters } = await leftBehind(id)
    expect(counters).toMatchObject([{ entities: isCheck ? 0 : 1 }])
    // In several pieces, of which a check keeps nothing, the limit is the same.
    await added('Pieces', `${code}-P`)
    const pieces = many.map((line) => line.replace(code, `${code}-P`)).join('\n')
    const { progress, id: again } = await bring('contacts', `Customer code,First name\n${pieces}\n`, isCheck, 40)
    expect(progress).toMatchObject({ created: 100, failed: 2 })
    expect(await problemsOf(again)).toEqual(['102 too_many_contacts', '103 too_many_contacts'])
  })
})
