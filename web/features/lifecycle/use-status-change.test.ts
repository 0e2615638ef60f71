import { expect, it } from 'vitest'
import { doneText } from './use-status-change.ts'

it('what is restored is told to be disabled still, and how that ends (B2, B13)', () => {
  expect(doneText({ name: 'Kestrel', status: 'archived' }, 'disabled')).toBe(
    'Kestrel is restored. It stays disabled until it is activated.',
  )
  expect(doneText({ name: 'Kestrel', status: 'active' }, 'disabled')).toBe('Kestrel is disabled')
})
