import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareText, choice, date, harmlessText, phone, several, wholeNumber, yesNo } from './file-cells.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(
      fc.string({ unit: fc.constantFrom("'", ' ', '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＠') }),
      fc.string(),
    )
    .map((parts) => parts.join('')),
)

describe('a text in a file', () => {
  test('comes back as it was, whatever it begins with', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(bareText(harmlessText(text))).toBe(text)
      }),
      { numRuns: 10_000 },
    )
  })

  test('begins with no character of a formula, after trimming neither', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(harmlessText(text).trim()).not.toMatch(/^[=+\-@＝＋－＠]/)
        expect(harmlessText(text)).not.toMatch(/^[\t\r\n\0]/)
      }),
      { numRuns: 10_000 },
    )
  })

  test.each([
    ['=1+1', "'=1+1"],
    [' =1+1', "' =1+1"],
    ['\u200B=1+1', "'\u200B=1+1"],
    ['＝1+1', "'＝1+1"],
    ['﹣1', "'﹣1"],
    ["'=1+1", "''=1+1"],
    ["'Twas", "'Twas"],
    ["O'Neill", "O'Neill"],
    ['a=b', 'a=b'],
    ['0012', '0012'],
  ])('%j is written as %j', (text, written) => {
    expect(harmlessText(text)).toBe(written)
    expect(bareText(written)).toBe(text)
  })
})

describe('cells of a kind', () => {
  test.each(['yes', ' Yes ', 'TRUE', '1', 'y', 'on'])('%j is yes', (cell) => {
    expect(yesNo.read(cell)).toEqual({ value: true })
  })

  test.each(['maybe', '2', '-'])('%j is neither yes nor no', (cell) => {
    expect(yesNo.read(cell)).toMatchObject({ problem: { code: 'cell_yes_no' } })
  })

  test.each([
    ['5', 5],
    ['005', 5],
    ['5.00', 5],
  ])('%s is the number %i', (cell, number) => {
    expect(wholeNumber.read(cell)).toEqual({ value: number })
  })

  test.each(['5.5', '1e3', 'five', '1,000'])('%s is no whole number', (cell) => {
    expect(wholeNumber.read(cell)).toMatchObject({ problem: { code: 'cell_number' } })
  })

  test.each([
    '2026-02-03',
    '2026/2/3',
    '3.2.2026',
    '03.02.2026',
    '2026-02-03T23:30:00',
    '2026-02-03T23:30:00.000',
    '2026-02-03 10:00',
    '2026-02-03T00:00:00.000Z',
    '2026-02-03T00:00+02:00',
  ])('%s is the third of February', (cell) => {
    expect(date.read(cell)).toEqual({ value: '2026-02-03' })
  })

  test.each([
    ['12/31/2027', '2027-12-31'],
    ['31/12/2027', '2027-12-31'],
    ['5/5/2027', '2027-05-05'],
    ['29.02.2028', '2028-02-29'],
  ])('%s can be one day alone, which is %s', (cell, day) => {
    expect(date.read(cell)).toEqual({ value: day })
  })

  test.each(['02/03/2026', '03-02-2026'])('%s could be two days, which is said', (cell) => {
    expect(date.read(cell)).toMatchObject({
      problem: { code: 'cell_date', message: /^0[-\d/]+ could be 2026-0[23]-0[23] or 2026-0[23]-0[23]; / },
    })
  })

  test.each([
    '31.02.2027',
    'dd.mm.yyyy',
    '3 Feb 2026',
    '46056',
    '2027-13-01',
    '13/13/2027',
    '0000-01-01',
    '2026-02-03T23:00:00Z',
  ])('%s is no day, which is said with what one looks like', (cell) => {
    const message = `${cell} is no date that can be read; write it like 2026-12-31`
    expect(date.read(cell)).toEqual({ problem: { code: 'cell_date', message } })
  })

  test('a choice is read from its words and its value', () => {
    const kind = choice({ business_unit: 'Business unit', branch: 'Branch' })
    for (const cell of ['Business unit', 'business_unit', 'BUSINESS-UNIT'])
      expect(kind.read(cell)).toEqual({ value: 'business_unit' })
    expect(kind.read('floor')).toMatchObject({ problem: { code: 'cell_choice', message: /Business unit, Branch/ } })
  })

  test.each([
    ['+1 212 555 0100 ext. 12', '+1 212 555 0100', '12'],
    ['+1 212 555 0100 x12', '+1 212 555 0100', '12'],
    ['(212) 555-0100, Extension: 0012', '(212) 555-0100', '0012'],
  ])('%s is a number and an extension', (cell, number, extension) => {
    expect(phone.read(cell)).toEqual({ value: number, extension })
  })

  test('a number alone has no extension', () => {
    expect(phone.read('+12125550100')).toEqual({ value: '+12125550100' })
  })

  test('several emails are read whatever stands between them', () => {
    const emails = several('; ', /[\s,;]+/)
    expect(emails.write(['a@x.example', 'b@x.example'])).toBe('a@x.example; b@x.example')
    expect(emails.read('a@x.example, b@x.example;c@x.example\n')).toEqual({
      value: ['a@x.example', 'b@x.example', 'c@x.example'],
    })
  })
})
