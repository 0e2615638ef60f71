/** What is asked of the customers list while it grows, with the columns that have to stay quick at any size. */
import { customerColumns } from '@tenantry/contract/customer-list.ts'
import type { ListColumn } from '@tenantry/contract/list.ts'
import type { HttpClient } from './http-client.ts'

/** Something to ask for, told by a customer that is there. */
export interface GrowthCase {
  name: string
  path: string
}

/** One customer of the list, as far as the cases take their values from it. */
interface Example {
  id: string
  name: string
  code: string
  parentId: string | null
}

/** Columns that people filter and sort by all day; whatever their number, these stay quick. */
const quickColumns = [
  'name',
  'code',
  'status',
  'type',
  'parentId',
  'country',
  'createdAt',
  'updatedAt',
  'devices',
  'users',
  'entities',
]

const base = '/api/v1/customers'
const pagesAtMost = 100

/** The cases whose times may not double from a thousand customers to a million. */
export async function quickCases(client: HttpClient): Promise<GrowthCase[]> {
  const example = await findExample(client)
  return [
    { name: 'first page', path: base },
    { name: 'deep page', path: await deepPage(client) },
    { name: 'search by the beginning', path: `${base}?q=${encodeURIComponent(example.code.slice(0, -1))}` },
    { name: 'search in the middle of a word', path: `${base}?q=${encodeURIComponent(example.name.slice(1, -1))}` },
    { name: 'one customer', path: `${base}/${example.id}` },
    ...columnsWhere((name) => quickColumns.includes(name)).flatMap((column) => casesOf(column, example)),
  ]
}

/** Every other column, filtered and sorted by. */
export async function otherCases(client: HttpClient): Promise<GrowthCase[]> {
  return otherCasesOf(await findExample(client))
}

/** The same, told by a customer that somebody has at hand. */
export function otherCasesOf(example: Example): GrowthCase[] {
  return columnsWhere((name) => !quickColumns.includes(name)).flatMap((column) => casesOf(column, example))
}

function columnsWhere(wanted: (name: string) => boolean): [string, ListColumn][] {
  return Object.entries<ListColumn>(customerColumns).filter(([name]) => wanted(name))
}

function casesOf([name, column]: [string, ListColumn], example: Example): GrowthCase[] {
  const filter = `filter[${name}]${condition(name, column, example)}`
  const sorted = [name, `-${name}`].map((sort) => ({ name: `sorted by ${sort}`, path: `${base}?sort=${sort}` }))
  return [{ name: `filtered by ${name}`, path: `${base}?${filter}` }, ...(column.sortable ? sorted : [])]
}

function condition(name: string, { type, values }: ListColumn, example: Example): string {
  const { name: ownName, code, parentId } = example
  const known: Record<string, string | null> = { name: ownName, code, parentId }
  const value = known[name]
  if (value) return `[eq]=${encodeURIComponent(value)}`
  switch (type) {
    case 'number':
      return '[gt]=5'
    case 'date':
    case 'instant':
      return '[gt]=2026-01-01'
    case 'enum':
      return `[eq]=${encodeURIComponent(values?.[0] ?? '')}`
    default:
      return name === 'country' ? '[eq]=DE' : '[empty]=false'
  }
}

/** A customer from the middle of the first page, below a partner where there is one. */
async function findExample(client: HttpClient): Promise<Example> {
  const { body } = await client.send('GET', `${base}?limit=200`)
  const { items } = JSON.parse(body) as { items: Example[] }
  const example = items[Math.floor(items.length / 2)]
  if (!example) throw new Error('There is no customer')
  return example
}

/** The address of a page far behind the first one. */
async function deepPage(client: HttpClient): Promise<string> {
  let path = `${base}?limit=200`
  for (let page = 0; page < pagesAtMost; page++) {
    const { body } = await client.send('GET', path)
    const { nextCursor } = JSON.parse(body) as { nextCursor: string | null }
    if (nextCursor === null) break
    path = `${base}?limit=200&cursor=${encodeURIComponent(nextCursor)}`
  }
  return path.replace('limit=200', 'limit=50')
}
