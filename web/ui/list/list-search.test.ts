import { customerColumns } from '@tenantry/contract/customer-list.ts'
import { listQuery } from '@tenantry/contract/list.ts'
import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../../platform/search-params.ts'
import {
  knownConditions,
  knownSort,
  nextSort,
  readListSearch,
  toFilter,
  unknownConditions,
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

  it('drops what no list understands, so that old and mangled links still open', () => {
    const search = readListSearch(
      parseSearch('?q=&view=map&filter[name][like]=a&filter=x&filter[code][eq]=A1&sort[x]=1'),
    )
    expect(search).toEqual({ q: undefined, filter: { code: { eq: 'A1' } }, sort: undefined, view: undefined })
  })

  it('drops columns and operators that this list does not have', () => {
    const filter = { color: { eq: 'red' }, createdAt: { contains: '2' }, name: { contains: 'a' } }
    expect(knownConditions(filter, customerColumns)).toEqual([{ column: 'name', operator: 'contains', values: ['a'] }])
    expect(unknownConditions(filter, customerColumns)).toEqual([
      { column: 'color', operator: 'eq', values: ['red'] },
      { column: 'createdAt', operator: 'contains', values: ['2'] },
    ])
    expect(unknownConditions({ name: { contains: 'a' } }, customerColumns)).toEqual([])
    expect(knownSort('-color,name,-tags', customerColumns)).toBe('name')
    expect(knownSort('-name,code,name,-name', customerColumns)).toBe('-name,code')
    expect(knownSort('color', customerColumns)).toBeUndefined()
  })
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
