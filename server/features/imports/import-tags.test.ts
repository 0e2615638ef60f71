import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { listDevices } from '@tenantry/contract/devices.ts'
import { exportDevices } from '@tenantry/contract/exports.ts'
import { listImportChanges } from '@tenantry/contract/import-changes.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { getImport, type Import, type ImportPatch, undoImport } from '@tenantry/contract/imports.ts'
import { createTag, listTags } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { imported, runJob } from './imports.fixture.ts'

let world: World
let admin: Person
let providerId: string

beforeAll(async () => {
  world = await createWorld()
  ;({ admin, providerId } = world.first)
})
afterAll(() => world.close())

const byCode = async (code: string, person = admin) => {
  const query = { filter: { code: { eq: [code] } } } as never
  const [found] = (await person.api.call(listCustomers, { query })).body.items
  return (await person.api.call(getCustomer, { params: { id: found?.id as never } })).body
}
const tagsOf = async (code: string, person = admin) => (await byCode(code, person)).tags.map(({ name }) => name)
const allTags = async (person: Person) =>
  (await person.api.call(listTags, { query: {} })).body.items.map(({ name }) => name).sort()
const problems = async (id: Import['id']) =>
  (await admin.api.call(listImportProblems, { params: { id } })).body.items.map(
    ({ row, header, code }) => `${row} ${header}: ${code}`,
  )

describe('tags in a file of customers (B4, B6)', () => {
  it('are found by their names, and made where they are missing; a check makes none', async () => {
    await admin.api.call(createTag, { body: { name: 'VIP', color: 'red' } })
    const file = `Name,Code,Tags\nOne,TAG-1,vip; New\nTwo,TAG-2,New;\nThree,TAG-3,${'x'.repeat(51)}\nBad,bad code!,Never\n`
    const checked = await imported(world, providerId, admin, file, { isCheck: true })
    expect(checked.progress).toMatchObject({ created: 2, failed: 2 })
    expect(await allTags(admin)).toEqual(['VIP'])
    const done = await imported(world, providerId, admin, file)
    expect(done.progress).toMatchObject({ created: 2, failed: 2 })
    expect(await problems(done.id)).toEqual(['4 Tags: text_too_long', '5 Code: code_invalid'])
    expect(await tagsOf('TAG-1')).toEqual(['New', 'VIP'])
    expect(await tagsOf('TAG-2')).toEqual(['New'])
    expect(await allTags(admin)).toEqual(['New', 'VIP'])
  })

  it('are replaced in an update, left where the cell is empty, and come back when it is taken back', async () => {
    const file = 'Code,Name,Tags\nTAG-1,One,New\nTAG-2,Two,\n'
    const done = await imported(world, providerId, admin, file, { existing: 'update' })
    expect(done.progress).toMatchObject({ updated: 1, unchanged: 1 })
    expect([await tagsOf('TAG-1'), await tagsOf('TAG-2')]).toEqual([['New'], ['New']])
    await admin.api.call(undoImport, { params: { id: done.id } })
    await runJob(world, { providerId, person: admin, id: done.id })
    expect((await admin.api.call(getImport, { params: { id: done.id } })).body.progress.takenBack).toBe(1)
    expect(await tagsOf('TAG-1')).toEqual(['New', 'VIP'])
  })

  it('of another house are neither found nor taken away', async () => {
    const { partnerAdmin } = world.first
    const below = 'Name,Code,Tags\nBelow,TAG-P,VIP\n'
    const done = await imported(world, providerId, partnerAdmin, below)
    expect(done.progress.created).toBe(1)
    expect(await allTags(partnerAdmin)).toEqual(['VIP'])
    expect(await tagsOf('TAG-P', partnerAdmin)).toEqual(['VIP'])
    const { rows } = await world.test.owner.query("SELECT organization_id FROM tags WHERE name = 'VIP' ORDER BY 1")
    expect(rows).toHaveLength(2)
  })
})

