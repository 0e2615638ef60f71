import { expect, test } from 'vitest'
import { refusedText } from './refused-text.ts'

const short = (name: string) => ({ name, code: 'license_exhausted' })

test('who gets no license is named, with the reason, up to a number', () => {
  expect(refusedText([short('a'), { name: 'b', code: 'organization_not_growing' }])).toBe(
    'No license is left for a. Nothing is added now for the customer of b. They go on waiting.',
  )
  const gone = { name: null, code: 'not_found' }
  expect(refusedText([gone])).toBe('One is no longer in the list.')
  expect(refusedText([short('a'), gone, gone])).toMatch(/^No .* They go on waiting. 2 are no longer in the list.$/)
  expect(refusedText(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(short))).toContain('d, e and 2 more.')
})
