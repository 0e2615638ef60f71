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
    const value = fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 4 }))
    fc.assert(
      fc.property(fc.dictionary(name, fc.dictionary(name, value, { minKeys: 1 }), { minKeys: 1 }), (filter) => {
        expect(parseSearch(stringifySearch({ filter }))).toEqual({ filter: structuredClone(filter) })
      }),
    )
  })
})
