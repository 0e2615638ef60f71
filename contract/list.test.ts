import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchKey } from './fields/sort-keys.ts'
import { listQuery } from './list.ts'

const query = listQuery({ name: { label: 'Name', type: 'text', sortable: true } })

it('a search that is taken looks for something', () => {
  const character = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
    fc.constantFrom(
      '\u0000',
      '\u200b',
      '\u0301',
      '´',
      '¨',
      '\u00ad',
      '\u115f',
      '\u3000',
      '\u{e0100}',
      'ͺ',
      '-',
      'a',
      "'",
      '`',
    ),
  )
  const text = fc.array(character, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('').trim())
  fc.assert(
    fc.property(text, (q) => {
      if (q !== '' && query.safeParse({ q }).success) expect(searchKey(q)).not.toBe('')
      const filter = { name: { contains: q } }
      if (q !== '' && query.safeParse({ filter }).success) expect(searchKey(q)).not.toBe('')
    }),
    { numRuns: 3000 },
  )
})

it.each(["'", '`', '’', '`\u00ad', 'ʻ ʼ'])('of %s alone nothing is left to look for', (q) => {
  expect(query.safeParse({ q }).success).toBe(false)
  expect(query.safeParse({ filter: { name: { contains: q } } }).success).toBe(false)
})

it.each(['airtel', "o'", '-', 'é', '東京', 'دلهي', '🏢', 'สาขา', '%', '\ue000a'])('%s can be searched for', (q) => {
  expect(query.safeParse({ q }).success).toBe(true)
})

it('a number out of every range is told once', () => {
  for (const limit of ['9'.repeat(25), '1e300', '-1', '1.5', 'x', '']) {
    const { error } = query.safeParse({ limit })
    expect(error?.issues, limit).toHaveLength(1)
    expect(error?.issues[0]?.message).toBe('A page holds 1 to 200 items')
  }
})

it('everything that is wrong is told at once, each at its place and none twice', () => {
  const told = (sent: object) =>
    query.safeParse(sent).error?.issues.map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path))
  expect(
    told({ limit: '201', colour: 'red', size: '1', sort: 'age', filter: { age: { eq: '1' }, name: { eq: '\u0000' } } }),
  ).toEqual([['limit'], ['colour', 'size'], ['filter', 'age', 'eq'], ['filter', 'name', 'eq'], ['sort']])
  expect(told({ q: '\u200b', sort: ['a', 'b'], filter: { name: 'x', age: { eq: '1' } } })).toEqual([
    ['q'],
    ['filter', 'name'],
    ['sort'],
    ['filter', 'age', 'eq'],
  ])
  expect(told({ filter: ['a', 'b'] })).toEqual([['filter']])
})

it('a number of a condition has as many digits as the database counts exactly, which is said of a longer one', () => {
  const ofNumbers = listQuery({ devices: { label: 'Devices', type: 'number', sortable: true } })
  const problem = (gt: string) => ofNumbers.safeParse({ filter: { devices: { gt } } }).error?.issues[0]?.message
  for (const wrong of ['9'.repeat(20), '1.1234567', 'many'])
    expect(problem(wrong), wrong).toBe('A number of at most 15 digits and 6 decimals is needed')
  expect([problem('9'.repeat(15)), problem('-0.5')]).toEqual([undefined, undefined])
})

it('a column that the order names twice is refused, and one after another is not', () => {
  const ofTwo = listQuery({
    name: { label: 'Name', type: 'text', sortable: true },
    code: { label: 'Code', type: 'text', sortable: true },
  })
  for (const sort of ['name,-name', 'code,name,code'])
    expect(ofTwo.safeParse({ sort }).error?.issues, sort).toMatchObject([
      { path: ['sort'], params: { code: 'sort_invalid' }, message: expect.stringContaining('is named twice') },
    ])
  expect(ofTwo.safeParse({ sort: '-code,name' }).success).toBe(true)
})

it('a cursor that is empty is none', () => {
  expect(query.safeParse({ cursor: '' }).error?.issues).toMatchObject([
    { path: ['cursor'], params: { code: 'cursor_invalid' } },
  ])
})

describe('several values of a condition (IF4)', () => {
  it('are a list: one text with a comma is refused in plain words, whatever the column holds', () => {
    const ofEach = listQuery({
      name: { label: 'Name', type: 'text', sortable: true },
      kind: { label: 'Kind', type: 'enum', sortable: true, values: ['US', 'DE'] },
      number: { label: 'Number', type: 'number', sortable: true },
    })
    for (const column of ['name', 'kind', 'number'])
      for (const operator of ['in', 'nin']) {
        const { error } = ofEach.safeParse({ filter: { [column]: { [operator]: 'US,DE' } } })
        expect(error?.issues).toHaveLength(1)
        expect(error?.issues[0]).toMatchObject({
          path: ['filter', column, operator],
          message: expect.stringContaining('repeat the parameter for each'),
        })
      }
  })

  it('hold commas, and so does one that is sent as a list', () => {
    for (const names of [['Smith, Inc', 'Miller'], ['Smith, Inc']])
      expect(query.safeParse({ filter: { name: { in: names } } }).success).toBe(true)
    expect(query.safeParse({ filter: { name: { eq: 'Smith, Inc' } } }).success).toBe(true)
  })
})

describe('a condition that nothing can fulfil is refused in plain words at its place', () => {
  const ofTimes = listQuery({
    day: { label: 'Day', type: 'date', sortable: true },
    moment: { label: 'Moment', type: 'instant', sortable: true },
  })
  const refused = (filter: unknown) =>
    ofTimes.safeParse({ filter }).error?.issues.map(({ path, message }) => [path.join('.'), message])

  it.each(['0000-01-01', '2026-02-30', 'today'])('a day: %s', (day) => {
    expect(refused({ day: { eq: day } })).toEqual([['filter.day.eq', 'A date is needed']])
  })

  it.each([
    '0000-01-01',
    '2026-02-31',
    '2026-02-31T00:00:00Z',
    '2026-01-01T00:00:00+16:00',
    '2026-01-01T00:00:00-23:59',
    '2026-01-01T00:00',
  ])('a moment: %s', (moment) => {
    expect(refused({ moment: { gt: moment } })).toEqual([
      ['filter.moment.gt', 'A date or an ISO 8601 instant is needed'],
    ])
  })

  it('more than 200 values, and what is no condition at all', () => {
    const many = Array.from({ length: 201 }, () => '2026-01-01')
    expect(refused({ day: { eq: many } })).toEqual([
      ['filter.day.eq', 'One value, or up to 200 of at most 1000 characters'],
    ])
    const form = 'Ask by filter[column][operator]=value'
    expect([refused({ day: '2026-01-01' }), refused('day')]).toEqual([[['filter.day', form]], [['filter', form]]])
  })

  it('every other moment is none of these', () => {
    for (const moment of [
      '0001-01-01',
      '9999-12-31',
      '2026-01-01T00:00:00.000001+15:59',
      '2026-01-18',
      '2026-01-01T23:59:59Z',
    ])
      expect(refused({ moment: { gt: moment } }), moment).toBeUndefined()
  })
})
