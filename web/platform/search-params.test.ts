import { queryStrings } from '@tenantry/contract/query-strings.fixture.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from './search-params.ts'

describe('search parameters', () => {
  it('reads brackets as objects and repeated names as lists', () => {
    expect(parseSearch('?q=a%20b&filter[country][in]=US&filter[country][in]=DE&filter[devices][gte]=80')).toEqual({
      q: 'a b',
      filter: { country: { in: ['US', 'DE'] }, devices: { gte: '80' } },
    })
  })

  it.each(queryStrings)('reads %s as the API does', (text, expected) => {
    expect(parseSearch(text)).toEqual(expected)
  })

  it('writes a list of one that holds a comma as a list, as the API takes it', () => {
    const filter = {
      name: { in: ['Smith, Inc'], eq: 'Smith, Inc' },
      city: { in: ['Ulm'], nin: ['Bonn, North', 'Ulm'] },
    }
    expect(stringifySearch({ filter })).toBe(
      '?filter[name][in][]=Smith%2C%20Inc&filter[name][eq]=Smith%2C%20Inc&filter[city][in]=Ulm' +
        '&filter[city][nin]=Bonn%2C%20North&filter[city][nin]=Ulm',
    )
    expect(parseSearch(stringifySearch({ filter: { name: filter.name } }))).toEqual({ filter: { name: filter.name } })
  })

  it('keeps brackets readable when writing and leaves empty parts out', () => {
    expect(stringifySearch({ q: '', filter: { name: { contains: 'a&b' } }, add: true, view: undefined })).toBe(
      '?filter[name][contains]=a%26b&add=true',
    )
  })

  it('keeps values texts, whatever they look like', () => {
    expect(parseSearch('?q=123&sort=true')).toEqual({ q: '123', sort: 'true' })
  })

  it('never reaches the prototype of objects', () => {
    parseSearch('?__proto__[polluted]=yes&filter[constructor][prototype]=yes')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(parseSearch('?__proto__[polluted]=yes')).toEqual({})
  })

  it('reads back every filter that it writes', () => {
    const name = fc.stringMatching(/^[a-zA-Z]{1,12}$/).filter((word) => word !== 'constructor' && word !== 'prototype')
    const text = fc.string({ minLength: 1, unit: 'grapheme' })
    const one = text.map((each) => [`${each},`])
    const value = fc.oneof(text, one, fc.array(text, { minLength: 2, maxLength: 4 }))
    fc.assert(
      fc.property(fc.dictionary(name, fc.dictionary(name, value, { minKeys: 1 }), { minKeys: 1 }), (filter) => {
        expect(parseSearch(stringifySearch({ filter }))).toEqual({ filter: structuredClone(filter) })
      }),
    )
  })
})
