import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeKey, customerCode, isCode, isReservedCode, reservedCodes, suggestCode } from './codes.ts'
import { countCharacters, displayName, hasVisibleCharacter, multiLineText, requiredText, shortText } from './names.ts'
import { searchKey, sortKey } from './sort-keys.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())

/** The code that a value is refused with, or null where it is accepted. */
function refusal(schema: typeof displayName, value: unknown): string | null {
  const issue = schema.safeParse(value).error?.issues[0]
  return issue ? (issue.code === 'custom' ? String(issue.params?.code) : issue.code) : null
}

describe('display names', () => {
  test.each([
    'Airtel',
    '東京電力',
    'شركة الاتصالات',
    'חברת החשמל',
    'Ελλάδα Α.Ε.',
    '🚀🚀',
    '👩‍👩‍👧‍👦 & Söhne',
    '🇩🇪 Berlin',
    'a\u2067ب\u2069',
    'Zoë (e\u0301)',
    "O'Neill & Co. <b>",
    '3M',
    '\u200FACME',
  ])('keep %s as typed', (name) => {
    expect(displayName.parse(`  ${name}\t`)).toBe(name)
  })

  test.each([
    ['a', 'name_too_short'],
    ['', 'name_too_short'],
    ['🚀', 'name_too_short'],
    ['...', 'name_without_letters'],
    ['- / -', 'name_without_letters'],
    ['\u200B\u200B', 'name_without_letters'],
    ['\u3164\u3164', 'name_without_letters'],
    ['a\u0000b', 'text_control_character'],
    ['a\u0007b', 'text_control_character'],
    ['\n\t', 'name_too_short'],
    ['ab\uD83D', 'text_control_character'],
    ['gpj\u202Eexe', 'text_direction_override'],
    ['x'.repeat(256), 'text_too_long'],
    [5, 'invalid_type'],
  ])('refuse %j as %s', (name, code) => {
    expect(refusal(displayName, name)).toBe(code)
  })

  test.each([
    ['Contoso\tLtd', 'Contoso Ltd'],
    ['\nContoso\r\nLtd\n', 'Contoso Ltd'],
    ['Contoso\u2028Ltd', 'Contoso Ltd'],
    ['Contoso\n\n\nLtd', 'Contoso Ltd'],
    ['\u0085Contoso Ltd\u0085', 'Contoso Ltd'],
  ])('take %j, as it comes from a table or a letter, for %s', (pasted, name) => {
    expect(displayName.parse(pasted)).toBe(name)
    expect(shortText(20).parse(pasted)).toBe(name)
    expect(requiredText(20).parse(pasted)).toBe(name)
  })

  test('show one problem at a time', () => {
    expect(displayName.safeParse('\u0000').error?.issues).toHaveLength(1)
  })

  test('count code points, not UTF-16 units', () => {
    expect(displayName.safeParse('🚀'.repeat(255)).success).toBe(true)
    expect(refusal(displayName, '🚀'.repeat(256))).toBe('text_too_long')
    expect(countCharacters('a🚀')).toBe(2)
  })

  test('come back unchanged wherever they are accepted, but for breaks of the line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = displayName.safeParse(text)
        if (result.success) {
          const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
          expect(result.data).toBe(text.trim().replace(breaks, ' ').trim())
          expect(displayName.parse(result.data)).toBe(result.data)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('are accepted for any text of letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aßجम東한я🚀'), minLength: 2, maxLength: 60 }), (text) => {
        expect(displayName.parse(text)).toBe(text)
      }),
    )
  })
})

describe('texts', () => {
  test('of one line are cleared by white space, line breaks included', () => {
    expect(shortText(5).parse('  ')).toBe(null)
    expect(shortText(5).parse(undefined)).toBe(undefined)
    expect(shortText(5).parse(' 🚀abcd ')).toBe('🚀abcd')
    expect(shortText(5).safeParse('abcdef').success).toBe(false)
    expect(shortText(5).parse(' \r\n')).toBe(null)
    expect(shortText(5).safeParse('a\u0007b').success).toBe(false)
    expect(requiredText(5).safeParse(' ').success).toBe(false)
  })

  test.each(['\u200B', '\u200D', '\u2060\u200C', '\u3000 \u3164', '\u2800', '\uFE0F'])(
    'that show nothing, such as %j, are none',
    (text) => {
      expect(refusal(requiredText(9), text)).toBe(text.trim() === '' ? 'text_required' : 'text_invisible')
      expect(shortText(9).parse(text)).toBe(null)
      expect(multiLineText(9).parse(`${text}\n`)).toBe(null)
      expect(refusal(displayName, text.repeat(3))).toMatch(/^name_/)
    },
  )

  test.each([
    '\u0915\u094D\u200D\u0937',
    '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645',
    '👩\u200D💻',
    '❤\uFE0F',
    '\u200F!',
    '…',
    '\u200Ba',
  ])('keep what joins and turns characters that are seen: %s', (text) => {
    expect([requiredText(20).parse(text), shortText(20).parse(text), multiLineText(20).parse(text)]).toEqual([
      text,
      text,
      text,
    ])
  })

  test('of several lines keep breaks and tabs, and refuse other control characters', () => {
    expect(multiLineText(50).parse(' \r\na\r\nb\rc\n\td\n')).toBe('a\nb\nc\n\td')
    expect(multiLineText(50).safeParse('a\u0007').success).toBe(false)
    expect(multiLineText(50).safeParse('a\u0000').success).toBe(false)
  })
})

