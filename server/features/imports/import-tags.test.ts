import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { getImport, type Import, undoImport } from '@tenantry/contract/imports.ts'
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
