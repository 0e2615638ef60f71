import { expect, it } from 'vitest'
import { idsOf, linesOf } from './verify.ts'

const whole = { providerId: 'a', breaks: [], erasedCount: 0 }

it('what was erased on purpose is told in one line of each provider, however much it is', () => {
  expect(linesOf([whole, { ...whole, providerId: 'b', erasedCount: 12_000 }])).toEqual([
    '{"providerId":"b","kind":"payload_erased","count":12000}',
    'The audit log is whole.',
  ])
})

it('each break has a line, and their number ends it', () => {
  const found = { providerId: 'a', kind: 'row_missing', number: 7, auditEventId: null } as const
  expect(linesOf([{ ...whole, breaks: [found], erasedCount: 1 }])).toEqual([
    '{"providerId":"a","kind":"row_missing","number":7,"auditEventId":null}',
    '{"providerId":"a","kind":"payload_erased","count":1}',
    '1 break.',
  ])
})

it('whoever names no provider is told of those that there are, of many only some', () => {
  expect(idsOf([])).toBe('there is none')
  expect(idsOf(['a'])).toBe('there is a')
  expect(idsOf(['a', 'b', 'c', 'd', 'e'])).toBe('there are a, b, c, d, e')
  expect(idsOf(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('there are a, b, c, d, e and 2 more')
})
