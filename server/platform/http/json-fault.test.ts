import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from './json-fault.ts'

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the place where a text stops being JSON', () => {
  it.each([
    ['{"name"', 1, 8],
    ['', 1, 1],
    ['{"name": "Air', 1, 14],
    ['[1, 2', 1, 6],
  ])('is the end of %s, to which more belongs', (text, line, column) => {
    expect(jsonFault(text)).toEqual({ line, column, isEnd: true })
  })

  it.each([
    ['{"name": Airtel}', 1, 10],
    ['{\n  "name": "Airtel",\n}', 3, 1],
    ["{'name': 1}", 1, 2],
    ['{"name": "Airtel" "code": 1}', 1, 19],
    ['[1, 2}', 1, 6],
    ['{"😀": x}', 1, 7],
    ['{"a": 01}', 1, 8],
    ['"a\\x"', 1, 3],
    ['"a\tb"', 1, 3],
    ['{} {}', 1, 4],
    ['[1,]', 1, 4],
  ])('is in %s line %i, column %i', (text, line, column) => {
    expect(jsonFault(text)).toEqual({ line, column, isEnd: false })
  })

  it('is nowhere in what the parser takes, and somewhere in what it refuses', () => {
    const cut = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '1', 'e', '-', ' ', '\n'),
    )
    fc.assert(
      fc.property(cut, ([json, place, sign]) => {
        expect(jsonFault(json)).toBeNull()
        const at = place % (json.length + 1)
        for (const text of [json.slice(0, at) + sign, json.slice(0, at) + sign + json.slice(at)])
          expect([text, jsonFault(text) === null]).toEqual([text, isJson(text)])
      }),
    )
  })

  it('is found in deep and long texts', () => {
    expect(jsonFault('['.repeat(500_000))).toEqual({ line: 1, column: 500_001, isEnd: true })
    expect(jsonFault(`"${'a\\n'.repeat(300_000)}`)?.isEnd).toBe(true)
  })
})
