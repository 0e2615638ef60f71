import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { listImportProblemGroups, listImportProblems } from '@tenantry/contract/import-problems.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { imported, upload } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const customers = async (q: string) =>
  (await world.first.admin.api.call(listCustomers, { query: { q } as never })).body.items.map(
    ({ name, code }) => `${name} ${code}`,
  )

const problemsOf = async (id: string) =>
  (await world.first.admin.api.call(listImportProblems, { params: { id: id as never } })).body.items.map(
    ({ row, header, code }) => `${row} ${header}: ${code}`,
  )

describe('a list of customers (B4)', () => {
  it('comes in, each with what its columns say', async () => {
    const { admin, providerId } = world.first
    const file = [
      'Name,Code,City,Country,Primary contact email,Sales representative 1 name,Sales representative 1 email',
      '"Alpha, Ltd",ALPHA-1,Berlin,Germany,a@alpha.example,Sam,sam@msp.example',
      'Beta,,Paris,FR,,,',
      '',
      '=Gamma,0007,,,,,',
    ].join('\r\n')
    const done = await imported(world, providerId, admin, file)
    expect(done.state).toBe('finished')
    expect(done.progress).toMatchObject({ position: 4, created: 3, failed: 0 })
    expect(await customers('Alpha')).toEqual(['Alpha, Ltd ALPHA-1'])
    expect(await customers('Gamma')).toEqual(['=Gamma 0007'])
    const { items } = (await admin.api.call(listCustomers, { query: { q: 'ALPHA-1' } as never })).body
    const { body } = await admin.api.call(getCustomer, { params: { id: items[0]?.id as never } })
    expect(body).toMatchObject({
      location: { city: 'Berlin', country: 'DE' },
      contacts: { primary: { email: 'a@alpha.example' } },
      salesRepresentatives: [{ name: 'Sam', email: 'sam@msp.example' }],
    })
  })

  it('comes in from below its titles, in German, with row numbers as the file has them', async () => {
    const { admin, providerId } = world.first
    const file =
      'sep=;\nKundenliste\n\nFirma;Land;Ort\nÖsterreicher;Österreich;Wien\nBlaue;Deutschland;Ulm\n;Italien;Rom\n'
    const done = await imported(world, providerId, admin, file)
    expect(done).toMatchObject({ file: { rows: 3, headerRow: 4 }, progress: { position: 3, created: 2, failed: 1 } })
    expect(await problemsOf(done.id)).toEqual(['7 Firma: required', '7 Land: state_required'])
    const { items } = (await admin.api.call(listCustomers, { query: { q: 'Österreicher' } as never })).body
    expect(items[0]?.location).toMatchObject({ country: 'AT', city: 'Wien' })
  })

  it('is checked before, with everything that is wrong by row and column, and nothing is written', async () => {
    const { admin, providerId } = world.first
    const file =
      'Name;Code;Domain;Country;State\nGood;GOOD-1;;;\n;BAD 1;;;\nTwice;good-1;nodomain;ZZ;\nThere;PARTNER;;US;XX\n'
    const checked = await imported(world, providerId, admin, file, { isCheck: true })
    expect(checked.state).toBe('checked')
    expect(checked.progress).toMatchObject({ created: 1, failed: 3 })
    expect(await problemsOf(checked.id)).toEqual([
      '3 Name: required',
      '3 Code: code_invalid',
      '4 Code: repeated_in_file',
      '4 Domain: domain_invalid',
      '4 Country: country_unknown',
      '5 Code: code_there',
      '5 State: state_unknown',
    ])
    expect(await customers('Good')).toEqual([])
  })

  it('is told all that is wrong with a row at once, column by column, in the file of errors too', async () => {
    const { admin, providerId } = world.first
    const taken = await admin.api.call(createCustomer, {
      body: { name: 'Holder', externalIds: [{ system: 'connectwise', value: 'TAKEN-9' }] },
    })
    expect(taken.status).toBe(201)
    const file = [
      'Parent code,Name,Code,Domain,Country,Postal code,Technicians,External ID (ConnectWise)',
      'NOWHERE,,PARTNER,nodomain,DE,x,nobody@msp.example,TAKEN-9',
      ',Fine,PARTNER,fine.example,DE,x,nobody@msp.example,TAKEN-9',
    ].join('\n')
    const wrong = [
      '2 Parent code: parent_unknown',
      '2 Name: required',
      '2 Domain: domain_invalid',
      '2 Postal code: postal_code_invalid',
      '3 Code: code_there',
      '3 Postal code: postal_code_invalid',
    ]
    for (const isCheck of [true, false]) {
      const { id } = await imported(world, providerId, admin, file, { isCheck })
      expect(await problemsOf(id)).toEqual(wrong)
      const { body } = await admin.api.request('GET', `/api/v1/imports/${id}/error-file`)
      expect(body.split('\r\n')[1]).toMatch(/Parent code: .*; Name: .*; Domain: .*; Postal code: /)
    }
    const free = file.replace('PARTNER', 'bad code').replace('PARTNER', 'FREE-9').replace('NOWHERE', '')
    const { id } = await imported(world, providerId, admin, free, { isCheck: true })
    expect(await problemsOf(id)).toEqual([
      '2 Name: required',
      '2 Code: code_invalid',
      '2 Domain: domain_invalid',
      '2 Postal code: postal_code_invalid',
      '2 Technicians: user_not_assignable',
      '2 External ID (ConnectWise): external_id_taken',
      '3 Postal code: postal_code_invalid',
      '3 Technicians: user_not_assignable',
      '3 External ID (ConnectWise): external_id_taken',
    ])
  })

  it('is told all that is wrong with a change at once', async () => {
    const { admin, providerId } = world.first
    const made = await admin.api.call(createCustomer, { body: { name: 'Changed', code: 'CHANGED-1' } })
    expect(made.status).toBe(201)
    const file = 'Name,Code,Domain,Country,Postal code,Type\nChanged,CHANGED-1,nodomain,DE,x,Partner\n'
    const { id } = await imported(world, providerId, admin, file, { isCheck: true, existing: 'update' })
    expect(await problemsOf(id)).toEqual([
      '2 Domain: domain_invalid',
      '2 Postal code: postal_code_invalid',
      '2 Type: type_fixed',
    ])
  })

  it('is told what is really wrong with a parent that the file adds', async () => {
    const { admin, providerId } = world.first
    const file = [
      'Name,Code,Type,Parent code,Domain',
      'Plain,PLAIN-1,Customer,,',
      'Below,BELOW-1,Customer,PLAIN-1,',
      'Wrong,WRONG-1,Partner,,nodomain',
      'Under,UNDER-1,Customer,WRONG-1,',
      'Lost,LOST-1,Customer,NO-SUCH,',
    ].join('\n')
    for (const isCheck of [true, false]) {
      const { id, progress } = await imported(world, providerId, admin, file.replaceAll('-1', isCheck ? '-1' : '-2'), {
        isCheck,
      })
      expect(progress).toMatchObject({ created: 1, failed: 4 })
      const { items } = (await admin.api.call(listImportProblems, { params: { id } })).body
      expect(items.map(({ row, header, message }) => `${row} ${header}: ${message}`)).toEqual([
        expect.stringMatching(/^3 Parent code: PLAIN-\d is a customer, which has none below it/),
        expect.stringMatching(/^4 Domain: /),
        expect.stringMatching(/^5 Parent code: .*WRONG-\d here, and row 4 does not add it/),
        expect.stringMatching(/^6 Parent code: .*NO-SUCH here, and no row of the file adds it$/),
      ])
    }
  })

  it('is told in words that fit a file, where countries may be named', async () => {
    const { admin, providerId } = world.first
    const file = 'Name,Code,Country\nGood,GOOD-DE,Germany\nBad,BAD-NA,Narnia\n'
    const { id, progress } = await imported(world, providerId, admin, file, { isCheck: true })
    const { items } = (await admin.api.call(listImportProblemGroups, { params: { id } })).body
    expect(progress.created).toBe(1)
    expect(items).toMatchObject([
      { header: 'Country', code: 'country_unknown', message: expect.stringContaining('its name') },
    ])
  })

  it('is told by kind what is wrong with it, with the rows that have it', async () => {
    const { admin, providerId } = world.first
    const rows = Array.from({ length: 7 }, (_, index) => `,KIND-${index},nodomain`)
    const file = ['Name,Code,Domain', ...rows, 'Right,KIND-0,'].join('\n')
    const { id } = await imported(world, providerId, admin, file, { isCheck: true })
    const { items } = (await admin.api.call(listImportProblemGroups, { params: { id } })).body
    expect(items).toEqual([
      {
        header: 'Name',
        field: 'name',
        code: 'required',
        message: 'This is needed',
        isVaried: false,
        rows: [2, 3, 4, 5, 6],
        count: 7,
      },
      expect.objectContaining({ header: 'Domain', rows: [2, 3, 4, 5, 6], count: 7 }),
      expect.objectContaining({ header: 'Code', code: 'repeated_in_file', rows: [9], count: 1 }),
    ])
    const other = await world.first.technician.api.call(listImportProblemGroups, { params: { id } })
    expect(other.problem.code).toBe('not_found')
  })

  it('holds back rows with more cells than headings, whose cells have moved', async () => {
    const { admin, providerId } = world.first
    const file = 'Name,Code,City\nAcme, Inc.,AC9,Ulm\n"Apex, Inc.",AP9,Ulm\nAegis,AE9,Ulm, ,\n'
    for (const isCheck of [true, false]) {
      const done = await imported(world, providerId, admin, file, { isCheck, existing: 'skip' })
      expect(done.progress).toMatchObject({ created: 2, skipped: 0, failed: 1 })
      const { items } = (await admin.api.call(listImportProblems, { params: { id: done.id } })).body
      const message = 'This row has 4 cells and the file 3 columns; a comma may lack its quotes'
      const whole = { header: null, field: null, value: null }
      expect(items).toEqual([{ row: 2, code: 'row_too_many_cells', message, ...whole }])
      const { body } = await admin.api.request('GET', `/api/v1/imports/${done.id}/error-file`)
      expect(body.trim().split('\r\n').slice(1)).toEqual([`${message},Acme, Inc.,AC9,Ulm`])
    }
    expect(await customers('Acme')).toEqual([])
    expect(await customers('Apex')).toEqual(['Apex, Inc. AP9'])
    expect(await customers('Aegis')).toEqual(['Aegis AE9'])
  })

  it.each(['entities', 'contacts'] as const)('holds such rows of %s back too', async (kind) => {
    const { admin, providerId } = world.first
    const file = {
      entities: 'Customer code;Name\nCUST-1;Ulm;x\n',
      contacts: 'Customer code;Email\nCUST-1;a@b.example;x\n',
    }
    const done = await imported(world, providerId, admin, file[kind], { kind })
    expect(done.progress).toMatchObject({ created: 0, failed: 1 })
    expect(await problemsOf(done.id)).toEqual(['2 null: row_too_many_cells'])
  })

  it('is refused when it is no list, or when its name cannot be kept', async () => {
    const answer = await upload(world.first.admin.api, Buffer.from([1, 0, 2, 0, 0, 0, 3, 4]))
    expect([answer.statusCode, answer.json().errors[0].code]).toEqual([422, 'file_not_text'])
    const named = await upload(world.first.admin.api, 'Name\nAda\n', 'customers', 'a\u0000.csv')
    expect([named.statusCode, named.json().errors]).toEqual([
      422,
      [{ path: 'fileName', code: 'invalid_text', message: expect.stringContaining('NUL') }],
    ])
  })
})
