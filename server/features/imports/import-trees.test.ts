import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { getImport, type Import, startImport, undoImport, updateImport } from '@tenantry/contract/imports.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { imported, runJob, stoppingAfter, uploaded } from './imports.fixture.ts'

let world: World
let admin: Person
let providerId: string

beforeAll(async () => {
  world = await createWorld()
  ;({ admin, providerId } = world.first)
})
afterAll(() => world.close())

const csv = (...lines: string[]) => lines.join('\n')
const read = async (id: Import['id']) => (await admin.api.call(getImport, { params: { id } })).body
const found = async (code: string) => {
  const query = { filter: { code: { eq: [code] } } } as never
  return (await admin.api.call(listCustomers, { query })).body.items[0]
}
const byCode = async (code: string) =>
  (await admin.api.call(getCustomer, { params: { id: (await found(code))?.id as never } })).body
const problems = async (id: Import['id']) =>
  (await admin.api.call(listImportProblems, { params: { id } })).body.items.map(({ row, code }) => `${row} ${code}`)

const tree = csv(
  'Name,Code,Type,Parent code',
  'Leaf,LOW-DIV,Division,LOW-E',
  'Shop,LOW-SHOP,Customer,LOW-P',
  'Holding,LOW-E,Enterprise,LOW-P',
  'North,LOW-P,Partner,',
  'One,RING-1,Enterprise,RING-2',
  'Two,RING-2,Enterprise,RING-1',
)

describe('parents that stand below their children (B4)', () => {
  it('are found, also by a check; those that lie below each other are told', async () => {
    for (const isCheck of [true, false]) {
      const done = await imported(world, providerId, admin, tree, { isCheck })
      expect(done.progress).toMatchObject({ position: 6, created: 4, failed: 2 })
      expect(await problems(done.id)).toEqual(['6 parent_circle', '7 parent_circle'])
    }
    expect(await byCode('LOW-DIV')).toMatchObject({ type: 'division', parentName: 'Holding' })
    expect(await byCode('LOW-SHOP')).toMatchObject({ parentName: 'North' })
  })

  it('are taken back after what lies below them', async () => {
    const file = tree.replaceAll('LOW', 'BACK')
    const done = await imported(world, providerId, admin, file)
    expect(done.progress.created).toBe(4)
    await admin.api.call(undoImport, { params: { id: done.id } })
    await runJob(world, { providerId, person: admin, id: done.id })
    expect((await read(done.id)).progress).toMatchObject({ takenBack: 4, kept: 0 })
    expect(await found('BACK-P')).toBeUndefined()
  })
})

describe('an import that was cut off', () => {
  /** Lets one piece through and stops the job at the next one. */
  const cutOff = async (id: Import['id'], isAsUsual = false) => {
    const job = { providerId, person: admin, id, signal: stoppingAfter(1), isAsUsual }
    await expect(runJob(world, job)).rejects.toThrow('The server stops')
    return read(id)
  }

  it('knows the codes from before, and lets no row change what an earlier one has added', async () => {
    const rows = Array.from({ length: 1_100 }, (_, index) => `Cut ${index},CUT-${index}`)
    const { id } = await uploaded(admin.api, csv('Name,Code', ...rows, 'Second of the code,cut-0'))
    await admin.api.call(updateImport, { params: { id }, body: { existing: 'update' } }, { ifMatch: '*' })
    await admin.api.call(startImport, { params: { id } })
    expect(await cutOff(id, true)).toMatchObject({ state: 'running', progress: { created: 1_000 } })
    await runJob(world, { providerId, person: admin, id })
    expect(await read(id)).toMatchObject({ state: 'finished', progress: { created: 1_100, updated: 0, failed: 1 } })
    expect(await problems(id)).toEqual(['1102 repeated_in_file'])
    expect((await byCode('CUT-0')).name).toBe('Cut 0')
  })

  it('goes on behind the parents that went first', async () => {
    const { id } = await uploaded(admin.api, tree.replaceAll('LOW', 'CUTS'))
    await admin.api.call(startImport, { params: { id } })
    expect(await cutOff(id)).toMatchObject({ progress: { created: 1 } })
    expect(await cutOff(id)).toMatchObject({ progress: { created: 2 } })
    await runJob(world, { providerId, person: admin, id })
    expect(await read(id)).toMatchObject({ state: 'finished', progress: { created: 4, failed: 2 } })
  })
})
