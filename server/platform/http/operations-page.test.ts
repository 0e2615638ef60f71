import { errorCatalog, mostJsonBytes } from '@tenantry/contract/errors.ts'
import { columnsOfList, filterOperators, operatorsOf } from '@tenantry/contract/list.ts'
import { jsonSchema, needsIfMatch, requiresIfMatch } from '@tenantry/contract/openapi.ts'
import { operations } from '@tenantry/contract/operations.ts'
import { expect, it } from 'vitest'
import { docsStyle, errorsPage, operationsPage } from './operations-page.ts'

it('tells fields with type and meaning, nested ones by their path', () => {
  const page = operationsPage(operations)
  expect(page).toContain('<td><code>location.postalCode</code></td>')
  expect(page).toMatch(/<code>name<\/code><\/td><td>string, required<\/td><td>Name</)
  expect(page).toContain('<code>items[].counts.devices</code>')
  expect(page).toContain('customer | partner | enterprise | division')
  expect(page).toMatch(/<code>recipients<\/code><\/td><td>list of string \(email\) or string or null</)
})

const blockOf = (page: string, id: string) => page.split(`<section id="${id}">`)[1]?.split('</section>')[0] ?? ''
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

it('tells of each list what it can be filtered and sorted by', () => {
  const page = operationsPage(operations)
  const lists = operations.filter(
    ({ query }) => query && 'filter' in ((jsonSchema(query, 'input').properties ?? {}) as object),
  )
  expect(lists.length).toBeGreaterThan(20)
  for (const { id, query } of lists) {
    const told = blockOf(page, id).split('<summary>Filter and sort</summary>')[1]?.split('</details>')[0] ?? ''
    const rows = [...told.matchAll(/<tr><td><code>(.*?)<\/code>.*?<\/tr>/g)]
    const columns = (query && columnsOfList.get(query)?.columns) ?? {}
    expect(
      rows.map(([, name]) => name),
      id,
    ).toEqual(Object.keys(columns))
    for (const [row, name = ''] of rows) {
      const column = columns[name]
      const end = column && ` ${operatorsOf(column).join(' ')} ${column.sortable ? 'yes' : 'no'} `
      expect(textOf(row).endsWith(end ?? '?'), `${id} ${row}`).toBe(true)
    }
  }
  for (const operator of filterOperators) expect(page).toContain(`<li><code>${operator}</code> `)
  const customers = textOf(blockOf(page, 'listCustomers'))
  expect(customers).toContain(' name Name text in nin eq ne contains ncontains starts yes ')
  expect(customers).toContain(' active | ')
  expect(customers).toContain('a code of ISO 3166-1')
  expect(textOf(blockOf(page, 'listDevices'))).toContain('a key of the provider’s own')
})

it('tells of what is one of several the fields of each, and what all of them require', () => {
  const created = blockOf(operationsPage(operations), 'createCustomer')
  const typeOf = (field: string) => created.split(`<code>plan.${field}</code></td><td>`)[1]?.split('</td>')[0]
  expect(typeOf('kind')).toBe('&#34;trial&#34; or &#34;purchased&#34;, required')
  expect(typeOf('trialLicenses')).toBe('integer')
})

it('tells how a file is sent, and each field that its columns can be matched with', () => {
  const page = operationsPage(operations)
  expect(textOf(blockOf(page, 'createImport'))).toMatch(
    /CSV .*\(xlsx\).* Body: the file as it is, as application\/octet-stream or .* 64 MB/,
  )
  const fields = textOf(blockOf(page, 'updateImport').split('<summary>Fields of the matching</summary>')[1] ?? '')
  for (const field of [
    'location.postalCode customers Postal code',
    'externalIds.haloPsa customers',
    'contact.email entities Contact email',
    'faxExtension contacts',
    'userEmail devices',
  ])
    expect(fields).toContain(` ${field} `)
  expect(fields).not.toContain('counts.')
})

it('tells which day a plain date is where an instant is compared', () => {
  const conventions = textOf(operationsPage(operations).split('<nav>')[0] ?? '')
  expect(conventions).toMatch(/ 2026-01-31T08:00:00Z .* 2026-01-31 , which is the whole day by UTC: gt begins after it/)
})

it('tells how large a body may be, among the conventions and beside the error', () => {
  const conventions = textOf(operationsPage(operations).split('<nav>')[0] ?? '')
  expect(conventions).toMatch(/JSON in UTF-8 of 1 MiB at most; .* payload_too_large /)
  expect(errorCatalog.payload_too_large.advice).toContain(`(${mostJsonBytes.toLocaleString('en-US')} bytes)`)
})

it('names what is answered whichever membership a request is meant for', () => {
  const conventions = textOf(operationsPage(operations).split('<nav>')[0] ?? '')
  const exceptions = operations.filter(({ isOfSession }) => isOfSession)
  expect(exceptions.length).toBeGreaterThan(0)
  const told = conventions.split('whatever the header says: ')[1]?.split('.')[0]
  expect(told?.trim()).toBe(exceptions.map(({ method, path }) => `${method} /api/v1${path}`).join(' and '))
})

it('says of each change whether it has to name the version that it is of', () => {
  const page = operationsPage(operations)
  const said = (id: string) => /If-Match (\w+)/.exec(textOf(blockOf(page, id)))?.[1]
  expect([said('updateCustomer'), said('deleteCustomer'), said('changeCustomerStatus'), said('listCustomers')]).toEqual(
    ['required', 'optional', 'optional', undefined],
  )
  const wanted = operations
    .filter(needsIfMatch)
    .map((operation) => [operation.id, requiresIfMatch(operation) ? 'required' : 'optional'])
  expect(operations.map(({ id }) => [id, said(id)]).filter(([, word]) => word)).toEqual(wanted)
})

it('has ids that are ids, each once, and no link to one that is not there', () => {
  const page = operationsPage(operations)
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '')
  expect(ids.filter((id) => !/^[\w-]+$/.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target)
})

it('has links in the accent of the product, visited or not, in both schemes', () => {
  expect(docsStyle).toContain('a,a:visited{color:var(--accent)')
  const [light = '', dark = ''] = docsStyle.split('prefers-color-scheme:dark')
  for (const part of [light, dark]) expect(part).toMatch(/--accent:#\w{6}/)
})

it('names the columns of errors in each cell where the table has no head', () => {
  const row = /<tr id="not_found">.*?<\/tr>/.exec(errorsPage())?.[0]
  for (const heading of ['Status', 'What happened', 'What to do']) {
    expect(errorsPage()).toContain(`<th>${heading}</th>`)
    expect(row).toContain(`<td data-heading="${heading}">`)
  }
  expect(docsStyle.split('max-width:40rem')[1]).toContain('td[data-heading]::before{content:attr(data-heading)')
})

it('leads from the errors back to the operations', () => {
  expect(errorsPage()).toContain('<a href="/api/docs">')
})
