import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { getImport, type Import, type ImportKind, startImport, undoImport } from '@tenantry/contract/imports.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { imported, runJob, uploaded } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const exported = async ({ api }: Person, kind: ImportKind = 'customers') =>
  (await api.request('GET', `/api/v1/exports/${kind}?format=csv`)).body
const countOf = async ({ api }: Person) => (await api.call(listCustomers, {})).body.total
const bring = (person: Person, file: string, kind: ImportKind = 'customers') =>
  imported(world, world.first.providerId, person, file, { existing: 'update', kind })
const problemsOf = async ({ api }: Person, { id }: Import) =>
  (await api.call(listImportProblems, { params: { id } })).body.items.map(
    ({ row, header, code }) => `${row} ${header}: ${code}`,
  )
/** A file of some of the columns of an export. */
const only = (file: string, headers: string[]) => {
  const [first = '', ...rows] = file.trim().replace('\uFEFF', '').split('\r\n')
  const places = headers.map((header) => first.split(',').indexOf(header))
  return [headers, ...rows.map((row) => places.map((place) => row.split(',')[place]))].map(String).join('\n')
}

describe('what somebody has taken out comes in again as the same customers (B4)', () => {
  it('for a partner, whose own house stands in it', async () => {
    const { partnerAdmin } = world.first
    const before = await countOf(partnerAdmin)
    const done = await bring(partnerAdmin, await exported(partnerAdmin))
    expect(done.progress).toMatchObject({ created: 0, failed: 0, unchanged: before })
    expect(await countOf(partnerAdmin)).toBe(before)
  })

  it('for a technician who does not see what lies above them', async () => {
    const { providerId, otherCustomerId, partnerCustomerId } = world.first
    const technician = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [otherCustomerId, partnerCustomerId],
    })
    const done = await bring(technician, await exported(technician))
    expect(done.progress).toMatchObject({ created: 0, failed: 0, unchanged: 2 })
  })

  it('where several of one code lie below different partners out of sight, by their ids alone', async () => {
    const { admin, providerId, partnerId } = world.first
    const add = async (name: string, type: 'customer' | 'partner', parentId: string, code: string) =>
      (await admin.api.call(createCustomer, { body: { name, type, parentId, code } as never })).body.id
    const other = await add('Other Partner', 'partner', providerId, 'OTHER')
    const selected = [await add('One', 'customer', partnerId, 'SAME'), await add('Two', 'customer', other, 'SAME')]
    const alone = await add('Alone', 'customer', other, 'ALONE')
    for (const id of [...selected, alone]) {
      await admin.api.call(createEntity, { params: { id: id as never }, body: { name: 'Ulm' } })
      await admin.api.call(createContact, { params: { id: id as never }, body: { firstName: 'Ada' } })
    }
    const technician = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [...selected, alone],
    })
    const done = await bring(technician, 'Name,Code\nOne,SAME')
    expect(done.progress).toMatchObject({ created: 0, failed: 1 })
    expect(await problemsOf(technician, done)).toEqual(['2 Code: code_of_several'])
    for (const kind of ['customers', 'entities', 'contacts'] as const) {
      const again = await bring(technician, await exported(technician, kind), kind)
      expect([kind, await problemsOf(technician, again)]).toEqual([kind, []])
      expect(again.progress).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
    }
    // Without the column a code tells which one is meant where there is one of it.
    for (const [kind, columns] of [
      ['entities', ['Customer code', 'Name']],
      ['contacts', ['Customer code', 'First name']],
    ] as const) {
      const file = only(await exported(technician, kind), [...columns])
      const lines = file.split('\n').map((line) => line.split(',')[0])
      const expected = lines.flatMap((code, index) => (code === 'SAME' ? [`${index + 1} Customer code`] : []))
      const without = await bring(technician, file, kind)
      expect(without.progress).toMatchObject({ created: 0, unchanged: 1, failed: 2 })
      expect(await problemsOf(technician, without)).toEqual(expected.map((place) => `${place}: code_of_several`))
    }
  })
})

