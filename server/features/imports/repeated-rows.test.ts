import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { getEntity } from '@tenantry/contract/entity-list.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import {
  getImport,
  type Import,
  type ImportKind,
  type ImportPatch,
  startImport,
  undoImport,
  updateImport,
} from '@tenantry/contract/imports.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { imported, rowsOfPiece, runJob, stoppingAfter, uploaded } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const added = async (code: string, more = {}) =>
  (await world.first.admin.api.call(createCustomer, { body: { name: `First ${code}`, code, ...more } as never })).body
    .id
const bring = (
  rows: string[],
  patch: { kind?: ImportKind; parentId?: string; isCheck?: boolean; existing?: ImportPatch['existing'] } = {},
) =>
  imported(world, world.first.providerId, world.first.admin, rows.join('\n'), { existing: 'update', ...patch } as never)
const problemsOf = async ({ id }: Import) =>
  (await world.first.admin.api.call(listImportProblems, { params: { id } })).body.items
    .map(({ row, header, code }) => `${row} ${header}: ${code}`)
    .filter((problem) => !problem.includes('Code: invalid'))
const nameOf = async (id: string) =>
  (await world.first.admin.api.call(getCustomer, { params: { id: id as never } })).body.name
const undone = async ({ id }: Import) => {
  const { admin, providerId } = world.first
  await admin.api.call(undoImport, { params: { id } })
  await runJob(world, { providerId, person: admin, id })
}
/** So many that what follows comes in with another piece. */
const between = (...cells: string[]) => Array.from({ length: rowsOfPiece }, () => cells.join(','))

describe('rows about the same one (B4)', () => {
  it('are found out where one names its code and the other its ID, and the first one of the file counts', async () => {
    const id = await added('TW-1')
    const codeFirst = ['ID,Name,Code', ',By code,TW-1', `${id},By ID,`]
    for (const isCheck of [true, false]) {
      const done = await bring(codeFirst, { isCheck })
      expect([done.progress.updated, await problemsOf(done)]).toEqual([1, ['3 ID: repeated_in_file']])
      if (isCheck) continue
      expect(await nameOf(id)).toBe('By code')
      await undone(done)
      expect(await nameOf(id)).toBe('First TW-1')
    }
    const idFirst = await bring(['ID,Name,Code', `${id},By ID,`, ',By code,TW-1'])
    expect(await problemsOf(idFirst)).toEqual(['3 Code: repeated_in_file'])
    expect(await nameOf(id)).toBe('By ID')
  })

  it('are found out wherever they stand, also by the job that goes on with an import', async () => {
    const { admin, providerId, partnerId } = world.first
    const [id, other] = [await added('FAR-1', { parentId: partnerId }), await added('FAR-2')]
    const file = [
      'ID,Name,Code,Parent code',
      ',By code,FAR-1,PARTNER',
      ',By code,FAR-2,',
      ...between('', 'Bad', 'bad code!', ''),
      `${id},By ID,,`,
      `${other},By ID,FAR-2b,`,
    ]
    const last = ['104 ID: repeated_in_file', '105 ID: repeated_in_file']
    const check = await bring(file, { isCheck: true })
    const of = async (each: Import) => {
      const query = { afterRow: 103 } as never
      const { body } = await admin.api.call(listImportProblems, { params: { id: each.id }, query })
      return body.items.map(({ row, header, code }) => `${row} ${header}: ${code}`)
    }
    expect(await of(check)).toEqual(last)
    const { id: importId } = await uploaded(admin.api, file.join('\n'))
    await admin.api.call(updateImport, { params: { id: importId }, body: { existing: 'update' } }, { ifMatch: '*' })
    await admin.api.call(startImport, { params: { id: importId } })
    const job = { providerId, person: admin, id: importId }
    await expect(runJob(world, { ...job, signal: stoppingAfter(1) })).rejects.toThrow('stops')
    await runJob(world, job)
    expect(await of({ id: importId } as Import)).toEqual(last)
    expect([await nameOf(id), await nameOf(other)]).toEqual(['By code', 'By code'])
  })

  it('are none where an error of a workbook stands for the parent or the customer, also for the job that goes on', async () => {
    const { admin, providerId } = world.first
    await added('ERR-1')
    const id = await added('ERR-2')
    const customers = await bring(
      [
        'ID,Name,Code,Parent code',
        ',Lost,ERR-1,#N/A',
        ',There,ERR-1,',
        `${id},Lost,ERR-2,#REF!`,
        ',Lost,ERR-3,#N/A',
        ',New,ERR-3,',
      ],
      { existing: 'skip' },
    )
    expect(await problemsOf(customers)).toEqual([
      '2 Parent code: cell_workbook_error',
      '5 Parent code: cell_workbook_error',
    ])
    expect(customers.progress).toMatchObject({ created: 1, skipped: 2, failed: 2 })
    const entities = await bring(['Customer code,Name', '#N/A,Lost', 'ERR-1,Lost'], { kind: 'entities' })
    expect([await problemsOf(entities), entities.progress.created]).toEqual([
      ['2 Customer code: cell_workbook_error'],
      1,
    ])
    const file = [
      'Customer code,Name,Class',
      '#N/A,ERR-PC,computer',
      ...between('NOBODY', 'x', 'computer'),
      ',ERR-PC,computer',
    ]
    const { id: importId } = await uploaded(admin.api, file.join('\n'), 'devices')
    await admin.api.call(startImport, { params: { id: importId } })
    const job = { providerId, person: admin, id: importId }
    await expect(runJob(world, { ...job, signal: stoppingAfter(1) })).rejects.toThrow('stops')
    await runJob(world, job)
    const { body } = await admin.api.call(getImport, { params: { id: importId } })
    expect(body.progress.created).toBe(1)
  })

  it('are none where an error of a workbook stands for the ID of a customer, also for the job that goes on', async () => {
    const { admin, providerId } = world.first
    const id = await added('ERR-ID-1')
    await added('ERR-ID-2')
    const head = ['ID,Name,Code', `${id},Named,ERR-ID-1`, '#N/A,Lost,ERR-ID-2', '#N/A,Lost,ERR-ID-3']
    const lost = ['3 ID: cell_workbook_error', '4 ID: cell_workbook_error']
    const skipped = await bring([...head, ',There,ERR-ID-2', ',New,ERR-ID-3'], { existing: 'skip' })
    expect(await problemsOf(skipped)).toEqual(lost)
    expect(skipped.progress).toMatchObject({ created: 1, skipped: 2, failed: 2 })
    const { id: importId } = await uploaded(
      admin.api,
      [...head, ...between('', 'Bad', 'bad code!'), ',Renamed,ERR-ID-2'].join('\n'),
    )
    const params = { id: importId }
    await admin.api.call(updateImport, { params, body: { existing: 'update' } }, { ifMatch: '*' })
    await admin.api.call(startImport, { params })
    const job = { providerId, person: admin, id: importId }
    await expect(runJob(world, { ...job, signal: stoppingAfter(1) })).rejects.toThrow('stops')
    await runJob(world, job)
    const { body } = await admin.api.call(getImport, { params })
    expect(body.progress).toMatchObject({ updated: 2 })
  })

  it('are found out among entities and contacts', async () => {
    const { admin } = world.first
    const id = await added('PARTS-1')
    const entity = await admin.api.call(createEntity, { params: { id }, body: { name: 'Ulm' } })
    const contact = await admin.api.call(createContact, {
      params: { id },
      body: { firstName: 'Ada', email: 'ada@x.example' },
    })
    const entities = ['ID,Customer code,Name,Code', ',PARTS-1,Ulm,U-1', `${entity.body.id},PARTS-1,Neu,U-2`]
    const done = await bring(entities, { kind: 'entities' })
    expect([done.progress.updated, await problemsOf(done)]).toEqual([1, ['3 ID: repeated_in_file']])
    const idFirst = [entities[0], entities[2], entities[1]] as string[]
    expect(await problemsOf(await bring(idFirst, { kind: 'entities', isCheck: true }))).toEqual([
      '3 Name: repeated_in_file',
    ])
    await undone(done)
    const { body } = await admin.api.call(getEntity, { params: { id, entityId: entity.body.id } })
    expect([body.name, body.code]).toEqual(['Ulm', null])
    const contacts = [
      'ID,Customer code,Email,Role',
      ',PARTS-1,ada@x.example,VIP',
      ...between('', 'PARTS-1', 'no email', ''),
      `${contact.body.id},PARTS-1,,Boss`,
    ]
    const further = await bring(contacts, { kind: 'contacts', isCheck: true })
    expect([further.progress.updated, further.progress.failed]).toEqual([1, rowsOfPiece + 1])
  })
})

