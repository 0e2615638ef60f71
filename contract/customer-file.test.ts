import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactBody, contactFileColumns } from './contact-file.ts'
import { NewContactInput } from './contacts.ts'
import { anyCustomer, anyExternalIds, recordOf } from './customer-file.fixture.ts'
import { type CustomerRecord, customerFileColumns } from './customer-file.ts'
import { customerPatchBody, newCustomerBody, pathInRow } from './customer-row.ts'
import { CustomerInput, CustomerPatch } from './customers.ts'
import { EntityInput } from './entities.ts'
import { entityBody, entityFileColumns } from './entity-file.ts'
import { normalizeSystem } from './external-ids.ts'
import { harmlessText } from './file-cells.ts'
import { cellTextOf, columnOfProblem, type EmptyCells, type FileColumn, readRow } from './file-columns.ts'

const columns = customerFileColumns(['connectwise', 'My PSA'])
const nothingKept = { externalIds: [], salesRepresentatives: [] }

/** Writes a record as a row of texts and reads the row. */
function thereAndBack<Shape = CustomerRecord>(columns: readonly FileColumn[], record: object, empty?: EmptyCells) {
  const cells = columns.map((column) => [column, harmlessText(cellTextOf(column, record))] as const)
  return readRow<Shape>(cells, empty)
}

/** Reads a row by its headings. */
function read(cells: Record<string, string>, empty?: EmptyCells) {
  const named = Object.entries(cells).map(([header, text]) => {
    const column = columns.find((each) => each.header === header)
    if (!column) throw new Error(`There is no column ${header}`)
    return [column, text] as const
  })
  return readRow<CustomerRecord>(named, empty)
}

describe('a customer in a file', () => {
  test('comes back as what was sent to create it', () => {
    fc.assert(
      fc.property(anyCustomer, anyExternalIds, (body, ids) => {
        const withIds = customerFileColumns([...new Set(ids.map(({ system }) => system))])
        const { given, problems } = thereAndBack(withIds, recordOf(body, ids))
        const { externalIds: readIds = [], ...created } = CustomerInput.parse(newCustomerBody(given))
        expect(problems).toEqual([])
        expect(created).toEqual(body)
        const key = (id: object) => JSON.stringify(Object.entries(id))
        expect(readIds.map(key).sort()).toEqual(ids.map(key).sort())
      }),
      { numRuns: 100 },
    )
  })

  test('comes back as a change that says the same', () => {
    fc.assert(
      fc.property(anyCustomer, (body) => {
        const { given } = thereAndBack(columns, recordOf(body))
        const { type: _, contacts, ...said } = body
        const { admin: __, ...people } = contacts ?? {}
        const patch = CustomerPatch.parse(customerPatchBody(given, nothingKept))
        expect(patch).toEqual({ ...said, ...(contacts && { contacts: people }) })
      }),
      { numRuns: 50 },
    )
  })

  test('changes into nothing but itself where empty cells take away', () => {
    const record = recordOf(CustomerInput.parse({ name: 'Airtel', contacts: { primary: { firstName: 'Ada' } } }))
    const patch = CustomerPatch.parse(customerPatchBody(thereAndBack(columns, record, 'clear').given, nothingKept))
    expect(patch).toMatchObject({ name: 'Airtel', domain: null, salesRepresentatives: [], externalIds: [] })
    expect(patch.contacts).toEqual({
      primary: {
        firstName: 'Ada',
        lastName: null,
        email: null,
        phone: null,
        phoneExtension: null,
        fax: null,
        faxExtension: null,
      },
      billing: null,
    })
    expect(Object.keys(patch)).not.toContain('isActive')
  })

  test('names parents, technicians and ids of other systems in cells', () => {
    const record = {
      ...recordOf(CustomerInput.parse({ name: 'Airtel' })),
      parentCodes: ['NORTH', 'E-7'],
      technicianEmails: ['a@msp.example', 'b@msp.example'],
      externalIds: { connectwise: ['19297', '0042'], 'My PSA': ['=7'] },
    }
    const texts = Object.fromEntries(columns.map((column) => [column.header, cellTextOf(column, record)]))
    expect(texts).toMatchObject({
      'Parent code': 'NORTH/E-7',
      Technicians: 'a@msp.example; b@msp.example',
      'External ID (ConnectWise)': '19297\n0042',
      'External ID (My PSA)': '=7',
    })
    expect(thereAndBack(columns, record).given).toMatchObject({
      parentCodes: ['NORTH', 'E-7'],
      technicianEmails: ['a@msp.example', 'b@msp.example'],
      externalIds: { connectwise: ['19297', '0042'], 'My PSA': ['=7'] },
    })
  })
})

