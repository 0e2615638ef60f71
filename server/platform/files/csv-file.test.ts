import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows } from './csv-file.ts'

describe('rows of a CSV file', () => {
  it('are what a library of CSV writes', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'ß', ' ', ',', ';', '\t', '"', '\r', '\n', '1', '𝒳') })
    const cell = fc.oneof(
      // Texts that would become formulas get their apostrophe before.
      plain.map((text) => `x${text}`),
      fc.constant(''),
      fc.constant(null),
      fc.integer(),
    )
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 4 })
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), (given, separator) => {
        const written = stringify(given, { delimiter: separator, record_delimiter: '\r\n', quoted_match: /[\r\n]/ })
        expect(csvRows(given, { separator })).toBe(written)
      }),
    )
  })
})
