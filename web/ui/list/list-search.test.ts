import { customerColumns } from '@tenantry/contract/customer-list.ts'
import { listQuery } from '@tenantry/contract/list.ts'
import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../../platform/search-params.ts'
import { chipText } from './filter-words.ts'
import {
  findsNothing,
  knownConditions,
  knownSort,
  nextSort,
  readListSearch,
  toFilter,
  unknownConditions,
  unknownSort,
  withCondition,
} from './list-search.ts'

describe('the state of a list in its address', () => {
  it('survives being written and read', () => {
    const filter = toFilter([
      { column: 'country', operator: 'in', values: ['US', 'DE'] },
      { column: 'devices', operator: 'gte', values: ['80'] },
    ])
    const state = { q: 'air', filter, sort: '-name', view: 'cards' as const }
    expect(readListSearch(parseSearch(stringifySearch(state)))).toEqual(state)
  })

  it('tells one value with a comma as a list, which the list operation does not take for several', () => {
    const { filter } = readListSearch(parseSearch('?filter[name][in]=Smith, Inc&filter[name][eq]=Smith, Inc'))
    expect(filter).toEqual({ name: { in: ['Smith, Inc'], eq: 'Smith, Inc' } })
    expect(listQuery(customerColumns).safeParse({ filter }).success).toBe(true)
  })

  it('has the form that the list operation takes', () => {
    const { q, filter, sort } = readListSearch(
      parseSearch('?q=air&filter[country][in]=US&filter[country][in]=DE&sort=-name'),
    )
    expect(listQuery(customerColumns).safeParse({ q, filter, sort }).success).toBe(true)
  })

  it('drops what no list could understand, so that old and mangled links still open', () => {
    const search = readListSearch(parseSearch('?q=&view=map&filter[name]=a&filter=x&filter[code][eq]=A1&sort[x]=1'))
    expect(search).toEqual({ q: undefined, filter: { code: { eq: 'A1' } }, sort: undefined, view: undefined })
  })

  it('leaves out columns and operators that this list does not have, and can tell them', () => {
    const { filter } = readListSearch(
      parseSearch(
        '?filter[color][eq]=red&filter[createdAt][contains]=2&filter[name][contains]=a&filter[name][nope]=x&filter[name][toString]=x&filter[toString][eq]=x',
      ),
    )
    expect(knownConditions(filter, customerColumns)).toEqual([{ column: 'name', operator: 'contains', values: ['a'] }])
    expect(unknownConditions(filter, customerColumns)).toEqual([
      { column: 'color', operator: 'eq', values: ['red'] },
      { column: 'createdAt', operator: 'contains', values: ['2'] },
      { column: 'name', operator: 'nope', values: ['x'] },
      { column: 'name', operator: 'toString', values: ['x'] },
      { column: 'toString', operator: 'eq', values: ['x'] },
    ])
    const words = unknownConditions(filter, customerColumns).map((each) => chipText([each], customerColumns))
    expect(words).toEqual(['color', 'Created contains 2', 'Name nope x', 'Name toString x', 'toString'])
    expect(unknownConditions({ name: { contains: 'a' } }, customerColumns)).toEqual([])
    expect(knownSort('-color,name,-tags', customerColumns)).toBe('name')
    expect(knownSort('-name,code,name,-name', customerColumns)).toBe('-name,code')
    expect(knownSort('color', customerColumns)).toBeUndefined()
    expect(unknownSort('-color,name,-tags,name,color', customerColumns)).toEqual(['color', 'tags'])
    expect(unknownSort('toString', customerColumns)).toEqual(['toString'])
    expect(unknownSort('-name,code', customerColumns)).toEqual([])
  })
})

it.each([
  [{}, false],
  [{ q: 'air' }, false],
  [{ q: " ' " }, true],
  [{ q: ' ' }, false],
  [{ filter: { name: { contains: "'" } } }, true],
  [{ q: 'air', filter: { code: { eq: 'A' }, name: { starts: '\u200b' } } }, true],
  [{ filter: { name: { eq: "'" } } }, false],
])('of %o it is known that nothing can be found: %s', (search, is) => {
  expect(findsNothing(search)).toBe(is)
})

describe('pressing a heading', () => {
  it('sorts ascending, then descending, then as the list does by itself', () => {
    expect(nextSort(undefined, 'name')).toBe('name')
    expect(nextSort('name', 'name')).toBe('-name')
    expect(nextSort('-name', 'name')).toBeUndefined()
    expect(nextSort('-name', 'code')).toBe('code')
  })
})

describe('adding a condition', () => {
  const one = { column: 'name', operator: 'contains', values: ['a'] } as const

  it('replaces the one on the same column with the same operator, in its place', () => {
    const others = [
      { ...one, values: ['a'] },
      { column: 'code', operator: 'eq' as const, values: ['X'] },
    ]
    expect(withCondition(others, { ...one, values: ['b'] })).toEqual([{ ...one, values: ['b'] }, others[1]])
    expect(withCondition(others, { ...one, operator: 'ncontains', values: ['b'] })).toHaveLength(3)
  })
})