describe('the column of ids', () => {
  const file = (...rows: string[]) => ['ID,Name,Code', ...rows].join('\n')
  const added = async (code: string) =>
    (await world.first.admin.api.call(createCustomer, { body: { name: `Named ${code}`, code } })).body.id
  const nowhere = '01920000-0000-7000-8000-000000000000'

  it('goes before the code, so that names and codes can be changed by it, and back again', async () => {
    const { admin, providerId } = world.first
    const id = await added('BY-ID')
    const done = await bring(admin, file(`${id.toUpperCase()},Renamed,BY-ID-2`, `${id},Again,BY-ID-3`))
    expect(await problemsOf(admin, done)).toEqual(['3 ID: repeated_in_file'])
    const read = async () => {
      const { name, code } = (await admin.api.call(getCustomer, { params: { id } })).body
      return { name, code }
    }
    expect(await read()).toEqual({ name: 'Renamed', code: 'BY-ID-2' })
    await admin.api.call(undoImport, { params: { id: done.id } })
    await runJob(world, { providerId, person: admin, id: done.id })
    expect(await read()).toEqual({ name: 'Named BY-ID', code: 'BY-ID' })
  })

  it('makes nothing: an id that is not seen is one that there is not, whose code may still be new here', async () => {
    const { technician, admin, providerId } = world.first
    await added('SEEN-1')
    const hidden = await added('HIDDEN-1')
    const rows = [`${hidden},One,T-SEEN`, `${nowhere},Two,T-SEEN`, `${nowhere},Three,T-NEW`, `${nowhere},Four,`]
    const mine = (await technician.api.call(createCustomer, { body: { name: 'Mine', code: 'T-SEEN' } })).body.id
    const done = await bring(technician, file(...rows))
    expect(done.progress).toMatchObject({ created: 1, updated: 0, failed: 3 })
    expect(await problemsOf(technician, done)).toEqual([
      '2 ID: id_unknown',
      '3 Code: repeated_in_file',
      '5 ID: id_unknown',
    ])
    const { body } = await admin.api.call(getCustomer, { params: { id: mine } })
    expect(body.name).toBe('Mine')
    const adding = await imported(world, providerId, technician, file(`${nowhere},Five,T-5`, `${mine},Six,T-6`))
    expect(adding.progress).toMatchObject({ created: 1, failed: 1 })
    expect(await problemsOf(technician, adding)).toEqual(['3 ID: id_there'])
  })

  it('is left out where it holds numbers of another product, or ids like ours beside no heading of ours', async () => {
    const { admin } = world.first
    const { columns } = await uploaded(admin.api, 'ID,Name,Code\n17,Foreign,F\n')
    expect(columns.map(({ field }) => field)).toEqual([null, 'name', 'code'])
    const alike = await uploaded(admin.api, `ID,Name,Status,City\n${nowhere},Foreign,Active,Ulm\n`)
    expect(alike.columns.map(({ field }) => field)).toEqual([null, 'name', null, 'location.city'])
    for (const [header, field] of [
      ['Code', 'code'],
      ['Billing city', 'billing.city'],
    ]) {
      const own = await uploaded(admin.api, `ID,Name,${header}\n${nowhere},Own,X\n`)
      expect(own.columns.map((column) => column.field)).toEqual(['id', 'name', field])
    }
    for (const kind of ['entities', 'contacts'] as const) {
      const { columns } = await uploaded(admin.api, `ID,Customer code\n${nowhere},X\n`, kind)
      expect(columns.map(({ field }) => field)).toEqual(['id', 'customerCodes'])
    }
    const { body } = await admin.api.request('GET', '/api/v1/import-template?kind=customers')
    expect(body).not.toMatch(/,ID\b/)
  })

  it('of entities and contacts moves none to another customer', async () => {
    const { admin } = world.first
    const [id, other] = [await added('HOME-1'), await added('HOME-2')]
    const entity = await admin.api.call(createEntity, { params: { id }, body: { name: 'Ulm' } })
    const contact = await admin.api.call(createContact, { params: { id }, body: { firstName: 'Ada' } })
    await admin.api.call(createEntity, { params: { id: other }, body: { name: 'Goa' } })
    const lines = (made: string, name: string) => [
      `ID,Customer code,${name}`,
      `${made},HOME-2,Elsewhere`,
      `${made},HOME-1,Renamed`,
    ]
    const entities = await bring(admin, lines(entity.body.id, 'Name').join('\n'), 'entities')
    expect(await problemsOf(admin, entities)).toEqual(['2 Customer code: customer_fixed', '3 ID: repeated_in_file'])
    const renamed = lines(contact.body.id, 'First name').filter((line) => !line.includes('Elsewhere'))
    const contacts = await bring(admin, [...renamed, `${nowhere},HOME-1,Renamed`].join('\n'), 'contacts')
    expect(contacts.progress).toMatchObject({ updated: 1, failed: 1 })
    expect(await problemsOf(admin, contacts)).toEqual([expect.stringContaining('3 ')])
    const lost = await bring(admin, `ID,Customer code,Name\n${nowhere},HOME-2,goa\n${nowhere},HOME-2,New`, 'entities')
    expect(lost.progress).toMatchObject({ created: 1, failed: 1 })
    expect(await problemsOf(admin, lost)).toEqual(['2 ID: id_unknown'])
  })
})