describe('a row with an ID', () => {
  it('is refused where what it names lies outside the chosen parent, and makes no double', async () => {
    const { admin, partnerId } = world.first
    const id = await added('OUT-1')
    const done = await bring(['ID,Name,Code', `${id},Double,OUT-NEW`], { parentId: partnerId })
    expect([done.progress.created, await problemsOf(done)]).toEqual([0, ['2 ID: parent_fixed']])
    const entity = await admin.api.call(createEntity, { params: { id }, body: { name: 'Ulm' } })
    await added('OUT-2', { parentId: partnerId })
    const file = ['ID,Customer code,Name', `${entity.body.id},OUT-2,Neu`]
    const parts = await bring(file, { kind: 'entities', parentId: partnerId })
    expect([parts.progress.created, await problemsOf(parts)]).toEqual([0, ['2 ID: parent_fixed']])
  })

  it('is refused where it names another parent, there or planned by the file, and not where codes say nothing', async () => {
    const id = await added('MOVE-1')
    const head = 'ID,Name,Code,Type,Parent code'
    const there = await bring([head, `${id},First MOVE-1,MOVE-1,,PARTNER`])
    expect([there.progress.unchanged, await problemsOf(there)]).toEqual([0, ['2 Parent code: parent_fixed']])
    const file = [head, ',House,MOVE-H,Partner,', ...between('', 'Bad', 'bad code!', '', ''), `${id},,,,MOVE-H`]
    for (const isCheck of [true, false]) {
      const planned = await bring(file, { isCheck })
      expect([planned.progress.created, planned.progress.unchanged, planned.progress.failed]).toEqual([
        1,
        0,
        rowsOfPiece + 1,
      ])
    }
    const silent = await bring([head, `${id},First MOVE-1,MOVE-1,,`])
    expect([silent.progress.unchanged, await problemsOf(silent)]).toEqual([1, []])
  })
})