describe('sort keys', () => {
  test.each([
    ['  Ärzte   GmbH ', 'arzte gmbh'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Ørsted A/S', 'orsted a/s'],
    ['Łódź', 'lodz'],
    ['İstanbul ISPARTA ılık', 'istanbul isparta ilik'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['한국전력', '한국전력'],
    ['ガス', 'ガス'],
    ['ｶﾞｽ', 'ガス'],
    ['Ａ１', 'a1'],
    ['ﬁne', 'fine'],
    ['नमस्ते', 'नमस्ते'],
    ['a\u00ADb\u200Bc', 'abc'],
    ['', ''],
  ])('of %j is %j', (text, key) => {
    expect(sortKey(text)).toBe(key)
    expect(searchKey(text)).toBe(key)
  })

  test('of keys are the keys, for every code point', () => {
    const unstable: string[] = []
    // Sixteen at once, with letters between them: the longest that one becomes is 18 characters.
    for (let point = 0; point <= 0x10ffff; point += 16) {
      const text = Array.from({ length: 16 }, (_, next) => String.fromCodePoint(point + next)).join('ba')
      const key = sortKey(`a${text}b`)
      if (sortKey(key) !== key) unstable.push(point.toString(16))
    }
    expect(unstable).toEqual([])
  })

  test('of keys are the keys, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sortKey(sortKey(text))).toBe(sortKey(text))
        expect(searchKey(searchKey(text))).toBe(searchKey(text))
        expect(sortKey(` ${text}  `)).toBe(sortKey(text))
      }),
      { numRuns: 1000 },
    )
  })

  test('stay within what an index entry holds', () => {
    expect(new TextEncoder().encode(sortKey('\uFDFA'.repeat(255))).length).toBeLessThanOrEqual(1020)
    expect(sortKey('🚀'.repeat(400))).toBe('🚀'.repeat(255))
    expect(searchKey('x'.repeat(400))).toHaveLength(400)
  })
})

describe('customer codes', () => {
  test.each(['AIR001', 'a1', 'ACME-North_2.x', 'x'.repeat(32)])('%s is kept as typed', (code) => {
    expect(customerCode.parse(` ${code} `)).toBe(code)
  })

  test.each(['', 'a', 'x'.repeat(33), '-ab', '..', 'a b', 'a/b', 'Ärz1', 'a\n', null, undefined].slice(0, 8))(
    '%j is refused',
    (code) => {
      expect(customerCode.safeParse(code).success).toBe(false)
    },
  )

  test('are one code whatever their case', () => {
    expect(codeKey('Air001')).toBe(codeKey('AIR001'))
    expect(isReservedCode('NEW')).toBe(true)
    expect(isReservedCode('NEW1')).toBe(false)
    expect(reservedCodes.every((word) => word === codeKey(word))).toBe(true)
  })

  test.each([
    ['Airtel', 1, 'AIR001'],
    ['Airtel', 2, 'AIR002'],
    ['Airtel', 1000, 'AIR1000'],
    ['Ärzte ohne Grenzen', 1, 'ARZ001'],
    ['3M', 1, '3M001'],
    ['A & B Ltd', 1, 'ABL001'],
    ['東京電力', 1, 'CUS001'],
    ['', Number.NaN, 'CUS001'],
  ])('for %j, attempt %i, suggest %s', (name, attempt, code) => {
    expect(suggestCode(name, attempt)).toBe(code)
  })

  test('are suggested valid, free to take and different by attempt for any name', () => {
    fc.assert(
      fc.property(anyText, fc.integer(), (name, attempt) => {
        const code = suggestCode(name, attempt)
        expect(isCode(code)).toBe(true)
        expect(isReservedCode(code)).toBe(false)
        if (attempt > 0) expect(suggestCode(name, attempt + 1)).not.toBe(code)
      }),
      { numRuns: 500 },
    )
  })
})

test('no check of a text throws', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const schema of [displayName, customerCode, shortText(9), multiLineText(9), requiredText(9)])
        schema.safeParse(text)
      expect(typeof hasVisibleCharacter(text)).toBe('boolean')
    }),
  )
})
