import fc from 'fast-check'
import { expect, it } from 'vitest'
import { searchKey } from './fields/sort-keys.ts'
import { listQuery } from './list.ts'

const query = listQuery({ name: { label: 'Name', type: 'text', sortable: true } })

it('a search that is taken looks for something', () => {
  const character = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
    fc.constantFrom('\u0000', '\u200b', '\u0301', '´', '¨', '\u00ad', '\u115f', '\u3000', '\u{e0100}', 'ͺ', '-', 'a'),
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

it.each(['airtel', '-', 'é', '東京', 'دلهي', '🏢', 'สาขา', '%', '\ue000a'])('%s can be searched for', (q) => {
  expect(query.safeParse({ q }).success).toBe(true)
})

it('a number out of every range is told once', () => {
  for (const limit of ['9'.repeat(25), '1e300', '-1', '1.5', 'x', '']) {
    const { error } = query.safeParse({ limit })
    expect(error?.issues, limit).toHaveLength(1)
    expect(error?.issues[0]?.message).toBe('A page holds 1 to 200 items')
  }
})
