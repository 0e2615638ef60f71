import { requestUrl } from '@tenantry/contract/client.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { queryStrings } from '@tenantry/contract/query-strings.fixture.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQueryString } from './query-string.ts'

const parsed = (text: string) => JSON.parse(JSON.stringify(parseQueryString(text)))

describe('a query string', () => {
  it.each([...queryStrings, ['a=1&a[b]=2', { a: ['1', '2'] }] as const, ['a[b]=2&a=1', { a: ['', '1'] }] as const])(
    'reads %s',
    (text, expected) => {
      expect(parsed(text)).toEqual(expected)
    },
  )

  it('reads back what the client writes', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 })
    const query = fc.record({
      q: text,
      filter: fc.dictionary(
        fc.stringMatching(/^[a-z]{1,8}$/),
        fc.record({
          eq: text,
          in: fc.oneof(
            fc.array(text, { minLength: 2, maxLength: 4 }),
            text.map((one) => [`${one},`]),
          ),
        }),
        { minKeys: 1, maxKeys: 3, noNullPrototype: true },
      ),
    })
    fc.assert(
      fc.property(query, (given) => {
        const [, search = ''] = requestUrl(listCustomers, { query: given as never }).split('?')
        expect(parsed(search)).toEqual(given)
      }),
    )
  })

  it('never throws, and never reaches a prototype, whatever comes', () => {
    const part = fc.oneof(fc.constantFrom('__proto__', 'constructor', '[', ']', '=', '&', '%', '[]', 'a'), fc.string())
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const result = parseQueryString(parts.join(''))
        expect(Object.getPrototypeOf(result)).toBeNull()
        expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
      }),
      { numRuns: 1000 },
    )
    for (const path of ['__proto__[polluted]=1', 'a[__proto__][polluted]=1', 'constructor[prototype][polluted]=1']) {
      parseQueryString(path)
      expect(({} as Record<string, unknown>).polluted, path).toBeUndefined()
    }
  })

  it.each(['filter[name][eq', 'filter[name]eq]', 'filter[name]eq', 'filter[name]x[eq]', 'filter[na[me]][eq]', 'a]'])(
    'keeps a name whole whose brackets do not pair: %s',
    (name) => {
      expect(parsed(`${name}=x`)).toEqual({ [name]: 'x' })
    },
  )

  it('of very many parameters is refused by a name that no schema knows, not cut off', () => {
    const text = Array.from({ length: 501 }, (_, index) => `a${index}=1`).join('&')
    expect(Object.keys(parseQueryString(text))).toEqual(['more than 500 parameters'])
  })
})
