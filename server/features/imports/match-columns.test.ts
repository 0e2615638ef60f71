import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { contactFileColumns } from '@tenantry/contract/contact-file.ts'
import { customerFileColumns } from '@tenantry/contract/customer-file.ts'
import { deviceFileColumns } from '@tenantry/contract/device-file.ts'
import { entityFileColumns } from '@tenantry/contract/entity-file.ts'
import { errorHeader, importCaps } from '@tenantry/contract/imports.ts'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { columnOfField } from './file-columns-of.ts'
import { findHeadings } from './find-headings.ts'
import { foreignHeaders, vagueHeaders } from './foreign-headers.ts'
import { headerKey } from './header-key.ts'
import { cleanMatching, headersHash, matchHeaders } from './match-columns.ts'

const fixture = async (name: string) =>
  parse(await readFile(path.join(import.meta.dirname, 'foreign/fixtures', `${name}.csv`), 'utf8')) as string[][]

describe('columns are matched (B4)', () => {
  it('by our own headings, without regard to case, accents and dashes, each once', () => {
    expect(matchHeaders('customers', ['NAME', 'code ', 'Postal-Code', 'Name', 'Devices', 'Unheard of'])).toEqual([
      'name',
      'code',
      'location.postalCode',
      null,
      null,
      null,
    ])
  })

  it('as a whole where the file is one of ours', () => {
    const columns = customerFileColumns([])
    const matched = matchHeaders(
      'customers',
      columns.map(({ header }) => header),
      columns.map(({ isId }) => (isId ? ['019adf21-1c5a-7b6e-8f00-6f2d1c3b4a59'] : [])),
    )
    expect(matched).toEqual(columns.map(({ path, isReadOnly }) => (isReadOnly ? null : path.join('.'))))
  })

  it.each(['connectwise', 'autotask', 'halo', 'partner-center'])(
    'of an export of %s, twelve without a click',
    async (name) => {
      const [headers = []] = await fixture(name)
      const matched = matchHeaders('customers', headers).filter((field) => field !== null)
      expect(matched.length).toBeGreaterThanOrEqual(12)
      expect(matched).toContain('name')
      expect(new Set(matched).size).toBe(matched.length)
    },
  )

  it('of the short list that Partner Center’s page exports', async () => {
    const [headers = []] = await fixture('partner-center-list')
    expect(matchHeaders('customers', headers)).toEqual(['externalIds.partnerCenter', 'name', 'domain', null])
  })

  it('of a German list', () => {
    const headers = [
      'Kd.-Nr.',
      'Firma',
      'Strasse',
      'PLZ',
      'Ort',
      'Land',
      'Telefon',
      'E-Mail',
      'Ansprechpartner',
      'UStID',
    ]
    expect(matchHeaders('customers', headers)).toEqual([
      'code',
      'name',
      'location.line1',
      'location.postalCode',
      'location.city',
      'location.country',
      'phone',
      'businessEmail',
      'contacts.primary.lastName',
      null,
    ])
  })

  it('of a list kept by hand with email and phone of the same: the company’s unless the heading names a contact', () => {
    const address = { 'Address 1': 'location.line1', City: 'location.city', ZIP: 'location.postalCode' }
    for (const fields of [
      { Name: 'name', Code: 'code', Email: 'businessEmail', Phone: 'phone' },
      {
        Company: 'name',
        'E-mail address': 'businessEmail',
        'Phone number': 'phone',
        ...address,
        Country: 'location.country',
      },
      { Client: 'name', 'Business email': 'businessEmail', 'Business phone': 'phone' },
      { Name: 'name', Email: 'businessEmail', Phone: 'phone', 'Contact email': 'contacts.primary.email' },
      { Name: 'name', 'Contact email': 'contacts.primary.email', 'Contact phone': 'contacts.primary.phone' },
    ])
      expect(matchHeaders('customers', Object.keys(fields))).toEqual(Object.values(fields))
    // A report that has the company's own phone by another name tells of its contact.
    const report = {
      Company_Name: 'name',
      Company_RecID: 'externalIds.connectwise',
      Contact_First_Name: 'contacts.primary.firstName',
      Contact_Last_Name: 'contacts.primary.lastName',
      Email: 'contacts.primary.email',
      Business_Phone: 'contacts.primary.phone',
      Company_Phone: 'phone',
      City: 'location.city',
    }
    expect(matchHeaders('customers', Object.keys(report))).toEqual(Object.values(report))
  })

  it('by a word that may mean several things where no better one is there', () => {
    expect(matchHeaders('customers', ['Company', 'Schlagworte', 'Übergeordneter Kunde'])).toEqual([
      'name',
      'tagNames',
      'parentCodes',
    ])
    expect(matchHeaders('customers', ['Company', 'Name', 'Client', 'Übergeordnet'])).toEqual([
      null,
      'name',
      null,
      'parentCodes',
    ])
    expect(matchHeaders('customers', ['Mandant', 'Phone'])).toEqual(['name', 'phone'])
  })

  it('of lists of devices as people and inventories keep them', () => {
    const fields = {
      'Client code': 'customerCodes',
      Hostname: 'name',
      'Device type': 'class',
      'Serial no.': 'serialNumber',
      Make: 'maker',
      Model: 'model',
      OS: 'operatingSystem',
      'IP address': 'ipAddresses',
      'MAC Address': 'macAddresses',
      'Purchase date': 'purchasedOn',
      'Warranty expires': 'warrantyEndsOn',
      Comments: 'notes',
      Rack: null,
    }
    expect(matchHeaders('devices', Object.keys(fields))).toEqual(Object.values(fields))
    const others = ['Serial', 'Purchased on', 'Warranty end', 'Manufacturer', 'Seriennummer']
    expect(matchHeaders('devices', others)).toEqual(['serialNumber', 'purchasedOn', 'warrantyEndsOn', 'maker', null])
    // The host name is the name where no better one stands beside it.
    expect(matchHeaders('devices', ['Hostname', 'Name', 'Type', 'Class'])).toEqual([null, 'name', null, 'class'])
    expect(matchHeaders('customers', ['Customer name', 'Phone'])).toEqual(['name', 'phone'])
  })

  it.each(['entities', 'contacts', 'devices'] as const)('of %s with the customer by whatever it is called', (kind) => {
    const named = ['Customer', 'Kunde', 'Company', 'Customer name', 'Company name', 'Kundenname', 'Mandant']
    for (const heading of named) {
      expect(matchHeaders(kind, [heading, 'Phone'])[0], heading).toBe('customerCodes')
      for (const better of ['Customer code', 'Customer ID', 'Kundennummer'])
        expect(matchHeaders(kind, [heading, better])).toEqual([null, 'customerCodes'])
    }
    // A company beside a customer is another one, as the one that a contact works for.
    for (const customer of ['Customer', 'Kunde'])
      expect(matchHeaders(kind, ['Company', customer])).toEqual([null, 'customerCodes'])
  })

  it('of entities and contacts with email and phone of the same: those of the contact', () => {
    const code = { 'Customer code': 'customerCodes' }
    for (const fields of [
      { ...code, Name: 'name', Email: 'contact.email', Phone: 'contact.phone' },
      { ...code, Name: 'name', 'E-Mail': 'contact.email', Telefon: 'contact.phone' },
      { ...code, Email: null, Name: 'name', 'Contact email': 'contact.email', 'Phone number': 'contact.phone' },
    ])
      expect(matchHeaders('entities', Object.keys(fields))).toEqual(Object.values(fields))
    for (const fields of [
      { ...code, 'First name': 'firstName', 'Contact email': 'email', 'Contact phone': 'phone' },
      { ...code, 'Last name': 'lastName', 'Email address': 'email', 'Phone number': 'phone' },
      { ...code, 'Contact email': null, Email: 'email', Telephone: null, Phone: 'phone' },
    ])
      expect(matchHeaders('contacts', Object.keys(fields))).toEqual(Object.values(fields))
  })

  it.each([
    ['entities', entityFileColumns],
    ['contacts', contactFileColumns],
    ['devices', deviceFileColumns],
  ] as const)(
    'by words for %s that none of our own headings is, and that lead to fields that there are',
    (kind, columns) => {
      const own = new Set(columns.flatMap(({ header, isReadOnly }) => (isReadOnly ? [] : [headerKey(header)])))
      const known = [
        ...foreignHeaders[kind].flatMap(({ fields }) => [...fields]),
        ...vagueHeaders[kind].flatMap((fields) => [...fields]),
      ]
      expect(known.length).toBeGreaterThan(0)
      expect(known.filter(([key, field]) => own.has(key) || !columnOfField(kind, field))).toEqual([])
    },
  )

  it('with our ids where some of them are errors of a workbook, and not where nothing else stands', () => {
    const ours = '01890000-0000-7000-8000-000000000003'
    const matched = (...cells: string[]) => matchHeaders('devices', ['ID', 'Customer code', 'Name'], [cells, [], []])[0]
    expect(matched('#N/A', ours)).toBe('id')
    expect(matched('#N/A', '4711')).toBe(null)
    expect(matched('#N/A')).toBe(null)
  })

  it('with a system of outside ids that only this house has', () => {
    const matched = matchHeaders('customers', ['External ID (Our books)', 'External ID (HaloPSA)'])
    expect(matched).toEqual(['externalIds.Our books', 'externalIds.haloPsa'])
    expect(matchHeaders('customers', ['Name', 'External ID ( )'])).toEqual(['name', null])
    expect(cleanMatching('customers', [...matched, 'externalIds.'], 3)).toEqual([...matched, null])
  })

  it('the same for the same headings, whatever their case', () => {
    expect(headersHash(['Name', 'Zip Code'])).toBe(headersHash(['name', 'ZIP-code']))
    expect(headersHash(['Name', 'Zip Code'])).not.toBe(headersHash(['Zip Code', 'Name']))
    expect(headersHash(['Name', errorHeader])).toBe(headersHash(['Name']))
  })

  it('with fields that there are, each once, for the columns that there are', () => {
    expect(cleanMatching('customers', ['name', 'name', 'providerId', 'counts.devices', 'code', 'domain'], 5)).toEqual([
      'name',
      null,
      null,
      null,
      'code',
    ])
  })
})

describe('the row of the headings (B4)', () => {
  const rows = (...cells: string[][]) => cells.map((each, index) => ({ number: index + 1, cells: each }))
  const known = ['Name', 'Code', 'City']

  it('is looked for in as much of a row as a file may have', () => {
    const title = ['Customers', 'of 2025']
    const far = [...Array.from({ length: importCaps.columns }, () => '-'), ...known]
    expect(findHeadings('customers', rows(title, known, far))?.number).toBe(2)
    expect(findHeadings('customers', rows(title, far))?.number).toBe(1)
    const long = known.map((heading) => `${heading}${' '.repeat(300)}and more`)
    expect(findHeadings('customers', rows(title, long))?.number).toBe(2)
  })
})
