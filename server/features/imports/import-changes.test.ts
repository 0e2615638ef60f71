import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { listImportChanges } from '@tenantry/contract/import-changes.ts'
import { checkImport, type Import, type ImportPatch } from '@tenantry/contract/imports.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { imported, rowsOfPiece, runJob } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const added = async (code: string, more = {}) =>
  (await world.first.admin.api.call(createCustomer, { body: { name: `Shown ${code}`, code, ...more } })).body.id
const checked = (person: Person, file: string[], { kind, ...patch }: ImportPatch & { kind?: Import['kind'] } = {}) =>
  imported(world, world.first.providerId, person, file.join('\n'), {
    existing: 'update',
    isCheck: true,
    ...(kind ? { kind } : {}),
    ...patch,
  })
const changesOf = async ({ api }: Person, { id }: Import, query = {}) =>
  (await api.call(listImportChanges, { params: { id }, query })).body

describe('a check shows what rows would change (B4)', () => {
  it('by row and column, old and new, and writes nothing', async () => {
    const { admin, technician } = world.first
    await admin.api.call(createTag, { body: { name: 'VIP', color: 'red' } })
    const id = await added('CH-1', { phone: '+12125550100', location: { country: 'DE', city: 'Ulm' } })
    await added('CH-2')
    await added('CH-3')
    const { email } = technician
    const check = await checked(admin, [
      'Name,Code,Phone,City,Domain,Tags,Technicians',
      `Renamed,CH-1,+1 212 555 0111,Ulm,ulm.example,VIP,${email}`,
      'Shown CH-2,CH-2,,,,,',
      'Shown CH-3,CH-3,,,no domain!,VIP,',
      'New,CH-4,,,,,',
      'Third,CH-3,,,,,',
    ])
    expect(check.progress).toMatchObject({ created: 1, updated: 1, unchanged: 1, failed: 2 })
    const cell = (header: string, field: string, before: string, after: string) => ({ header, field, before, after })
    expect(await changesOf(admin, check)).toEqual({
      items: [
        {
          row: 2,
          name: 'Shown CH-1',
          cells: [
            cell('Name', 'name', 'Shown CH-1', 'Renamed'),
            cell('Phone', 'phone', '+12125550100', '+12125550111'),
            cell('Domain', 'domain', '', 'ulm.example'),
            cell('Tags', 'tagNames', '', 'VIP'),
            cell('Technicians', 'technicianEmails', '', email),
          ],
        },
      ],
      nextAfterRow: null,
    })
    const { body } = await admin.api.call(getCustomer, { params: { id } })
    expect([body.name, body.phone, body.tags]).toEqual(['Shown CH-1', '+12125550100', []])
  })

  it('of long cells the part that differs', async () => {
    const { admin } = world.first
    const long = (end: string) => `https://long.example/${'x'.repeat(400)}/${end}`
    await added('LONG-1', { website: long('old') })
    const check = await checked(admin, ['Name,Code,Website', `Shown LONG-1,LONG-1,${long('new')}`])
    const [change] = (await changesOf(admin, check)).items
    const [shown] = change?.cells ?? []
    expect([shown?.before, shown?.after]).toEqual([
      expect.stringMatching(/^…x+\/old$/),
      expect.stringMatching(/^…x+\/new$/),
    ])
  })

  it('page by page, and only while it is what would happen', async () => {
    const { admin, technician } = world.first
    const codes = ['PAGE-1', 'PAGE-2', 'PAGE-3']
    for (const code of codes) await added(code)
    const check = await checked(admin, ['Name,Code', ...codes.map((code) => `Now ${code},${code}`)])
    const first = await changesOf(admin, check, { limit: 2 })
    expect([first.items.map(({ row }) => row), first.nextAfterRow]).toEqual([[2, 3], 3])
    const second = await changesOf(admin, check, { limit: 2, afterRow: 3 })
    expect([second.items.map(({ name }) => name), second.nextAfterRow]).toEqual([['Shown PAGE-3'], null])
    const foreign = await technician.api.call(listImportChanges, { params: { id: check.id } })
    expect(foreign.status).toBe(404)
    const url = `/api/v1/imports/${check.id}`
    await admin.api.request('PATCH', url, { emptyCells: 'clear' }, { 'if-match': '*' })
    expect((await changesOf(admin, check)).items).toEqual([])
  })

  it('of the first rows of the file, also where rows further down go before them', async () => {
    const { admin, providerId } = world.first
    const codes = Array.from({ length: rowsOfPiece }, (_, index) => `HEAD-${index}`)
    const rows = codes.map((code) => `${code},${code},Customer,HEAD`)
    const file = (add: string) => [
      'Name,Code,Type,Parent code',
      ...rows.map((row) => `${add}${row}`),
      `${add}Head,HEAD,Partner,`,
    ]
    const made = await imported(world, providerId, admin, file('').join('\n'))
    expect(made.progress.created).toBe(101)
    const check = await checked(admin, file('Now '))
    expect(check.progress.updated).toBe(101)
    const last = await changesOf(admin, check, { afterRow: 99 })
    expect(last.items.map(({ row }) => row)).toEqual([100, 101])
  })

  it('of entities and contacts', async () => {
    const { admin } = world.first
    const id = await added('PARTS')
    await admin.api.call(createEntity, { params: { id }, body: { name: 'Ulm', code: 'U' } })
    await admin.api.call(createContact, { params: { id }, body: { firstName: 'Ada', email: 'ada@x.example' } })
    const entities = await checked(admin, ['Customer code,Name,Code', 'PARTS,Ulm,V'], { kind: 'entities' })
    expect((await changesOf(admin, entities)).items).toMatchObject([
      { row: 2, name: 'Ulm', cells: [{ header: 'Code', before: 'U', after: 'V' }] },
    ])
    const rows = ['Customer code,Email,Role', 'PARTS,ada@x.example,VIP']
    const contacts = await checked(admin, rows, { kind: 'contacts' })
    expect((await changesOf(admin, contacts)).items).toMatchObject([
      { row: 2, name: 'Ada', cells: [{ header: 'Role', before: '', after: 'VIP' }] },
    ])
  })

  it('no longer of what is out of sight by then', async () => {
    const { admin, providerId } = world.first
    const [stays, goes] = [await added('SIGHT-1'), await added('SIGHT-2')]
    const technician = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'technician',
      reach: 'selected',
      selected: [stays, goes],
    })
    const check = await checked(technician, ['Name,Code', 'One,SIGHT-1', 'Two,SIGHT-2'])
    expect((await changesOf(technician, check)).items.map(({ row }) => row)).toEqual([2, 3])
    await admin.api.call(updateCustomer, { params: { id: goes }, body: { assignedUserIds: [] } }, { ifMatch: '*' })
    expect((await changesOf(technician, check)).items.map(({ row }) => row)).toEqual([2])
    // What stayed behind out of sight is in the way of no later check.
    await technician.api.call(checkImport, { params: { id: check.id } })
    await admin.api.call(
      updateCustomer,
      { params: { id: goes }, body: { assignedUserIds: [technician.membershipId] as never } },
      { ifMatch: '*' },
    )
    expect(await runJob(world, { providerId, person: technician, id: check.id })).toEqual([])
    expect((await changesOf(technician, check)).items.map(({ row }) => row)).toEqual([2, 3])
  })
})

it('a trial is not changed by an import to fewer devices than there are (RI6)', async () => {
  const { admin, providerId } = world.first
  const plan = { kind: 'trial', trialLicenses: 3 }
  const id = await added('TRIAL-1', { plan })
  for (const name of ['srv-a', 'srv-b'])
    await admin.api.call(createDevice, { body: { organizationId: id, name, class: 'server' } })
  const file = (count: number) => `Name,Code,Trial licenses\nShown TRIAL-1,TRIAL-1,${count}`
  const bring = (count: number) => imported(world, providerId, admin, file(count), { existing: 'update' })
  const refused = await bring(1)
  expect(refused.progress).toMatchObject({ updated: 0, failed: 1 })
  const { body } = await admin.api.call(getCustomer, { params: { id } })
  expect(body.plan).toMatchObject({ trialLicenses: 3 })
  expect((await bring(2)).progress).toMatchObject({ updated: 1, failed: 0 })
})
