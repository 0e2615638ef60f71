import { expect, it } from 'vitest'
import { movesText } from './moves-text.ts'

it('of moves is told what the reader can see, and of the audit log only who may read it (IF7)', () => {
  expect(movesText('provider', true)).toMatch(/^A division .* Other moves are in the audit log\.$/)
  expect(movesText('enterprise', false)).toBe('A division that moves to another enterprise leaves a line with both.')
  for (const reader of ['customer', 'division'] as const) expect(movesText(reader, true)).toBeNull()
})
