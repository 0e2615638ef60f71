import { expect, it } from 'vitest'
import { linesOf } from './verify.ts'

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
