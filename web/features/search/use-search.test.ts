import { expect, it } from 'vitest'
import { searchQuery } from './use-search.ts'

it('what is typed is asked for where something can be looked for', () => {
  for (const text of ['a', 'D’Angelo', '!']) expect(searchQuery(text).enabled, text).toBe(true)
  for (const text of ['', "'", '\u0301', '\u200b']) expect(searchQuery(text).enabled, text).toBe(false)
})