describe('a code of a customer below a partner out of sight', () => {
  it('is free for a list that only adds, as it is in the form', async () => {
    const { admin, providerId, partnerId } = world.first
    const add = { name: 'Far', parentId: partnerId as OrganizationId, code: 'FAR-1' }
    const far = await admin.api.call(createCustomer, { body: add })
    const technician = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [far.body.id],
    })
    const file = 'Name,Code\nMine,FAR-1\n'
    const checked = await imported(world, providerId, technician, file, { isCheck: true })
    expect(checked.progress).toMatchObject({ created: 1, failed: 0 })
    const inForm = await technician.api.call(createCustomer, { body: { name: 'Mine', code: 'FAR-1' } })
    expect([inForm.status, inForm.body.code]).toEqual([201, 'FAR-1'])
    const again = await imported(world, providerId, technician, file)
    expect(again.progress).toMatchObject({ created: 0, failed: 1 })
    const { body } = await technician.api.call(listImportProblems, { params: { id: again.id } })
    expect(body.items.map((each) => each.code)).toEqual(['code_there'])
  })
})

describe('an administrator in a row', () => {
  it('may have no more rights than whoever imports, as in the form, and keeps back no other row', async () => {
    const { technician, providerId } = world.first
    const rows = ['House,ADM-1,Partner,boss@adm.example', 'Shop,ADM-2,Customer,boss@adm.example']
    const file = ['Name,Code,Type,Administrator email,Administrator first name', ...rows.map((row) => `${row},Ada`)]
    const done = await imported(world, providerId, technician, file.join('\n'))
    expect(done.progress).toMatchObject({ created: 1, failed: 1 })
    const { body } = await technician.api.call(listImportProblems, { params: { id: done.id } })
    expect(body.items.map(({ row, header, code }) => [row, header, code])).toEqual([
      [2, 'Administrator email', 'role_beyond_own'],
    ])
  })
})

describe('administrators of customers of several parents', () => {
  it('get their accounts in one order, and those of rows that are refused get none', async () => {
    const { admin, providerId } = world.first
    const { owner } = world.test
    const file = [
      'Name,Code,Parent code,Administrator email,Administrator first name',
      'One,ORD-1,,b@order.example,Ada',
      'Two,ORD-2,PARTNER,a@order.example,Ada',
      'Three,ORD-2,PARTNER,c@order.example,Ada',
    ]
    const { id } = await uploaded(admin.api, file.join('\n'))
    await admin.api.call(startImport, { params: { id } })
    const other = await owner.connect()
    const ensure = (login: string) => other.query("SELECT auth.ensure_account(gen_random_uuid(), $1, 'Ada')", [login])
    try {
      await other.query('BEGIN')
      await ensure('a@order.example')
      const running = runJob(world, { providerId, person: admin, id })
      const waiting = 'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted'
      await expect.poll(async () => (await owner.query(waiting)).rows[0].n, { timeout: 20_000 }).toBeGreaterThan(0)
      await other.query("SET LOCAL lock_timeout = '10ms'")
      await ensure('b@order.example')
      await other.query('COMMIT')
      expect(await running).toEqual([])
    } finally {
      other.release(true)
    }
    const { rows } = await owner.query("SELECT email FROM auth.accounts WHERE email LIKE '%@order.example' ORDER BY 1")
    expect(rows.map(({ email }) => email)).toEqual(['a@order.example', 'b@order.example'])
    const { body } = await admin.api.call(getImport, { params: { id } })
    expect(body.progress).toMatchObject({ created: 2, failed: 1 })
  })
})

describe('the code of one’s own house', () => {
  it('leads to it as a parent', async () => {
    const { partnerAdmin } = world.first
    const done = await bring(partnerAdmin, 'Name,Code,Parent code\nBelow the house,HOUSE-1,PARTNER')
    expect(done.progress).toMatchObject({ created: 1, failed: 0 })
    const query = { filter: { code: { eq: ['HOUSE-1'] } } } as never
    const { body } = await partnerAdmin.api.call(listCustomers, { query })
    expect(body.items[0]?.parentName).toBe('First Partner')
  })
})
