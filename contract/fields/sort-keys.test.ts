import { expect, it } from 'vitest'
import { SORT_KEY_VERSION, sortKey } from './sort-keys.ts'

// Stored keys were made with this version: when one of these changes, the version rises and a migration makes them anew.
it('keeps the keys of version 2', () => {
  expect(SORT_KEY_VERSION).toBe(2)
  const keys = [
    'Bergmann & Söhne GmbH',
    'ＡＢＣ',
    'Ørsted',
    'Σίσυφος',
    'İstanbul',
    '東京',
    '한국',
    '  two   words ',
    "O'Brien",
    'O’Brien',
    'L＇Oréal',
  ].map(sortKey)
  expect(keys).toMatchInlineSnapshot(`
    [
      "bergmann & sohne gmbh",
      "abc",
      "orsted",
      "σισυφοσ",
      "istanbul",
      "東京",
      "한국",
      "two words",
      "obrien",
      "obrien",
      "loreal",
    ]
  `)
})
