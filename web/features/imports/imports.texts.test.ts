import { expect, it } from 'vitest'
import { texts } from './imports.texts.ts'

it('a preview without rows says whether they are gone with the file or out of sight (B4)', () => {
  expect(texts.changes.none(true)).toContain('out of your sight')
  expect(texts.changes.none(false)).toContain('no longer kept')
})