describe('tags in a file of devices (B4, B6)', () => {
  const bring = (file: string, more: ImportPatch & { isCheck?: boolean } = {}, person = admin) =>
    imported(world, providerId, person, file, { kind: 'devices', ...more })
  const tagsByName = async (person = admin) => {
    const query = { filter: { name: { contains: 'tagged' } }, sort: 'name' } as never
    const { items } = (await person.api.call(listDevices, { query })).body
    return Object.fromEntries(items.map(({ name, tags }) => [name, tags.map((tag) => tag.name)]))
  }

  it('are found by their names, and made where they are missing, by rows that bring something in', async () => {
    const before = await allTags(admin)
    const file = [
      'Customer code,Name,Class,Tags',
      'TAG-1,tagged one,Server,vip; Rack',
      'TAG-2,tagged two,Server,RACK;',
      `TAG-2,tagged three,Server,${'x'.repeat(51)}`,
      `TAG-2,tagged four,Server,${Array.from({ length: 51 }, (_, index) => `t${index}`).join('; ')}`,
      'TAG-2,tagged five,Nothing,Never',
      'TAG-2,tagged six,Server,',
    ].join('\n')
    const checked = await bring(file, { isCheck: true })
    expect(checked.progress).toMatchObject({ created: 3, failed: 3 })
    expect(await allTags(admin)).toEqual(before)
    const done = await bring(file)
    expect(done.progress).toMatchObject({ created: 3, failed: 3 })
    expect(await problems(done.id)).toEqual(['4 Tags: text_too_long', '5 Tags: too_many_tags', '6 Class: cell_choice'])
    expect(await tagsByName()).toEqual({ 'tagged one': ['Rack', 'VIP'], 'tagged six': [], 'tagged two': ['Rack'] })
    expect(await allTags(admin)).toEqual([...before, 'Rack'].sort())
    const { rows } = await world.test.owner.query(
      "SELECT count(*)::int FROM audit_events WHERE action = 'device.tagged'",
    )
    expect(rows).toEqual([{ count: 3 }])
  })

  it('are replaced in an update, left where the cell is empty, come back as they were taken out, and when it is taken back', async () => {
    const query = 'format=csv&filter[name][contains]=tagged'
    const exported = await admin.api.request('GET', `/api/v1${exportDevices.path}?${query}`)
    expect(exported.body).toContain('Rack; VIP')
    const same = await bring(exported.body, { existing: 'update', emptyCells: 'clear' })
    expect(same.progress).toMatchObject({ unchanged: 3, failed: 0 })
    const file = 'Customer code,Name,Maker,Tags\nTAG-1,tagged one,HPE,Fresh\nTAG-2,tagged two,HPE,'
    const check = await bring(file, { existing: 'update', isCheck: true })
    const changes = (await admin.api.call(listImportChanges, { params: { id: check.id } })).body.items
    expect(changes.map(({ cells }) => cells.map(({ before, after }) => [before, after]))).toEqual([
      [
        ['', 'HPE'],
        ['Rack; VIP', 'Fresh'],
      ],
      [['', 'HPE']],
    ])
    const done = await bring(file, { existing: 'update' })
    expect(done.progress).toMatchObject({ updated: 2 })
    expect(await tagsByName()).toMatchObject({ 'tagged one': ['Fresh'], 'tagged two': ['Rack'] })
    // What was deleted meanwhile stays away.
    await world.test.owner.query("DELETE FROM tags WHERE name = 'Rack'")
    await admin.api.call(undoImport, { params: { id: done.id } })
    await runJob(world, { providerId, person: admin, id: done.id })
    expect((await admin.api.call(getImport, { params: { id: done.id } })).body.progress.takenBack).toBe(2)
    expect(await tagsByName()).toMatchObject({ 'tagged one': ['VIP'], 'tagged two': [] })
    const cleared = await bring(file.replace('Fresh', ''), { existing: 'update', emptyCells: 'clear' })
    expect([cleared.progress.updated, (await tagsByName())['tagged one']]).toEqual([2, []])
  })

  it('of another house are neither found nor taken away', async () => {
    const { partnerAdmin } = world.first
    const file = 'Customer code,Name,Class,Tags\nTAG-P,tagged below,Server,VIP'
    expect((await bring(file, {}, partnerAdmin)).progress.created).toBe(1)
    // The provider sees theirs and puts another in its place; they do not see that, and take nothing of it away.
    await bring('Customer code,Name,Tags\nPARTNER/TAG-P,tagged below,Ours', { existing: 'update' })
    expect((await tagsByName(partnerAdmin))['tagged below']).toEqual([])
    await bring('Customer code,Name,Tags\nTAG-P,tagged below,VIP', { existing: 'update' }, partnerAdmin)
    const { rows } = await world.test.owner.query(
      `SELECT t.name, o.type FROM device_tags d JOIN tags t ON t.id = d.tag_id JOIN organizations o ON o.id = t.organization_id
       WHERE d.organization_id = (SELECT id FROM organizations WHERE code = 'TAG-P') ORDER BY 1`,
    )
    expect([rows, (await tagsByName(partnerAdmin))['tagged below']]).toEqual([
      [
        { name: 'Ours', type: 'provider' },
        { name: 'VIP', type: 'partner' },
      ],
      ['VIP'],
    ])
  })
})

describe('many rows that change what is there', () => {
  it('travel together, and those that say nothing new are no problem, archived or not', async () => {
    const rows = (city: string) => Array.from({ length: 60 }, (_, index) => `Many ${index},MANY-${index},DE,${city}`)
    const file = (city: string) => ['Name,Code,Country,City', ...rows(city)].join('\n')
    await imported(world, providerId, admin, file('Ulm'))
    const done = await imported(world, providerId, admin, file('Bonn'), { existing: 'update' })
    expect(done.progress).toMatchObject({ updated: 60, failed: 0 })
    expect((await byCode('MANY-59')).location.city).toBe('Bonn')
    await world.test.owner.query(
      "UPDATE organizations SET status = 'archived', archived_until = now() + interval '9 days' WHERE code = 'MANY-3'",
    )
    const again = await imported(world, providerId, admin, file('Bonn'), { existing: 'update' })
    expect(again.progress).toMatchObject({ unchanged: 60, failed: 0 })
    const changed = await imported(world, providerId, admin, file('Kiel'), { existing: 'update' })
    expect(changed.progress).toMatchObject({ updated: 59, failed: 1 })
    expect(await problems(changed.id)).toEqual(['5 null: organization_read_only'])
  })

  it('tell of an outside id that two of them want', async () => {
    const file = 'Name,Code,External ID (HaloPSA)\nAa,OUT-1,7\nBb,OUT-2,7\nCc,OUT-3,8\n'
    const done = await imported(world, providerId, admin, file)
    expect([done.progress.created, await problems(done.id)]).toEqual([2, ['3 External ID (HaloPSA): repeated_in_file']])
    const taken = 'Name,Code,External ID (HaloPSA),Tags\nDd,OUT-4,8,Lost\nEe,OUT-5,9,\n'
    for (const isCheck of [true, false]) {
      const later = await imported(world, providerId, admin, taken, { isCheck })
      expect([later.progress.created, await problems(later.id)]).toEqual([
        1,
        ['2 External ID (HaloPSA): external_id_taken'],
      ])
    }
    expect(await allTags(admin)).not.toContain('Lost')
  })
})
