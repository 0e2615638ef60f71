import { mostMeasured } from '@tenantry/contract/bulk-changes.ts'
import { describe, expect, it } from 'vitest'
import { isUnmeasured } from './effects.ts'

describe('the effects in the preview of a bulk change (B24)', () => {
  it('are said to be left out of a change of status that reaches too many customers', () => {
    expect(isUnmeasured('status', { changed: mostMeasured + 1, effects: null })).toBe(true)
  })

  it('are not missed where nothing changes, and of changes that have none', () => {
    expect(isUnmeasured('status', { changed: 0, effects: null })).toBe(false)
    expect(isUnmeasured('tags', { changed: mostMeasured + 1, effects: null })).toBe(false)
  })
})