describe('a row of a file of customers', () => {
  test('is a trial where it names licenses or a last day', () => {
    expect(newCustomerBody(read({ Name: 'Airtel', 'Trial licenses': '7' }).given).plan).toEqual({
      kind: 'trial',
      trialLicenses: 7,
    })
  })

  test('takes an extension from behind the number unless it has a column that says more', () => {
    expect(read({ Phone: '+1 212 555 0100 ext. 12' }).given).toEqual({
      phone: '+1 212 555 0100',
      phoneExtension: '12',
    })
    expect(read({ Phone: '+1 212 555 0100 ext. 12', Extension: '13' }).given.phoneExtension).toBe('13')
    expect(read({ Phone: '+1 212 555 0100 ext. 12', Extension: '' }, 'clear').given.phoneExtension).toBe('12')
  })

  test('tells which cell is wrong and reads the others', () => {
    const { given, problems } = read({ Name: 'Airtel', Active: 'perhaps', Type: 'shop', 'Trial ends': '1/2/2027' })
    expect(given).toEqual({ name: 'Airtel' })
    expect(problems.map(({ path, code }) => `${path.join('.')}: ${code}`)).toEqual([
      'isActive: cell_yes_no',
      'type: cell_choice',
      'plan.expiresOn: cell_date',
    ])
  })

  test('leaves ids of other systems alone that it has no column for, and who was picked as representative', () => {
    const { given } = read({
      'External ID (ConnectWise)': '5',
      'Sales representative 2 name': 'Sam',
      'Sales representative 2 email': 'SAM@msp.example',
    })
    const kept = {
      externalIds: [
        { system: 'pax8', value: 'p' },
        { system: 'connectwise', value: '4' },
      ],
      salesRepresentatives: [{ email: 'sam@msp.example', membershipId: 'm' as never }],
    }
    expect(customerPatchBody(given, kept)).toEqual({
      externalIds: [
        { system: 'pax8', value: 'p' },
        { system: 'connectwise', value: '5' },
      ],
      salesRepresentatives: [{ name: 'Sam', email: 'SAM@msp.example', membershipId: 'm' }],
    })
  })

  test.each([
    ['salesRepresentatives.0.name', 'Sales representative 2 name'],
    ['externalIds.0.value', 'External ID (ConnectWise)'],
    ['assignedUserIds.3', 'Technicians'],
    ['parentId', 'Parent code'],
    ['plan', 'Plan'],
    ['location.state', 'State'],
    ['contacts.admin.email', 'Administrator email'],
    ['nothing.of.it', undefined],
  ])('has the problem at %s in the column %s', (path, header) => {
    const { given } = read({ 'External ID (ConnectWise)': '5', 'Sales representative 2 email': 'x' })
    const inRow = pathInRow(given, newCustomerBody(given), path.split('.'))
    expect(columnOfProblem(columns, inRow)?.header).toBe(header)
  })

  test('leaves read-only columns alone', () => {
    expect(read({ Status: 'archived', Devices: '5' }).given).toEqual({})
  })
})

test('headings are all different', () => {
  for (const each of [columns, entityFileColumns, contactFileColumns])
    expect(new Set(each.map(({ header }) => header.toLowerCase())).size).toBe(each.length)
})

test('an entity comes back as what was sent to create it', () => {
  const body = EntityInput.parse({
    name: '=Delhi',
    kind: 'business_unit',
    code: '007',
    contact: { firstName: 'Asha', phone: '+911123456789', phoneExtension: '05' },
    location: { country: 'IN', state: 'IN-DL', city: 'नई दिल्ली' },
  })
  const { given } = thereAndBack(entityFileColumns, { ...body, customerCodes: ['P', 'AIR001'] })
  expect(given).toMatchObject({ customerCodes: ['P', 'AIR001'] })
  expect(EntityInput.parse(entityBody(given))).toEqual(body)
})

test('a further contact comes back as what was sent to create it', () => {
  const body = NewContactInput.parse({ role: '@VIP', firstName: "O'Neill", fax: '+12125550101', faxExtension: '1' })
  const { given } = thereAndBack(contactFileColumns, { ...body, customerCodes: ['AIR001'] })
  expect(NewContactInput.parse(contactBody(given))).toEqual(body)
})

test.each([
  ['ConnectWise', 'connectwise'],
  ['halo psa', 'haloPsa'],
  ['Partner-Center', 'partnerCenter'],
  [' My PSA ', 'My PSA'],
])('the system %j is kept as %j', (typed, kept) => {
  expect(normalizeSystem(typed)).toBe(kept)
})
