import { expect, test } from 'vitest'
import { refusedText } from './refused-text.ts'

const short = (name: string, detail: string | null = null) => ({ name, code: 'license_exhausted', detail })
const gone = { name: null, code: 'not_found', detail: null }

test('who gets no license is named, with the reason, up to a number', () => {
  expect(refusedText([short('a'), { name: 'b', code: 'organization_not_growing', detail: null }])).toBe(
    'No license is left for a. Nothing is added now for the customer of b. They go on waiting.',
  )
  expect(refusedText([gone])).toBe('One is no longer in the list.')
  expect(refusedText([short('a'), gone, gone])).toMatch(/^No .* It goes on waiting. 2 are no longer in the list.$/)
  expect(refusedText(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => short(name)))).toContain('d, e and 2 more.')
})

test('which license was not left is told once for all devices of a limit, of the first limits', () => {
  const full = (place: string) => `No IT asset license is left at ${place}: 0 of 1 free`
  expect(refusedText([short('a', full('One'))])).toBe(`a: ${full('One')}. It goes on waiting.`)
  const many = ['One', 'Two', 'One', 'Three', 'Four'].map((place, index) => short('abcde'[index] ?? '', full(place)))
  expect(refusedText(many)).toBe(
    `a and c: ${full('One')}. b: ${full('Two')}. d: ${full('Three')}. No license is left for e. They go on waiting.`,
  )
})

test('a class that takes no new devices is no want of licenses', () => {
  const closed = (name: string, code: string) => ({ name, code, detail: null })
  expect(refusedText([closed('a', 'class_archived'), short('b'), closed('c', 'class_unknown')])).toBe(
    'No license is left for b. a and c: of a class that takes no new devices. They go on waiting.',
  )
})
